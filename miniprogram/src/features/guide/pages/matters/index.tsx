import type { MatterView } from '#shared/guide/matters.contract.ts'
import { listMyMatters } from '#shared/guide/matters.contract.ts'
import { matterStatusWords } from '#shared/guide/matters.words.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Screen } from '../../../../components/screen.tsx'
import type { Tone } from '../../../../components/tag.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { guidePage, openMatterPage } from '../../../../parts/guide/guide-pages.ts'
import { useLive } from '../../../../parts/live/use-live.ts'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { go } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'

const tones: Readonly<Record<MatterView['status'], Tone>> = {
  collecting: 'blue',
  checking: 'blue',
  correcting: 'orange',
  ready: 'green',
  ended: 'grey',
}

/** What I, or those I act for, are getting ready to do. */
export default function MyMattersPage() {
  return (
    <Screen title="我要办的事" lead="材料在家拍好，有人先看，去一次就行">
      <WhenSignedIn why="登录后，可以先把材料拍给工作人员看。">
        {(me) => <Matters personId={me.personId} />}
      </WhenSignedIn>
    </Screen>
  )
}

function Matters({ personId }: { personId: string }) {
  const { state, reload } = useLoaded(async () => (await call(listMyMatters, {})).matters, personId)
  useLive(`person/${personId}`, reload)
  usePullToRefresh(reload)
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(matters) => matters.length === 0}
      empty={{
        title: '还没有要办的事',
        words: '在办事指南里找到事项，点“先拍材料给人看”。',
        action: { words: '去办事指南', onPress: () => void go(guidePage) },
      }}
    >
      {(matters) => (
        <Card kind="rows">
          {matters.map((matter) => (
            <ListRow
              key={matter.matterId}
              title={matter.itemName}
              note={`给${matter.personName}办`}
              end={<Tag words={matterStatusWords[matter.status]} tone={tones[matter.status]} />}
              onPress={() => openMatterPage(matter)}
            />
          ))}
        </Card>
      )}
    </AsyncView>
  )
}
