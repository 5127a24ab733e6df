import { readGuideItem } from '#shared/guide/guide.contract.ts'
import { demonstrationWords } from '#shared/guide/guide.words.ts'
import { myMaterials, questionsOf } from '#shared/guide/my-list.ts'
import { subdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../../../components/async-view.tsx'
import { Button } from '../../../../components/button.tsx'
import { Banner } from '../../../../components/card.tsx'
import { Stack } from '../../../../components/layout.tsx'
import { Screen } from '../../../../components/screen.tsx'
import { Words } from '../../../../components/words.tsx'
import { useGate } from '../../../../parts/gate/use-gate.tsx'
import {
  ItemKeyFacts,
  ItemMaterials,
  ItemMore,
  ItemSteps,
} from '../../../../parts/guide/item-facts.tsx'
import { useLoaded } from '../../../../parts/loading/use-loaded.ts'
import { call } from '../../../../platform/api.ts'
import { usePageParams } from '../../../../platform/page-lifecycle.ts'
import { usePullToRefresh } from '../../../../platform/page-scroll.ts'
import { printPage } from '../../../../platform/print.ts'
import { AnswerCard } from '../../answer-card.tsx'
import { BeginCard } from '../../begin-card.tsx'
import { BundleCard } from '../../bundle-card.tsx'
import { ItemPaper } from '../../item-paper.tsx'
import { useAnswers } from '../../use-answers.ts'

/** `?subdistrict&item`: one item, in the order in which one would tell it on the phone. */
export default function GuideItemPage() {
  const { subdistrict = '', item: code = '' } = usePageParams()
  const params = { subdistrictId: subdistrictId(subdistrict), code }
  const { state, reload } = useLoaded(
    async () => (await call(readGuideItem, { params })).item,
    `${subdistrict}/${code}`,
  )
  usePullToRefresh(reload)
  const { answers, answer } = useAnswers()
  const gate = useGate()
  const name = state.status === 'ready' ? state.value.name : '办事指南'
  return (
    <Screen title={name}>
      <AsyncView state={state} retry={reload} skeleton="page">
        {(item) => (
          <Stack>
            <Words kind="lead">{item.summary}</Words>
            {item.provenance === 'official' ? null : (
              <Banner tone="yellow" title="演示数据">
                <Words>{demonstrationWords}</Words>
              </Banner>
            )}
            <ItemKeyFacts item={item} />
            <AnswerCard questions={questionsOf(item)} answers={answers} onAnswer={answer} />
            <ItemMaterials materials={myMaterials(item, answers)} />
            <BeginCard
              subdistrictId={params.subdistrictId}
              item={item}
              answers={answers}
              gate={gate}
            />
            <ItemSteps item={item} />
            <BundleCard subdistrictId={params.subdistrictId} item={item} answers={answers} />
            <ItemMore item={item} />
            {item.until === null ? null : (
              <Words kind="quiet">{`${item.until} 起有变化，到时请再看一遍。`}</Words>
            )}
            {process.env.TARO_ENV === 'h5' ? (
              <Button words="打印一张带着" kind="secondary" icon="list" onPress={printPage} />
            ) : null}
            <ItemPaper item={item} materials={myMaterials(item, answers)} />
          </Stack>
        )}
      </AsyncView>
      {gate.sheet}
    </Screen>
  )
}
