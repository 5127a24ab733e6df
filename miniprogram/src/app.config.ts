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
  permission: {
    'scope.userLocation': { desc: '用来填好报告问题的地点,您也可以自己选地点' },
  },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  __usePrivacyCheck__: true,
})
