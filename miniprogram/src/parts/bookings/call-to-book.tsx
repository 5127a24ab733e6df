import { useState } from 'react'
import { phoneInGroups } from '#shared/accounts/phone.words.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { listSites } from '#shared/offers/offers.contract.ts'
import { listSubdistricts } from '#shared/places/places.contract.ts'
import { AsyncView } from '../../components/async-view.tsx'
import { BigButton, Button } from '../../components/button.tsx'
import { Card, ListRow } from '../../components/card.tsx'
import { Stack } from '../../components/layout.tsx'
import { Sheet } from '../../components/sheet.tsx'
import { Words } from '../../components/words.tsx'
import { call } from '../../platform/api.ts'
import { dial } from '../../platform/phone.ts'
import { useLoaded } from '../loading/use-loaded.ts'

interface CallToBookProps {
  readonly subdistrictId: SubdistrictId
  /** A site whose phone comes first, e.g. the one that offers the service looked at. */
  readonly first?: { readonly name: string; readonly phone: string } | undefined
  readonly look?: 'big' | 'button'
}

/** Whatever can be booked here can be booked by phone: one press, then who is called. */
export function CallToBook({ subdistrictId, first, look = 'big' }: CallToBookProps) {
  const [open, setOpen] = useState(false)
  const start = () => setOpen(true)
  return (
    <>
      {look === 'big' ? (
        <BigButton
          words="打电话帮您约"
          note="不会用也没关系，说一声就行"
          icon="phone"
          onPress={start}
        />
      ) : (
        <Button words="打电话帮您约" kind="secondary" icon="phone" onPress={start} />
      )}
      <Sheet open={open} title="打电话帮您约" onClose={() => setOpen(false)}>
        {open ? <Phones subdistrictId={subdistrictId} first={first} /> : null}
      </Sheet>
    </>
  )
}

type PhonesProps = Pick<CallToBookProps, 'subdistrictId' | 'first'>

function Phones({ subdistrictId, first }: PhonesProps) {
  const { state, reload } = useLoaded(async () => {
    const [{ sites }, { subdistricts }] = await Promise.all([
      call(listSites, { params: { subdistrictId } }),
      call(listSubdistricts, {}),
    ])
    const points = sites.filter(({ kind }) => kind === 'service_point')
    const desk = subdistricts.filter((one) => one.subdistrictId === subdistrictId)
    return [...points, ...desk.map(({ name, phone }) => ({ name: `${name}值班台`, phone }))]
  }, subdistrictId)
  return (
    <Stack>
      <Words>说您想约什么、给谁约、哪天方便，接电话的人帮您约好。</Words>
      {first === undefined ? null : (
        <Button
          words={`${first.name} ${phoneInGroups(first.phone)}`}
          icon="phone"
          label={`打电话给${first.name}`}
          onPress={() => dial(first.phone)}
        />
      )}
      <AsyncView state={state} retry={reload}>
        {(lines) => (
          <Card kind="rows">
            {lines
              .filter(({ phone }) => phone !== '' && phone !== first?.phone)
              .map(({ name, phone }) => (
                <ListRow
                  key={`${name}${phone}`}
                  icon="phone"
                  title={name}
                  note={phoneInGroups(phone)}
                  label={`打电话给${name}，${phoneInGroups(phone)}`}
                  onPress={() => dial(phone)}
                />
              ))}
          </Card>
        )}
      </AsyncView>
    </Stack>
  )
}
