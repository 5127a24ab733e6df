import { generatedInDemo, generatedItems, writtenItems } from '#db/seed/guide/build-items.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { Provenance } from '#shared/guide/item-kinds.ts'
import type { SubdistrictId } from '#shared/ids.ts'
import { subdistrictId } from '#shared/ids.ts'

/** What each subdistrict of the demo has in its guide; 柳湾 has none yet. */
export const demoGuide = (): {
  readonly subdistrictId: SubdistrictId
  readonly items: readonly ItemFields[]
  readonly provenance: (item: ItemFields) => Provenance
} => {
  const generated = generatedItems(generatedInDemo)
  const codes = new Set(generated.map(({ code }) => code))
  return {
    subdistrictId: subdistrictId('hexing'),
    items: [...writtenItems(), ...generated],
    provenance: ({ code }) => (codes.has(code) ? 'demo_generated' : 'demo'),
  }
}
