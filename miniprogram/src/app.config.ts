export default defineAppConfig({
  pages: ['pages/home/index', 'pages/me/index'],
  subPackages: [],
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
      { pagePath: 'pages/me/index', text: '我的' },
    ],
  },
  permission: {
    'scope.userLocation': { desc: '用来填好报告问题的地点,您也可以自己选地点' },
  },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  __usePrivacyCheck__: true,
})
