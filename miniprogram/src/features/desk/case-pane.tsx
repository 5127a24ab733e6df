import { View } from '@tarojs/components'
import { useState } from 'react'
import { AsyncView } from '../../components/async-view.tsx'
import { Heading } from '../../components/words.tsx'
import type { CaseKey } from '../../parts/staff/staff-pages.ts'
import { CaseBody } from './case-body.tsx'
import s from './case-pane.module.scss'
import { OpenedStep, StepBar } from './case-steps.tsx'
import type { OpenStep } from './steps.ts'
import { useCaseWork } from './use-case-work.ts'

interface CasePaneProps {
  readonly caseKey: CaseKey
  /** A step was taken: the list beside is older now. */
  readonly onChange: () => void
}

/** The case beside its list; give it the case's id as `key`. */
export function CasePane({ caseKey, onChange }: CasePaneProps) {
  const work = useCaseWork(caseKey, onChange)
  const [open, setOpen] = useState<OpenStep>(null)
  return (
    <AsyncView state={work.state} retry={work.reload} skeleton="page">
      {(view) => (
        <View className={s.pane}>
          <View className={s.scroll}>
            <View className={s.title}>
              <Heading level={2}>{view.title}</Heading>
            </View>
            <CaseBody view={view} onGo={setOpen} />
          </View>
          <View className={s.bar}>
            <StepBar work={work} view={view} onGo={setOpen} />
          </View>
          <OpenedStep
            open={open}
            work={work}
            view={view}
            onGo={setOpen}
            onClose={() => setOpen(null)}
          />
        </View>
      )}
    </AsyncView>
  )
}
