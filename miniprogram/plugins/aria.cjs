const path = require('node:path')
const components = require('./aria-components.json')

// Taro 4.2.1 writes no aria attribute into base.wxml, so screen readers would hear nothing.
// Template and runtime must read the same list: Taro renames attributes by their position.
module.exports = (ctx) => {
  ctx.registerMethod({
    name: 'onSetupClose',
    fn(platform) {
      if (!platform.template) return
      platform.template.mergeComponents(ctx, components)
      platform.runtimePath = [].concat(
        platform.runtimePath,
        path.resolve(__dirname, 'aria-runtime.js'),
      )
    },
  })
}
