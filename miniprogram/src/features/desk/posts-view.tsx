import { useState } from 'react'
import { roleWords } from '#shared/accounts/roles.words.ts'
import { timeInWords } from '#shared/cases/deadline.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Field } from '../../components/field.tsx'
import { Row, Stack } from '../../components/layout.tsx'
import { Segments } from '../../components/segments.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { say } from '../../components/toast.tsx'
import { Words } from '../../components/words.tsx'
import { useNow } from '../../parts/clock/use-now.ts'
import { GivePostSheet } from './give-post-sheet.tsx'
import type { Unit } from './unit-sheet.tsx'
import { useUnits } from './use-desk-data.ts'
import type { PostRecord } from './use-posts.ts'
import { usePosts } from './use-posts.ts'

const mostShown = 40

const isOver = ({ endsAt }: PostRecord, now: Date): boolean =>
  endsAt !== null && new Date(endsAt) <= now

const unitName = (post: PostRecord, units: readonly Unit[]): string =>
  units.find(({ unitId }) => unitId === post.unitId)?.name ?? ''

const dayInWords = (instant: string, now: Date): string =>
  timeInWords(new Date(instant), now).split(' ')[0] ?? ''

const postWords = (post: PostRecord, units: readonly Unit[]): string =>
  [roleWords[post.role] + (post.isHead ? '（负责人）' : ''), unitName(post, units)]
    .filter(Boolean)
    .join(' · ')

/** Who is on which post; ending one works with the next request of that person. */
export function PostsView({ subdistrictId }: { subdistrictId: SubdistrictId }) {
  const posts = usePosts(subdistrictId)
  const units = useUnits(subdistrictId)
  const now = useNow()
  const [show, setShow] = useState<'now' | 'past'>('now')
  const [typed, setTyped] = useState('')
  const [ending, setEnding] = useState<PostRecord | null>(null)
  const [giving, setGiving] = useState(false)
  const unitList = units.state.status === 'ready' ? units.state.value : []
  const text = typed.trim()
  const end = async (post: PostRecord) => {
    if (!(await posts.end(post))) return
    say(`${post.personName}已离岗`)
    setEnding(null)
  }
  return (
    <Stack>
      <Button words="安排人上岗" icon="plus" onPress={() => setGiving(true)} />
      <Segments
        label="哪些岗位"
        items={[
          { key: 'now', words: '在岗' },
          { key: 'past', words: '已离岗' },
        ]}
        current={show}
        onChange={setShow}
      />
      <Field kind="search" label="姓名或单位" value={typed} onChange={setTyped} maxLength={30} />
      <AsyncView state={posts.state} retry={posts.reload}>
        {(all) => {
          const found = all
            .filter((post) => isOver(post, now) === (show === 'past'))
            .filter((post) => `${post.personName}${postWords(post, unitList)}`.includes(text))
          if (found.length === 0) return <Words>没有符合的岗位。</Words>
          return (
            <Stack gap="s">
              <Words kind="quiet">{`共 ${found.length} 个`}</Words>
              <Card kind="rows">
                {found
                  .slice(0, mostShown)
                  .map((post) =>
                    show === 'past' ? (
                      <ListRow
                        key={post.postId}
                        title={post.personName}
                        note={`${postWords(post, unitList)} · ${dayInWords(post.endsAt ?? post.startsAt, now)}离岗`}
                      />
                    ) : (
                      <ListRow
                        key={post.postId}
                        title={post.personName}
                        note={`${postWords(post, unitList)} · ${dayInWords(post.startsAt, now)}上岗`}
                        label={`${post.personName}，${postWords(post, unitList)}，办理离岗`}
                        onPress={() => setEnding(post)}
                      />
                    ),
                  )}
              </Card>
              {found.length > mostShown ? (
                <Words kind="quiet">{`还有 ${found.length - mostShown} 个，写姓名缩小范围。`}</Words>
              ) : null}
            </Stack>
          )
        }}
      </AsyncView>
      <Sheet
        open={ending !== null}
        title={ending === null ? '' : `${ending.personName}离岗？`}
        onClose={() => {
          setEnding(null)
          posts.forget()
        }}
        footer={
          <Row spread="even">
            <Button words="先不" kind="secondary" onPress={() => setEnding(null)} />
            <Button
              words="确认离岗"
              kind="danger"
              busy={posts.busy}
              onPress={() => ending !== null && end(ending)}
            />
          </Row>
        }
      >
        <Stack gap="s">
          <Words>{ending === null ? '' : postWords(ending, unitList)}</Words>
          <Words kind="quiet">
            马上生效：这个岗位的案件他不能再看、再办。以后可以重新安排上岗。
          </Words>
          {posts.problem === null ? null : <Words kind="danger">{posts.problem}</Words>}
        </Stack>
      </Sheet>
      {giving ? (
        <GivePostSheet
          subdistrictId={subdistrictId}
          units={unitList}
          busy={posts.busy}
          problem={posts.problem}
          onGive={async (post) => {
            if (!(await posts.give(post))) return
            say('已安排上岗，马上生效')
            setGiving(false)
          }}
          onClose={() => {
            setGiving(false)
            posts.forget()
          }}
        />
      ) : null}
    </Stack>
  )
}
