export default defineAppConfig({
  pages: ['pages/home/index', 'pages/services/index', 'pages/me/index'],
  subPackages: [
    {
      root: 'features/cases',
      pages: ['pages/report/index', 'pages/my-cases/index', 'pages/case/index'],
    },
    {
      root: 'features/bookings',
      pages: [
        'pages/service/index',
        'pages/confirm/index',
        'pages/my-bookings/index',
        'pages/booking/index',
      ],
    },
    {
      root: 'features/account',
      pages: [
        'pages/sign-in/index',
        'pages/privacy-guide/index',
        'pages/consents/index',
        'pages/my-data/index',
        'pages/notices/index',
      ],
    },
    {
      root: 'features/relatives',
      pages: ['pages/people/index', 'pages/code/index', 'pages/counter/index'],
    },
    {
      root: 'features/bookings-desk',
      pages: [
        'pages/requests/index',
        'pages/day/index',
        'pages/check-in/index',
        'pages/book-for/index',
        'pages/calendar/index',
        'pages/demand/index',
      ],
    },
    {
      root: 'features/desk',
      pages: ['pages/queue/index', 'pages/handle/index', 'pages/posts/index', 'pages/calls/index'],
    },
    {
      root: 'features/canteen',
      pages: ['pages/menu/index', 'pages/kitchen/index', 'pages/menu-edit/index'],
    },
    {
      root: 'features/renovations',
      pages: [
        'pages/mine/index',
        'pages/register/index',
        'pages/renovation/index',
        'pages/registrations/index',
        'pages/round/index',
      ],
    },
    {
      root: 'features/care',
      pages: [
        'pages/elders/index',
        'pages/elder/index',
        'pages/alerts/index',
        'pages/alert/index',
        'pages/summaries/index',
        'pages/circle/index',
        'pages/mine/index',
      ],
    },
    {
      root: 'features/care-desk',
      pages: [
        'pages/wall/index',
        'pages/alerts/index',
        'pages/shift/index',
        'pages/devices/index',
        'pages/enrol/index',
        'pages/resident/index',
        'pages/display/index',
      ],
    },
    {
      root: 'features/guide',
      pages: [
        'pages/home/index',
        'pages/items/index',
        'pages/item/index',
        'pages/matters/index',
        'pages/matter/index',
      ],
    },
    {
      root: 'features/guide-desk',
      pages: ['pages/items/index', 'pages/item/index', 'pages/checks/index'],
    },
    { root: 'features/payments-desk', pages: ['pages/differences/index'] },
  ],
  preloadRule: {
    // The report opens at once, also where the signal is weak.
    'pages/home/index': { network: 'all', packages: ['features/cases'] },
    'pages/services/index': { network: 'all', packages: ['features/bookings'] },
  },
  lazyCodeLoading: 'requiredComponents',
  window: {
    navigationBarTitleText: '邻里',
    navigationBarTextStyle: 'black',
    navigationBarBackgroundColor: '#f4f2ec',
    backgroundColor: '#f4f2ec',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    // Our own bar (components/tab-bar.tsx) follows the reader's type size.
    custom: true,
    list: [
      { pagePath: 'pages/home/index', text: '首页' },
      { pagePath: 'pages/services/index', text: '服务' },
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  permission: {
    'scope.userLocation': { desc: '用来填好报告问题的地点，您也可以自己选地点' },
  },
  requiredPrivateInfos: ['getLocation'],
  __usePrivacyCheck__: true,
})
