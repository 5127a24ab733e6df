import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import { Day, literals, nullable, object, text } from '../http/fields.ts'
import * as kinds from './item-kinds.ts'

/** 实施编码 (taskCode), at most 36; names an item in the guide. */
export const ItemCode = Type.String({ pattern: '^[A-Z0-9]{4,36}$', maxLength: 36 })
const Phone = Type.String({ maxLength: 40, pattern: '^[0-9 ,、+转-]*$' })
const Days = object({
  days: Type.Integer({ minimum: 0, maximum: 1000 }),
  unit: literals(kinds.dayUnits),
})

/** When something holds; a part that is null holds for everybody. */
export const When = object({
  proxy: nullable(Type.Boolean()),
  household: nullable(Type.Array(literals(kinds.households), { minItems: 1, maxItems: 3 })),
  ageFrom: nullable(Type.Integer({ minimum: 0, maximum: 150 })),
  ageTo: nullable(Type.Integer({ minimum: 0, maximum: 150 })),
  /** The same in words; required when anything above is set. */
  words: text(0, 80),
})
export type When = Static<typeof When>

export const Material = object({
  /** The same paper has the same key in every item: shown once in a bundle, photographed once. */
  key: Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 40 }),
  name: text(1, 80),
  trust: literals(kinds.trustLevels),
  source: literals(kinds.materialSources),
  form: literals(kinds.materialForms),
  originals: Type.Integer({ minimum: 0, maximum: 20 }),
  copies: Type.Integer({ minimum: 0, maximum: 20 }),
  required: Type.Boolean(),
  when: When,
  /** Where to get it, and what to look for. */
  note: text(0, 200),
})
export type Material = Static<typeof Material>

/**
 * An item of the implementation list (实施清单). Beside each: the key of provincial systems, as guide
 * C4.1 lists them. Shape is checked here; what fields say of each other, in item-rules.
 */
export const ItemFields = object({
  name: text(1, 100), // taskName
  basicCode: text(0, 20), // catalogCode 基本编码
  code: ItemCode, // taskCode 实施编码
  handleCode: nullable(text(0, 60)), // taskHandleItem 业务办理项编码
  itemClass: literals(kinds.itemClasses),
  powerType: literals(kinds.powerTypes), // taskType
  useLevel: literals(kinds.useLevels), // useLevel
  dept: text(0, 60), // deptName
  otherDepts: Type.Array(text(1, 60), { maxItems: 10 }), // otherDept 联办机构
  basis: Type.Array(object({ title: text(1, 200), article: text(0, 200) }), { maxItems: 20 }), // byLaw
  /** One sentence somebody understands who never dealt with an office. */
  summary: text(0, 200),
  condition: text(0, 1000), // acceptCondition
  audiences: Type.Array(literals(kinds.audiences), { maxItems: 10 }), // serverType, userTopicType
  situations: Type.Array(literals(kinds.situations), { maxItems: 10 }),
  /** What people say when they mean it. */
  aliases: Type.Array(text(1, 40), { maxItems: 40 }),
  projectType: literals(kinds.projectTypes), // projectType
  procedure: literals(kinds.procedures), // specialProcedure
  legal: Days, // anticipateDay, anticipateType
  promised: Days, // promiseDay, promiseType
  limitNote: text(0, 200), // promiseExplain
  handleForms: Type.Array(literals(kinds.handleForms), { maxItems: 6 }), // handleType
  visits: Type.Integer({ minimum: 0, maximum: 9 }), // limitSceneNum
  visitReason: text(0, 200), // limitSceneExplain
  onlineDepth: Type.Integer({ minimum: 0, maximum: 4 }), // onlineHandleDepth; 0: not online
  onlineUrl: nullable(
    Type.String({ maxLength: 300, pattern: '^https://[A-Za-z0-9.-]+(/[^\\s<>"]*)?$' }),
  ),
  steps: Type.Array(object({ name: text(1, 40), words: text(0, 300) }), { maxItems: 12 }), // handleFlow
  fee: nullable(
    object({
      name: text(0, 60),
      standard: text(0, 200),
      basis: text(0, 200), // feeBasis
      amountFen: nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 })),
      payOnline: nullable(Type.Boolean()), // isPayOnline
    }),
  ),
  handledAt: Type.Array(literals(kinds.handlePlaces), { maxItems: 3 }), // transactAddr
  hours: text(0, 200), // transactTime
  handleArea: literals(kinds.handleAreas), // handleArea 通办
  quantityLimit: nullable(text(1, 100)), // limitExplain
  resultType: literals(kinds.resultTypes),
  resultName: text(0, 60),
  delivery: Type.Array(literals(kinds.deliveries), { maxItems: 4 }), // isMailResult
  mailsMaterials: Type.Boolean(), // isMailMaterial
  appointment: nullable(
    object({
      perDay: Type.Integer({ minimum: 0, maximum: 5000 }), // scheduleNum
      /** Code of the service of Bookings whose times are offered. */
      serviceCode: text(1, 40),
    }),
  ),
  /** What a self-service terminal can do of it (isServiceTerminals); null: nothing. */
  terminal: nullable(text(1, 100)),
  frequent: Type.Boolean(),
  /** Can be asked for without showing an identity card (免证查询). */
  queryWithoutId: Type.Boolean(),
  consultPhone: Phone,
  supervisePhone: Phone,
  materials: Type.Array(Material, { maxItems: 40 }),
  /** Items done in one go with this one (一件事), by code. */
  bundle: nullable(object({ name: text(1, 40), codes: Type.Array(ItemCode, { maxItems: 20 }) })),
  effectiveFrom: Day, // planEffectiveDate
  effectiveTo: nullable(Day), // planCancelDate; the first day on which it no longer holds
})
export type ItemFields = Static<typeof ItemFields>

export const always: When = {
  proxy: null,
  household: null,
  ageFrom: null,
  ageTo: null,
  words: '',
}
