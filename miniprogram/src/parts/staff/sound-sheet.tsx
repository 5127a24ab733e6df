import { useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Switch } from '../../components/choice.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import type { NewSound } from './use-new-sound.ts'

interface SoundSheetProps {
  readonly open: boolean
  /** What is new, e.g. 新案件. */
  readonly what: string
  readonly sound: NewSound
  readonly onClose: () => void
}

/** The tone for what is new, on or off, and a button that proves it can be heard. */
export function SoundSheet({ open, what, sound, onClose }: SoundSheetProps) {
  const [heard, setHeard] = useState<boolean | null>(null)
  return (
    <Sheet open={open} title={`${what}提示音`} onClose={onClose}>
      <Stack>
        <Card kind="rows">
          <Switch
            words={`来${what}时响一声`}
            note="只在这台设备上有效，页面要开着"
            on={sound.on}
            onChange={async (on) => {
              const played = await sound.choose(on)
              setHeard(on ? played : null)
            }}
          />
        </Card>
        <Button
          words="试听提示音"
          kind="secondary"
          icon="sound"
          onPress={async () => setHeard(await sound.test())}
        />
        {heard === null ? null : heard ? (
          <Words kind="quiet">刚才响了一声。没听到的话，请调大音量或关掉静音。</Words>
        ) : (
          <Words kind="danger">浏览器没有让它响。请再点一次“试听提示音”。</Words>
        )}
      </Stack>
    </Sheet>
  )
}
