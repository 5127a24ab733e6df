import { listMyRenovations } from '#shared/renovations/renovations.contract.ts'
import { daysWords, scopeWords, sidesWords } from '#shared/renovations/renovations.words.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Card, ListRow } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Tag } from '../../../../components/tag.tsx'
import { Words } from '../../../../components/words.tsx'
import { WhenSignedIn } from '../../../../parts/gate/when-signed-in.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import {
  openRenovation,
  registerRenovationPage,
} from '../../../../parts/renovations/renovation-pages.ts'
import { call } from '../../../../platform/api.ts'
import { go } from '../../../../platform/navigation.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'

/** Renovations that I, or those I act for, have registered. */
export default function MyRenovationsPage() {
  return (
    <Screen title="我的装修" lead="先登记，再开工；垃圾约好时间拉走">
      <WhenSignedIn why="登录后，可以登记装修、约清运。">{() => <Mine />}</WhenSignedIn>
    </Screen>
  )
}

function Mine() {
  const { state, reload } = useLoaded(async () => (await call(listMyRenovations, {})).renovations)
  usePullToRefresh(reload)
  const register = { words: '登记装修', onPress: () => void go(registerRenovationPage) }
  return (
    <AsyncView
      state={state}
      retry={reload}
      isEmpty={(renovations) => renovations.length === 0}
      empty={{
        title: '还没有登记过装修',
        words: '登记一次，物业和居委会同时收到（双报备）。签好承诺书，就能约装修垃圾清运。',
        action: register,
      }}
    >
      {(renovations) => (
        <Stack>
          <Card kind="rows">
            {renovations.map((renovation) => {
              const { renovationId, placeLabel, scope, startsOn, endsOn, personName } = renovation
              const seen = sidesWords(renovation).filter(({ hasSeen }) => hasSeen).length
              return (
                <ListRow
                  key={renovationId}
                  icon="home"
                  title={placeLabel === '' ? personName : placeLabel}
                  note={`${scopeWords[scope]}，${daysWords(startsOn, endsOn)}`}
                  end={
                    <Tag
                      words={seen === 0 ? '还没有看' : seen === 1 ? '一方看过' : '都看过了'}
                      tone={seen === 0 ? 'grey' : 'green'}
                    />
                  }
                  onPress={() => openRenovation(renovation)}
                />
              )
            })}
          </Card>
          <Words kind="quiet">装修垃圾请从对应的登记里约清运。</Words>
          <Button words="登记装修" icon="plus" onPress={register.onPress} />
        </Stack>
      )}
    </AsyncView>
  )
}
