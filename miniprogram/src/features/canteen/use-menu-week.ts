import type { MenuOfDay, MenuSet } from '#shared/canteen/canteen.contract.ts'
import { listMenus, saveMenu } from '#shared/canteen/canteen.contract.ts'
import type { OfferId, SubdistrictId } from '#shared/ids.ts'
import { addDays } from '#shared/time/shanghai.ts'
import { say } from '../../components/toast.tsx'
import { useAttempt } from '../../parts/loading/use-attempt.ts'
import { useLoaded } from '../../parts/loading/use-loaded.ts'
import { call } from '../../platform/api.ts'
import { Failure } from '../../platform/failure.ts'

const week = 7

const refusedWords = ({ code, words, detail }: Failure): string =>
  code === 'menu_set_ordered' ? `“${detail.set}”已经订了 ${detail.portions} 份，不能去掉` : words

/** Seven days of one offer, and what may be done with them. */
export const useMenuWeek = (subdistrictId: SubdistrictId, offerId: OfferId, monday: string) => {
  const { busy, attempt } = useAttempt()
  const params = { subdistrictId, offerId }
  const daysFrom = async (from: string): Promise<readonly MenuOfDay[]> =>
    (await call(listMenus, { params, query: { from, days: week } })).menus
  const loaded = useLoaded(() => daysFrom(monday), `${offerId}/${monday}`)

  /** @returns whether it is saved; why not, the person is told. */
  const save = async (day: string, sets: readonly MenuSet[]): Promise<boolean> => {
    const body = { sets: [...sets] }
    const answer = await attempt(day + JSON.stringify(body), () =>
      call(saveMenu, { params: { ...params, day }, body }),
    )
    if (answer instanceof Failure) say(refusedWords(answer), 'problem')
    else say('菜单已保存')
    await loaded.reload()
    return !(answer instanceof Failure)
  }

  /** Days of this week that have no menu get that of seven days before; those past stay. */
  const copyLastWeek = async (today: string): Promise<void> => {
    const answer = await attempt(`copy ${monday}`, async () => {
      const [before, here] = await Promise.all([daysFrom(addDays(monday, -week)), daysFrom(monday)])
      const empty = here.filter(({ day, sets }) => day >= today && sets.length === 0)
      let copied = 0
      for (const { day } of empty) {
        const sets = before
          .find((one) => one.day === addDays(day, -week))
          ?.sets.map(({ ordered: _by, ...set }) => set)
        if (sets === undefined || sets.length === 0) continue
        await call(saveMenu, { params: { ...params, day }, body: { sets } })
        copied += 1
      }
      return copied
    })
    if (answer instanceof Failure) say(refusedWords(answer), 'problem')
    else say(answer === 0 ? '没有要照抄的：空着的日子，上周也没有菜单' : `照抄了 ${answer} 天`)
    await loaded.reload()
  }
  return { ...loaded, busy, save, copyLastWeek }
}
