import { Button } from '@tarojs/components'
import s from './button.module.scss'
import { classes } from './classes.ts'
import wechat from './wechat-button.module.scss'

interface WechatButtonProps {
  readonly words: string
  /** The one-use code for the server, or null when the person refused. */
  readonly onCode: (code: string | null) => void
}

/**
 * Asks for the phone number bound to WeChat, which only WeChat's own button may do. Nothing is drawn
 * in the browser.
 */
export function WechatPhoneButton({ words, onCode }: WechatButtonProps) {
  if (process.env.TARO_ENV === 'h5') return null
  return (
    <Button
      openType="getPhoneNumber"
      className={classes(s.button, s.secondary, wechat.plain)}
      onGetPhoneNumber={({ detail }) => onCode(detail.code ?? null)}
    >
      {words}
    </Button>
  )
}
