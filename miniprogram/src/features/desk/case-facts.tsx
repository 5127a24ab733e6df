import type { CaseView } from '#shared/cases/cases.contract.ts'
import { textCheckWords } from '#shared/cases/cases.words.ts'
import { Banner, Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Words } from '../../components/words.tsx'
import type { OpenStep } from './steps.ts'

interface CaseFactsProps {
  readonly view: CaseView
  readonly onGo: (step: OpenStep) => void
}

/** Where it is, who reported it and who has it. */
export function CaseFacts({ view, onGo }: CaseFactsProps) {
  const { place, staff, spokenPlace } = view
  const claimed = place?.certainty === 'two_claim' || (place?.neighbourhoods.length ?? 0) > 1
  const names = place?.neighbourhoods.map(({ name }) => name) ?? []
  const mayReveal = view.may.includes('reveal_phone') && staff?.reporterPhoneMasked != null
  return (
    <Stack gap="s">
      {claimed ? (
        <Banner tone="yellow" title={`${names.join('和')}都管到这里`} icon="pin">
          <Words>
            {view.may.includes('dispatch')
              ? '派单时选定归哪个居委。'
              : '先和另一个居委确认归谁办，再上门。'}
          </Words>
        </Banner>
      ) : null}
      <Card kind="rows">
        <ListRow
          icon="pin"
          title={place?.label ?? view.placeLabel}
          note={[
            spokenPlace === '' ? '' : `反映人说：${spokenPlace}`,
            claimed ? '' : names.join(''),
            place?.grid?.name ?? '',
          ]
            .filter(Boolean)
            .join(' · ')}
        />
        {staff === null ? null : mayReveal ? (
          <ListRow
            icon="phone"
            title={staff.reporterName ?? '反映人'}
            note={`${staff.reporterPhoneMasked} · 查看并拨打`}
            label={`反映人${staff.reporterName ?? ''}，${staff.reporterPhoneMasked}，查看并拨打`}
            onPress={() => onGo('reveal_phone')}
          />
        ) : (
          <ListRow
            icon="person"
            title={staff.reporterName ?? '反映人'}
            note={staff.reporterPhoneMasked ?? '没有留电话'}
          />
        )}
        <ListRow
          icon="home"
          title={view.unitName ?? '还没派给单位'}
          note={view.handlerName === null ? '还没有经办人' : `经办人：${view.handlerName}`}
        />
        {staff === null || staff.textCheck === 'passed' ? null : (
          <ListRow icon="warn" title={textCheckWords[staff.textCheck]} />
        )}
        {staff?.externalIds.map(({ source, externalId }) => (
          <ListRow key={source + externalId} icon="list" title={externalId} note={source} />
        ))}
      </Card>
    </Stack>
  )
}
