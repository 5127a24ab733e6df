import { expect, test } from 'vitest'
import { generatedInDemo, generatedItems, writtenItems } from '#db/seed/guide/build-items.ts'
import { changesBetween } from '#shared/guide/item-diff.ts'
import type { ItemFields } from '#shared/guide/item-fields.ts'
import type { ItemRule } from '#shared/guide/item-rules.ts'
import { findingsOf, itemRules } from '#shared/guide/item-rules.ts'
import { ruleWords } from '#shared/guide/item-rules.words.ts'

const named = (name: string): ItemFields => {
  const item = writtenItems().find((one) => one.name === name)
  if (!item) throw new Error(`no item ${name}`)
  return item
}
/** Promised, at the counter, one visit, with materials for a proxy. */
const promised = named('医疗费零星报销')
/** At once, from beginning to end online. */
const online = named('异地就医备案')
const [first, ...rest] = promised.materials
if (!first) throw new Error('an item without materials')
const withFirst = (change: Partial<typeof first>): ItemFields => ({
  ...promised,
  materials: [{ ...first, ...change }, ...rest],
})
const fee = {
  name: '工本费',
  standard: '每证 20 元',
  basis: '规定',
  amountFen: 2000,
  payOnline: true,
}

/** For each rule an item that breaks it and no other. */
const broken: Readonly<Record<ItemRule, ItemFields>> = {
  promise_is_promised: {
    ...online,
    promised: { days: 5, unit: 'working_day' },
    legal: { days: 5, unit: 'working_day' },
  },
  promise_is_checked_first: { ...promised, procedure: 'straight' },
  visits_have_reason: { ...promised, visitReason: '无' },
  no_visit_no_reason: { ...online, visitReason: '当面签字' },
  remote_takes_mail: { ...promised, visits: 0, visitReason: '无' },
  depth_four_no_visit: { ...online, visits: 1, visitReason: '当面签字' },
  fee_complete: { ...promised, fee: { ...fee, basis: '' } },
  fee_says_online: { ...promised, fee: { ...fee, payOnline: null } },
  result_fits_name: { ...promised, resultName: '报销凭证' },
  basic_code_shape: { ...promised, basicCode: '12345' },
  promise_within_legal: { ...promised, promised: { days: 31, unit: 'working_day' } },
  legal_known: { ...promised, legal: { days: 0, unit: 'day' } },
  immediate_is_now: { ...promised, promised: { days: 0, unit: 'working_day' } },
  basis_given: { ...promised, basis: [] },
  dept_given: { ...promised, dept: ' ' },
  summary_given: { ...promised, summary: '' },
  condition_given: { ...promised, condition: '' },
  steps_given: { ...promised, steps: [] },
  forms_given: { ...promised, handleForms: [] },
  forms_once: { ...promised, handleForms: ['counter', 'counter'] },
  depth_is_form: { ...promised, onlineDepth: 3 },
  online_has_url: { ...online, onlineUrl: null },
  terminal_is_form: { ...online, terminal: null },
  terminal_has_place: { ...online, handledAt: ['hall'] },
  counter_has_place: { ...online, handledAt: ['self_service'] },
  hours_given: { ...promised, hours: '' },
  result_named: { ...promised, resultName: '' },
  mail_result_possible: { ...promised, delivery: [] },
  audience_given: { ...promised, audiences: [] },
  situation_given: { ...promised, situations: [] },
  alias_given: { ...promised, aliases: [] },
  phone_given: { ...promised, consultPhone: '' },
  material_once: { ...promised, materials: [...promised.materials, first] },
  material_counted: withFirst({ form: 'both', copies: 0 }),
  material_declared: withFirst({ trust: 'D', source: 'here', note: '窗口填' }),
  material_of_issuer: withFirst({ trust: 'A' }),
  material_note: withFirst({ source: 'here', note: '' }),
  when_in_words: withFirst({ when: { ...first.when, proxy: true } }),
  when_ages: withFirst({ when: { ...first.when, ageFrom: 60, ageTo: 16, words: '看年龄' } }),
  appointment_places: {
    ...promised,
    handledAt: ['neighbourhood'],
    appointment: { perDay: 10, serviceCode: 'guide-window' },
  },
  bundle_of_others: { ...promised, bundle: { name: '一件事', codes: [promised.code] } },
  dates_in_order: { ...promised, effectiveTo: promised.effectiveFrom },
}

test.each(itemRules)('what breaks %s is found, with this one code', (rule) => {
  expect(findingsOf(broken[rule]).map((finding) => finding.rule)).toEqual([rule])
  expect(ruleWords[rule]).toMatch(/[\u4e00-\u9fff]/)
})

test('the demo has a subdistrict’s real measure, and breaks no rule', () => {
  const items = [...writtenItems(), ...generatedItems(generatedInDemo)]
  expect(
    items.flatMap((item) => findingsOf(item).map(({ rule, at }) => `${item.name} ${rule} ${at}`)),
  ).toEqual([])
  expect(writtenItems().length).toBeGreaterThanOrEqual(60)
  expect(new Set(items.map(({ code }) => code)).size).toBe(items.length)
  expect(new Set(items.map(({ name }) => name)).size).toBe(items.length)
  const where = (is: (item: ItemFields) => boolean) => items.filter(is).length
  expect({
    classes: new Set(items.map(({ itemClass }) => itemClass)).size,
    items: items.length,
    frequent: where((item) => item.frequent),
    withoutId: where((item) => item.queryWithoutId),
    terminal: where((item) => item.terminal !== null),
    cityWide: where(({ handleArea }) => handleArea === 'city' || handleArea === 'delta'),
  }).toEqual({ classes: 15, items: 372, frequent: 12, withoutId: 24, terminal: 101, cityWide: 188 })
})

test('a diff names what changed, and another order too', () => {
  expect(changesBetween(promised, promised)).toEqual([])
  const after = {
    ...promised,
    promised: { days: 10, unit: 'working_day' as const },
    materials: promised.materials.filter(({ key }) => key !== 'diagnosis-proof'),
  }
  const changes = changesBetween(promised, after)
  expect(changes).toContainEqual({ path: 'promised.days', before: '20', after: '10' })
  expect(changes.find(({ path }) => path === 'materials[diagnosis-proof].name')).toMatchObject({
    after: null,
  })
  const turned = { ...promised, steps: promised.steps.toReversed() }
  expect(changesBetween(promised, turned).map(({ path }) => path)).toEqual(['steps'])
  expect(changesBetween(undefined, promised).every(({ before }) => before === null)).toBe(true)
})
