import { expect, test } from 'vitest'
import { placeId, unitId } from '#shared/ids.ts'
import {
  chosenCandidate,
  fromCandidate,
} from '../../miniprogram/src/features/desk/candidate-choice.ts'

const untouched = {
  unitId: '',
  handlerPostId: '',
  neighbourhoodId: '',
  typeCode: '',
  severity: '',
  note: '',
  place: '',
}
const claimedBy = (name: string) => ({
  unitId: unitId('roads'),
  unitName: '市政养护队',
  typeCode: 'road',
  neighbourhood: { placeId: placeId(name), name },
  why: '',
})

test('of two suggestions for one unit the one that was pressed is the one that stands', () => {
  const candidates = [claimedBy('合兴一居委'), claimedBy('合兴二居委')]
  for (const candidate of candidates) {
    const fields = { ...untouched, ...fromCandidate(candidate) }
    expect(chosenCandidate(candidates, fields)).toBe(candidate)
  }
})

test('a unit picked by hand is none of the suggestions', () => {
  const byHand = { ...untouched, unitId: 'roads' }
  expect(chosenCandidate([claimedBy('合兴一居委')], byHand)).toBeUndefined()
})
