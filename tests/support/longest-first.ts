import type { TestSpecification } from 'vitest/node'
import { BaseSequencer } from 'vitest/node'

/** Files that take long, the longest first; the others follow as vitest would have them. */
const long = [/\/e2e\/every-page/, /\/guarantees\//, /\/weapp\//, /\/e2e\//]

const rankOf = ({ moduleId }: TestSpecification): number => {
  const found = long.findIndex((pattern) => pattern.test(moduleId))
  return found === -1 ? long.length : found
}
const groupOf = ({ project }: TestSpecification): number => project.config.sequence.groupOrder

/** A long file begun last would leave one worker at work and the others idle. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((one, other) => groupOf(one) - groupOf(other) || rankOf(one) - rankOf(other))
  }
}
