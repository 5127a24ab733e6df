import { elderItems } from './items-elders.ts'
import { educationItems, familyItems, jobItems } from './items-family.ts'
import {
  archiveItems,
  disabilityItems,
  passingItems,
  reliefItems,
  unionItems,
  veteranItems,
} from './items-help.ts'
import { householdItems, housingItems, residenceItems } from './items-home.ts'
import { medicalItems } from './items-medical.ts'
import { queryItems } from './items-queries.ts'
import { socialItems } from './items-social.ts'
import type { WrittenClass } from './written-item.ts'

/** Demonstration data (演示数据): written for this product, true of no real office. */
export const writtenClasses: readonly WrittenClass[] = [
  elderItems,
  medicalItems,
  socialItems,
  jobItems,
  reliefItems,
  householdItems,
  residenceItems,
  familyItems,
  disabilityItems,
  housingItems,
  veteranItems,
  educationItems,
  archiveItems,
  unionItems,
  passingItems,
].map((written) => ({
  ...written,
  items: [...written.items, ...(queryItems[written.itemClass] ?? [])],
}))
