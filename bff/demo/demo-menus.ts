import { seedCatalogues } from '#db/seed/offers/catalogue-seed.ts'
import { menuOf } from '#db/seed/offers/menus.ts'
import { subdistrictId } from '#shared/ids.ts'
import { addDays, shanghaiDay } from '#shared/time/shanghai.ts'
import type { Canteen } from '../canteen/canteen.service.ts'
import type { Platform } from '../platform/platform.ts'
import { demoOfferId } from './demo-catalogue.ts'

/** A week to look back on, and two in which one can order. */
const daysBack = 7
const daysAhead = 14

type MenuRow = Parameters<Canteen['fillMenus']>[1][number]

/** What the demo's canteens cook around a day; the same day always the same. */
export const demoMenus = (today: string): MenuRow[] => {
  const days = Array.from({ length: daysBack + daysAhead + 1 }, (_, at) =>
    addDays(today, at - daysBack),
  )
  return seedCatalogues.flatMap(({ subdistrictId: here, offers }) =>
    offers
      .filter(({ kind }) => kind === 'meal')
      .flatMap(({ service, site }) =>
        days.map((day) => ({
          subdistrictId: subdistrictId(here),
          offerId: demoOfferId(here, service, site),
          day,
          sets: menuOf(day, service === 'canteen-dinner' ? 'dinner' : 'lunch').map(
            ({ name, dishes, isSoft }) => ({ name, dishes: [...dishes], isSoft }),
          ),
        })),
      ),
  )
}

/** A demo that is started again, or runs for weeks, still has menus for the days ahead. */
export const keepDemoMenus = async (
  canteen: Pick<Canteen, 'fillMenus'>,
  { clock, database }: Pick<Platform, 'clock' | 'database'>,
): Promise<void> => {
  const rows = demoMenus(shanghaiDay(clock.now()))
  await database.inTransaction((tx) => canteen.fillMenus(tx, rows))
}
