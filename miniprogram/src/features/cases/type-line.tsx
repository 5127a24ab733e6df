import { useState } from 'react'
import type { CaseTypeView } from '#shared/cases/cases.contract.ts'
import { suggestType } from '#shared/cases/suggest-type.ts'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import { TypeSheet } from './type-sheet.tsx'

interface TypeLineProps {
  readonly types: readonly CaseTypeView[]
  /** What the person wrote; a type is suggested from it. */
  readonly text: string
  readonly value: string | null
  readonly onPick: (type: string) => void
}

/** What kind of problem: suggested, never decided for the person, and never needed. */
export function TypeLine({ types, text, value, onPick }: TypeLineProps) {
  const [choosing, setChoosing] = useState(false)
  if (types.length === 0) return null
  const named = (code: string | null | undefined) => types.find((type) => type.code === code)
  const chosen = named(value)
  const suggested = value === null ? named(suggestType(text)?.code) : undefined
  return (
    <>
      <Card kind={suggested === undefined ? 'rows' : 'raised'}>
        {suggested === undefined ? (
          <ListRow
            icon="list"
            title="类型"
            note={chosen?.name ?? (value === 'unsure' ? '说不准' : '不选也行，我们来判断')}
            onPress={() => setChoosing(true)}
          />
        ) : (
          <Stack gap="s">
            <Words>{`像是「${suggested.name}」的问题，对吗？`}</Words>
            <Row>
              <Button
                words="对"
                kind="secondary"
                fit
                label={`对，是${suggested.name}`}
                onPress={() => onPick(suggested.code)}
              />
              <Button words="换一类" kind="secondary" fit onPress={() => setChoosing(true)} />
            </Row>
          </Stack>
        )}
      </Card>
      <TypeSheet
        open={choosing}
        types={types}
        value={value ?? suggested?.code ?? null}
        onClose={() => setChoosing(false)}
        onPick={onPick}
      />
    </>
  )
}
