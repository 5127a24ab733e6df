import { Image } from '@tarojs/components'
import { createElement } from 'react'
import { spoken } from '../../components/aria.ts'

interface PictureProps {
  readonly path: string
  /** What a screen reader says. */
  readonly alt: string
  readonly className: string | undefined
  /** Fills its box and is cropped, or is shown whole. */
  readonly whole?: boolean
}

/** A photo from this device or from `download`. In the browser a real <img>, for its alt text. */
export function Picture({ path, alt, className, whole = false }: PictureProps) {
  if (process.env.TARO_ENV === 'h5') return createElement('img', { src: path, alt, className })
  return (
    <Image
      {...spoken({ label: alt })}
      src={path}
      className={className ?? ''}
      mode={whole ? 'aspectFit' : 'aspectFill'}
    />
  )
}
