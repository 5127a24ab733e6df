import path from 'node:path'
import type { UserConfigExport } from '@tarojs/cli'
import { defineConfig } from '@tarojs/cli'
import webpack from 'webpack'

const projectRoot = path.resolve(__dirname, '..', '..')
const shared = path.join(projectRoot, 'shared')

// Typebox ships as ES2020; old Android web views behind WeChat want it compiled like our own code.
const compileToo = { include: [shared] }

const cssModules = {
  enable: true,
  config: { namingPattern: 'module', generateScopedName: '[local]_[hash:base64:5]' },
} as const

// Sizes are real px that grow by CSS variables (src/styles/tokens.scss): no rpx, no rem. Of this
// plugin only `#ifdef h5` in stylesheets is wanted.
const pxtransform = { enable: true, config: { methods: ['platform'] } }

export default defineConfig<'webpack5'>(async () => {
  const target = process.env.TARO_ENV
  // The web page talks to the server it came from; the mini-program must be told at build time.
  const apiOrigin = target === 'h5' ? '' : (process.env.LINLI_API_ORIGIN ?? 'http://127.0.0.1:8787')
  // Tests build into a folder of their own, relative to miniprogram/.
  const outputRoot = process.env.LINLI_DIST ?? `dist/${target}`
  const base: UserConfigExport<'webpack5'> = {
    projectName: 'linli',
    date: '2026-11-21',
    designWidth: 375,
    deviceRatio: { 375: 1, 640: 1, 750: 1, 828: 1 },
    sourceRoot: 'src',
    outputRoot,
    plugins: [path.resolve(__dirname, '..', 'plugins/aria.cjs')],
    alias: { '#shared': shared },
    defineConstants: { LINLI_API_ORIGIN: JSON.stringify(apiOrigin) },
    // Copied, not imported: a small import would be inlined as data, which WeChat does not play.
    copy: {
      patterns: [{ from: 'src/assets/', to: `${outputRoot}/assets/` }],
      options: {},
    },
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: false },
    mini: {
      // Otherwise webpack finds the global object with `new Function`, which WeChat forbids.
      webpackChain: (chain) => chain.merge({ node: { global: false } }),
      compile: compileToo,
      optimizeMainPackage: { enable: true },
      miniCssExtractPluginOption: { ignoreOrder: true },
      postcss: { pxtransform, cssModules },
    },
    h5: {
      compile: compileToo,
      // One file: a page first opened in a tunnel would otherwise find its part of the code missing.
      webpackChain: (chain) =>
        chain.plugin('one-file').use(webpack.optimize.LimitChunkCountPlugin, [{ maxChunks: 1 }]),
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      output: { filename: 'js/[name].[hash:8].js', chunkFilename: 'js/[name].[chunkhash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[hash:8].css',
        chunkFilename: 'css/[name].[chunkhash:8].css',
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        pxtransform,
        cssModules,
        // It would turn our `button` into Taro's own element; we use the browser's.
        htmltransform: { enable: false, config: { removeCursorStyle: false } },
      },
    },
  }
  return base
})
