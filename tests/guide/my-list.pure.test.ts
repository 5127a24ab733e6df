import { expect, test } from 'vitest'
import { writtenItems } from '#db/seed/guide/build-items.ts'
import { bundleMaterials, myMaterials, noAnswers, questionsOf } from '#shared/guide/my-list.ts'

const named = (name: string) => {
  const item = writtenItems().find((one) => one.name === name)
  if (!item) throw new Error(`no item ${name}`)
  return item
}
const keysOf = (materials: readonly { readonly key: string }[]) => materials.map(({ key }) => key)

test('only what makes a difference is asked', () => {
  expect(questionsOf(named('敬老卡申领'))).toEqual(['proxy'])
  expect(questionsOf(named('城乡居民医保参保登记'))).toEqual(['proxy', 'household'])
  expect(questionsOf(named('社会保障卡申领'))).toEqual(['proxy', 'age'])
  expect(questionsOf(named('医保账户余额查询'))).toEqual([])
})

test('the list holds exactly what this person brings, and says what still depends', () => {
  const item = named('城乡居民医保参保登记')
  const self = { ...noAnswers, proxy: false, household: 'here' } as const
  expect(keysOf(myMaterials(item, self))).toEqual(['id-card', 'household-book'])
  const forMother = { ...noAnswers, proxy: true, household: 'elsewhere' } as const
  expect(keysOf(myMaterials(item, forMother))).toEqual([
    'id-card',
    'household-book',
    'residence-permit',
    'proxy-letter',
    'proxy-id-card',
  ])
  const unsaid = myMaterials(item, noAnswers)
  expect(keysOf(unsaid)).toHaveLength(5)
  expect(keysOf(unsaid.filter(({ depends }) => depends))).toEqual([
    'residence-permit',
    'proxy-letter',
    'proxy-id-card',
  ])
})

test('an age counts from its first to its last day', () => {
  const item = named('社会保障卡申领')
  const at = (age: number) => keysOf(myMaterials(item, { ...noAnswers, proxy: false, age }))
  expect(at(15)).toContain('household-book')
  expect(at(16)).not.toContain('household-book')
})

test('in a bundle the same paper is brought once, and its copies add up', () => {
  const items = ['死亡登记、注销户口', '养老金停发登记', '丧葬补贴申领'].map(named)
  const papers = bundleMaterials(items, noAnswers)
  expect(new Set(keysOf(papers)).size).toBe(papers.length)
  const death = papers.find(({ key }) => key === 'death-certificate')
  expect(death).toMatchObject({ originals: 1, serves: items.map(({ name }) => name) })
  const [first] = items
  if (!first) throw new Error('no items')
  const copied = {
    ...first,
    materials: first.materials.map((one) => ({ ...one, form: 'both' as const, copies: 1 })),
  }
  const twice = bundleMaterials([copied, { ...copied, name: '另一项' }], noAnswers)
  expect(twice.map(({ originals, copies }) => [originals, copies])).toEqual(twice.map(() => [1, 2]))
})
