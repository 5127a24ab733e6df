import { useState } from 'react'
import type { SubdistrictId } from '#shared/ids.ts'
import { formatFen } from '#shared/payments/money.ts'
import type { PaymentDifference } from '#shared/payments/payments.contract.ts'
import { differenceWords, sidesWords } from '#shared/payments/payments.words.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import { Tag } from '../../components/tag.tsx'
import { Words } from '../../components/words.tsx'
import { ClearSheet } from './clear-sheet.tsx'
import { ImportSheet } from './import-sheet.tsx'
import { useDifferences } from './use-differences.ts'

const noteOf = (difference: PaymentDifference): string =>
  [
    `${difference.day} · ${sidesWords(difference)}`,
    `单号 ${difference.outTradeNo}`,
    ...(difference.outRefundNo === null ? [] : [`退款单号 ${difference.outRefundNo}`]),
    ...(difference.note === null ? [] : [`${difference.clearedBy ?? ''}：${difference.note}`]),
  ].join(' · ')

/** The bills of the last days, and what in them has to be looked into. */
export function DifferencesView({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const desk = useDifferences(subdistrictId)
  const [show, setShow] = useState<'open' | 'cleared'>('open')
  const [clearing, setClearing] = useState<PaymentDifference | null>(null)
  const [importing, setImporting] = useState(false)
  return (
    <Stack>
      <Button
        words="导入一天的账单"
        kind="secondary"
        icon="refresh"
        onPress={() => setImporting(true)}
      />
      <Segments
        label="哪些差异"
        items={[
          { key: 'open', words: '要处理' },
          { key: 'cleared', words: '处理过' },
        ]}
        current={show}
        onChange={setShow}
      />
      <AsyncView state={desk.state} retry={desk.reload}>
        {({ differences, bills }) => {
          const shown = differences.filter(
            ({ clearedAt }) => (clearedAt === null) === (show === 'open'),
          )
          return (
            <Stack>
              {shown.length === 0 ? (
                <Words>{show === 'open' ? '没有要处理的差异。' : '还没有处理过差异。'}</Words>
              ) : (
                <Card kind="rows">
                  {shown.map((difference) =>
                    show === 'open' ? (
                      <ListRow
                        key={difference.differenceId}
                        title={differenceWords[difference.kind]}
                        note={noteOf(difference)}
                        onPress={() => setClearing(difference)}
                      />
                    ) : (
                      <ListRow
                        key={difference.differenceId}
                        title={differenceWords[difference.kind]}
                        note={noteOf(difference)}
                      />
                    ),
                  )}
                </Card>
              )}
              {bills.length === 0 ? null : (
                <Card kind="rows" title="最近的账单">
                  {bills.map((bill) => (
                    <ListRow
                      key={bill.day}
                      title={bill.day}
                      note={`付款 ${bill.trades} 笔 ${formatFen(bill.tradesFen)}，退款 ${bill.refunds} 笔 ${formatFen(bill.refundsFen)}`}
                      end={
                        bill.isImported ? (
                          <Tag words="已核对" tone="green" />
                        ) : (
                          <Tag words="没有导入" tone="orange" />
                        )
                      }
                    />
                  ))}
                </Card>
              )}
            </Stack>
          )
        }}
      </AsyncView>
      {clearing === null ? null : (
        <ClearSheet
          difference={clearing}
          busy={desk.busy}
          onClear={async (note) => {
            if (await desk.clear(clearing, note)) setClearing(null)
          }}
          onClose={() => setClearing(null)}
        />
      )}
      {importing ? (
        <ImportSheet
          busy={desk.busy}
          onImport={async (day) => {
            if (await desk.importDay(day)) setImporting(false)
          }}
          onClose={() => setImporting(false)}
        />
      ) : null}
    </Stack>
  )
}
