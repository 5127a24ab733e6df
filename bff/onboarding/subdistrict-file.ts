import type { Static } from '@sinclair/typebox'
import * as Type from '@sinclair/typebox'
import type { ErrorObject } from 'ajv'
import { Ajv } from 'ajv'
import { roles } from '#shared/accounts/roles.ts'
import { severities } from '#shared/cases/case-status.ts'
import { literals, object } from '#shared/http/fields.ts'
import { FileCatalogue } from './catalogue-file.ts'
import {
  Count,
  Day,
  FaultyFile,
  Key,
  list,
  Name,
  Phone,
  Point,
  shaped,
  words,
  YesOrNo,
} from './file-shapes.ts'

export const placeKindsInFile = [
  'grid',
  'neighbourhood',
  'estate',
  'park',
  'school',
  'market',
  'water',
] as const

const FilePlace = object({
  key: Key,
  parentKey: Type.Optional(Key),
  kind: literals(placeKindsInFile),
  name: Name,
  outline: Type.Optional(list(Point, 3)),
  centre: Type.Optional(Point),
})
const FileUnit = object({
  key: Key,
  parentKey: Type.Optional(Key),
  kind: literals([
    'office',
    'duty_desk',
    'hotline_desk',
    'grid_station',
    'neighbourhood_committee',
    'handling_unit',
    'service_site',
    'provider',
    'property',
    'care_home',
  ]),
  code: Type.Optional(Key),
  name: Name,
  phone: Phone,
  placeKey: Type.Optional(Key),
})
const FilePost = object({
  personKey: Key,
  role: literals(roles),
  unitKey: Type.Optional(Key),
  placeKey: Type.Optional(Key),
  from: Day,
  isHead: Type.Optional(YesOrNo),
})
const FileCaseType = object({
  code: Key,
  validFrom: Day,
  validTo: Type.Optional(Day),
  name: Name,
  hint: words(200, 'a sentence of at most 200 characters'),
  ownerKind: literals(['neighbourhood', 'grid', 'unit']),
  ownerUnitCode: Type.Optional(Key),
  tier: literals(['neighbourhood', 'grid', 'subdistrict']),
  severity: literals(severities),
  timeUnit: literals(['natural', 'working']),
  firstContactMinutes: Count(1),
  resolveMinutes: Count(1),
  needsAfterPhoto: YesOrNo,
  source: words(200, 'where these figures come from'),
})

/** One file is one subdistrict. Rows name each other by keys, and ids follow from the keys. */
const SubdistrictFile = object({
  id: shaped('^[a-z]{2,20}$', '2 to 20 small letters, such as hexing'),
  code: shaped('^[A-Z]{2}$', 'two capital letters; they open every case number'),
  name: Name,
  phone: Phone,
  datum: Type.Optional(literals(['wgs84', 'gcj02'])),
  places: list(FilePlace, 1),
  roads: list(object({ key: Key, name: Name, line: list(Point, 2) }), 1),
  addressRanges: list(
    object({
      roadKey: Key,
      lane: Type.Optional(Count(1)),
      from: Count(1),
      to: Count(1),
      parity: literals(['odd', 'even', 'all']),
      neighbourhoodKey: Key,
      estateKey: Type.Optional(Key),
    }),
    1,
  ),
  units: list(FileUnit, 1),
  people: list(
    object({
      key: Key,
      name: Name,
      phone: Type.Optional(Phone),
      /** Who he is in the office's 政务微信. */
      wecom: Type.Optional(
        shaped('^[A-Za-z0-9][A-Za-z0-9_@.-]{0,63}$', 'the user id in 政务微信, such as zhang.san'),
      ),
    }),
    1,
  ),
  posts: list(FilePost, 1),
  caseTypes: Type.Optional(list(FileCaseType, 1)),
  /** What can be booked; without it nothing can. */
  catalogue: Type.Optional(FileCatalogue),
})
export type SubdistrictFile = Static<typeof SubdistrictFile>

const pathOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .reduce((path, step) => (/^\d+$/.test(step) ? `${path}[${step}]` : `${path}.${step}`), '')
    .replace(/^\./, '')

const faultOf = ({ instancePath, keyword, params, parentSchema }: ErrorObject): string => {
  const path = pathOf(instancePath)
  const inside = (name: unknown) => (path === '' ? `${name}` : `${path}.${name}`)
  if (keyword === 'required') return `${inside(params.missingProperty)} is missing`
  if (keyword === 'additionalProperties')
    return `${inside(params.additionalProperty)} is a field nobody knows`
  if (keyword === 'enum') return `${path} must be one of ${params.allowedValues.join(', ')}`
  return `${path || 'the file'} must be ${parentSchema?.description ?? 'an object { … }'}`
}

/** What npm says before the example when its output is redirected into a file, and a byte mark. */
const preamble = /^\ufeff?(?:(?:[>▸ ].*)?\r?\n)*/

/** Reads the text of a file. @throws FaultyFile naming every fault of its shape */
export const parseSubdistrictFile = (text: string): SubdistrictFile => {
  let value: unknown
  try {
    value = JSON.parse(text.replace(preamble, ''))
  } catch (error) {
    throw new FaultyFile([`the file is not JSON: ${error instanceof Error ? error.message : ''}`])
  }
  const ajv = new Ajv({ allErrors: true, verbose: true, strict: false })
  const fits = ajv.compile<SubdistrictFile>(SubdistrictFile)
  if (fits(value)) return value
  throw new FaultyFile([...new Set((fits.errors ?? []).map(faultOf))])
}
