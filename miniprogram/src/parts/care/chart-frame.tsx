import { Canvas, View } from '@tarojs/components'
import { createElement, useId, useState } from 'react'
import { spoken } from '../../components/aria.ts'
import { Button } from '../../components/button.tsx'
import { classes } from '../../components/classes.ts'
import { Stack } from '../../components/layout.tsx'
import { useShell } from '../../components/shell-context.ts'
import { Words } from '../../components/words.tsx'
import type { Paper } from '../../platform/canvas.ts'
import type { ChartRow } from './chart.words.ts'
import s from './chart-frame.module.scss'
import { useDrawing } from './use-drawing.ts'

interface ChartFrameProps {
  /** What it is a picture of, e.g. 心率. */
  readonly name: string
  /** The picture in sentences: what a screen reader says instead. */
  readonly sentences: readonly string[]
  /** The picture as a table, for who asks for it. */
  readonly rows: () => readonly ChartRow[]
  /** Changes whenever something else is to be drawn. */
  readonly what: string
  /** Draws on an empty paper, with letters of so many pixels. */
  readonly draw: (paper: Paper, letters: number) => void
  readonly tall?: boolean
}

/** A drawing, and all that is in it as words: heard at once, seen on demand. */
export function ChartFrame({ name, sentences, rows, what, draw, tall = false }: ChartFrameProps) {
  const { scale } = useShell()
  // A colon of React's would end the selector that WeChat looks it up by.
  const id = `chart${useId().replace(/:/g, '')}`
  const [reading, setReading] = useState(false)
  const letters = Math.round(15 * scale)
  useDrawing(id, (paper) => draw(paper, letters), `${what}/${scale}`)
  const className = classes(s.canvas, tall && s.tall)
  return (
    <Stack gap="s">
      <View {...spoken({ role: 'img', label: `${name}图。${sentences.join('')}` })}>
        {process.env.TARO_ENV === 'h5' ? (
          createElement('canvas', { id, className })
        ) : (
          <Canvas type="2d" id={id} canvasId={id} className={className} />
        )}
      </View>
      <Button
        words={reading ? '收起文字' : '用文字看'}
        label={reading ? `收起${name}的文字` : `用文字看${name}`}
        kind="quiet"
        icon="list"
        fit
        onPress={() => setReading(!reading)}
      />
      {reading ? (
        <Stack gap="s">
          {sentences.map((sentence) => (
            <Words key={sentence}>{sentence}</Words>
          ))}
          <View {...spoken({ role: 'list', label: `${name}的数` })} className={s.table}>
            {rows().map((row) => (
              <View key={row.when} {...spoken({ role: 'listitem' })} className={s.line}>
                <View className={s.when}>{row.when}</View>
                <View className={s.words}>{row.words}</View>
              </View>
            ))}
          </View>
        </Stack>
      ) : null}
    </Stack>
  )
}
