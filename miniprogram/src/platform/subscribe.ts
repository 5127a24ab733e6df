import Taro from '@tarojs/taro'

/**
 * Asks leave to send one message per template, at most 3 templates. Only works inside a tap, before
 * anything is awaited. Answers the accepted ones; none in the browser.
 */
export const askToNotify = async (templateIds: readonly string[]): Promise<readonly string[]> => {
  if (process.env.TARO_ENV === 'h5' || templateIds.length === 0) return []
  try {
    const answers: object = await Taro.requestSubscribeMessage({
      tmplIds: [...templateIds],
      entityIds: [],
    })
    return Object.entries(answers)
      .filter(([id, answer]) => templateIds.includes(id) && String(answer).startsWith('accept'))
      .map(([id]) => id)
  } catch {
    return []
  }
}
