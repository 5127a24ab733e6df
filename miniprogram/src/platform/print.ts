/** Opens the browser's printing; WeChat prints nothing. */
export const printPage = (): void => {
  if (process.env.TARO_ENV === 'h5') window.print()
}
