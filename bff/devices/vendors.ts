import { doorRulesOn } from '#shared/devices/device-rules.ts'
import type { VendorView } from '#shared/devices/devices.contract.ts'
import { Refusal } from '#shared/http/errors.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { shanghaiDay } from '#shared/time/shanghai.ts'
import type { Actor } from '../accounts/actor.ts'
import { appendAudit } from '../audit/audit.service.ts'
import type { Platform } from '../platform/platform.ts'
import type { VendorRow } from './vendors.store.ts'
import { findVendor, findVendors, insertVendor, replaceSecret } from './vendors.store.ts'

/** A vendor with the secrets that sign for it now. */
export interface KnownVendor {
  readonly subdistrictId: SubdistrictId
  readonly code: string
  readonly secrets: readonly Buffer[]
}

/** Whose clouds may speak, and by which secret. */
export const createVendors = (platform: Platform) => {
  const { clock, database, ids, personalData } = platform

  const viewOf = ({ code, name, phone, formerUntil }: VendorRow): VendorView => ({
    ...{ code, name, phone },
    formerUntil: formerUntil && formerUntil > clock.now() ? formerUntil.toISOString() : null,
  })

  /** 32 random bytes: base64 as the vendor is told, and sealed. */
  const newSecret = () => {
    const secret = Buffer.from(ids.secret(), 'base64url').toString('base64')
    return { secret, secretSealed: personalData.seal('vendor-secret', secret) }
  }

  const audit = (actor: Actor, subdistrictId: SubdistrictId, action: string, code: string) => ({
    at: clock.now(),
    ...{ subdistrictId, actorPersonId: actor.personId, action },
    ...{ objectKind: 'device_vendor', objectId: code, detail: {} },
  })

  return {
    list: async (subdistrictId: SubdistrictId): Promise<VendorView[]> =>
      (await findVendors(database.reader, subdistrictId)).map(viewOf),

    /** @throws Refusal vendor_known */
    register: (
      actor: Actor,
      subdistrictId: SubdistrictId,
      said: { readonly code: string; readonly name: string; readonly phone: string },
    ): Promise<{ vendor: VendorView; secret: string }> =>
      database.inTransaction(async (tx) => {
        const { secret, secretSealed } = newSecret()
        const row = { ...said, subdistrictId, secretSealed, formerUntil: null }
        if (!(await insertVendor(tx, row))) throw new Refusal('vendor_known')
        await appendAudit(tx, audit(actor, subdistrictId, 'device_vendor.registered', said.code))
        const { code, name, phone } = said
        return { vendor: { code, name, phone, formerUntil: null }, secret }
      }),

    /** @throws Refusal not_found */
    rotate: (
      actor: Actor,
      key: { readonly subdistrictId: SubdistrictId; readonly code: string },
      endFormerNow: boolean,
    ): Promise<{ vendor: VendorView; secret: string }> =>
      database.inTransaction(async (tx) => {
        const now = clock.now()
        const hours = doorRulesOn(shanghaiDay(now)).formerPasswordHours
        const formerUntil = endFormerNow ? null : new Date(now.getTime() + hours * 3_600_000)
        const { secret, secretSealed } = newSecret()
        const changed = await replaceSecret(tx, key, secretSealed, formerUntil)
        if (!changed) throw new Refusal('not_found')
        const { subdistrictId, code } = key
        await appendAudit(tx, audit(actor, subdistrictId, 'device_vendor.secret_changed', code))
        return { vendor: viewOf(changed), secret }
      }),

    /** For the door: undefined when nobody has this code. */
    known: async (code: string): Promise<KnownVendor | undefined> => {
      const row = await findVendor(database.reader, code)
      if (!row) return undefined
      const { subdistrictId, secretSealed, formerSecretSealed, formerUntil } = row
      const isFormerTaken = formerUntil !== null && clock.now() < formerUntil
      const sealed = [
        secretSealed,
        ...(isFormerTaken && formerSecretSealed ? [formerSecretSealed] : []),
      ]
      const secrets = sealed.map((one) =>
        Buffer.from(personalData.open('vendor-secret', one), 'base64'),
      )
      return { subdistrictId, code, secrets }
    },
  }
}
export type Vendors = ReturnType<typeof createVendors>
