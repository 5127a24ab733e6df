import type { ItemFields, Material } from '#shared/guide/item-fields.ts'
import { always } from '#shared/guide/item-fields.ts'
import { fieldWords } from '#shared/guide/item-paths.words.ts'
import { Button } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Choice, Switch } from '../../components/choice.tsx'
import { Field } from '../../components/field.tsx'
import { Stack } from '../../components/layout.tsx'

interface ItemFormProps {
  readonly fields: ItemFields
  readonly onChange: (fields: ItemFields) => void
}

const listOf = (text: string): string[] => text.split(/[、，,\s]+/).filter((part) => part !== '')
const numberOf = (text: string, before: number): number =>
  text === '' ? 0 : /^\d{1,4}$/.test(text) ? Number(text) : before

type Said = 'name' | 'summary' | 'condition' | 'visitReason' | 'hours' | 'consultPhone' | 'dept'
const texts: readonly (readonly [field: Said, long: boolean, maxLength: number])[] = [
  ['name', false, 100],
  ['summary', true, 200],
  ['condition', true, 1000],
  ['dept', false, 60],
  ['hours', false, 200],
  ['consultPhone', false, 40],
]

/** What changes from year to year; the whole list of fields comes by the import. */
export function ItemForm({ fields, onChange }: ItemFormProps) {
  const set = (to: Partial<ItemFields>) => onChange({ ...fields, ...to })
  return (
    <Stack>
      <Card>
        <Stack gap="s">
          {texts.map(([field, long, maxLength]) => (
            <Field
              key={field}
              label={fieldWords[field]}
              kind={long ? 'textarea' : 'text'}
              value={fields[field]}
              onChange={(text) => set({ [field]: text })}
              maxLength={maxLength}
            />
          ))}
          <Field
            label={fieldWords.aliases}
            hint="居民平时怎么说，用顿号隔开；搜索靠它"
            kind="textarea"
            value={fields.aliases.join('、')}
            onChange={(text) => set({ aliases: listOf(text).slice(0, 40) })}
            maxLength={800}
          />
        </Stack>
      </Card>
      <Card title="时限和次数">
        <Stack gap="s">
          <Choice
            label={fieldWords.projectType}
            look="chips"
            options={[
              { value: 'immediate', words: '即办件' },
              { value: 'promised', words: '承诺件' },
            ]}
            value={fields.projectType}
            onChange={(projectType) =>
              set({
                projectType,
                procedure: projectType === 'promised' ? 'check_then_approve' : 'straight',
              })
            }
          />
          <Field
            label={`${fieldWords.promised}（天）`}
            kind="tel"
            value={String(fields.promised.days)}
            onChange={(text) =>
              set({
                promised: { ...fields.promised, days: numberOf(text, fields.promised.days) },
              })
            }
            maxLength={4}
          />
          <Field
            label={`${fieldWords.legal}（天）`}
            kind="tel"
            value={String(fields.legal.days)}
            onChange={(text) =>
              set({ legal: { ...fields.legal, days: numberOf(text, fields.legal.days) } })
            }
            maxLength={4}
          />
          <Field
            label={fieldWords.visits}
            kind="tel"
            value={String(fields.visits)}
            onChange={(text) => set({ visits: Math.min(9, numberOf(text, fields.visits)) })}
            maxLength={1}
          />
          <Field
            label={fieldWords.visitReason}
            value={fields.visitReason}
            onChange={(visitReason) => set({ visitReason })}
          />
          <Field
            label={fieldWords.effectiveFrom}
            hint="例如 2026-12-01；早于今天的，从今天算起"
            value={fields.effectiveFrom}
            onChange={(effectiveFrom) => set({ effectiveFrom })}
            maxLength={10}
          />
        </Stack>
      </Card>
      <Materials
        materials={fields.materials}
        onChange={(materials) => set({ materials: [...materials] })}
      />
    </Stack>
  )
}

interface MaterialsProps {
  readonly materials: readonly Material[]
  readonly onChange: (materials: readonly Material[]) => void
}

function Materials({ materials, onChange }: MaterialsProps) {
  const change = (at: number, to: Partial<Material>) =>
    onChange(materials.map((one, place) => (place === at ? { ...one, ...to } : one)))
  const add = () =>
    onChange([
      ...materials,
      {
        key: `material-${materials.length + 1}`,
        name: '新的材料',
        trust: 'C',
        source: 'own',
        form: 'original',
        originals: 1,
        copies: 0,
        required: true,
        when: always,
        note: '',
      },
    ])
  return (
    <Card title={fieldWords.materials}>
      <Stack>
        {materials.map((material, at) => (
          <Stack key={`${material.key} ${material.when.words}`} gap="s">
            <Field
              label={`第 ${at + 1} 样材料`}
              value={material.name}
              onChange={(name) => change(at, { name })}
              maxLength={80}
            />
            <Field
              label={`第 ${at + 1} 样的说明`}
              value={material.note}
              onChange={(note) => change(at, { note })}
            />
            <Switch
              words={`第 ${at + 1} 样一定要`}
              on={material.required}
              onChange={(required) => change(at, { required })}
            />
            <Button
              words={`去掉第 ${at + 1} 样`}
              kind="quiet"
              fit
              onPress={() => onChange(materials.filter((_, place) => place !== at))}
            />
          </Stack>
        ))}
        <Button words="加一样材料" kind="secondary" icon="plus" onPress={add} />
      </Stack>
    </Card>
  )
}
