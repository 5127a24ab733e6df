module.exports = {
  presets: [['taro', { framework: 'react', ts: true, compiler: 'webpack5' }]],
  plugins: [require.resolve('./plugins/lean-contracts.cjs')],
}
