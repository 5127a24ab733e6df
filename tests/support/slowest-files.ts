import path from 'node:path'
import type { Reporter, TestModule } from 'vitest/node'

const shown = 10

/** Milliseconds of a file: loading it, its preparations and its tests. */
const timeOf = (file: TestModule): number => {
  const { collectDuration, setupDuration, prepareDuration, duration } = file.diagnostic()
  return collectDuration + setupDuration + prepareDuration + duration
}

/** Says at the end of a run where its time went. */
export class SlowestFiles implements Reporter {
  onTestRunEnd(files: readonly TestModule[]): void {
    const slowest = files
      .map((file) => ({ name: path.relative(process.cwd(), file.moduleId), time: timeOf(file) }))
      .sort((one, other) => other.time - one.time)
    const sum = slowest.reduce((total, { time }) => total + time, 0)
    const seconds = (time: number) => `${(time / 1000).toFixed(1).padStart(7)} s`
    console.log(`the slowest of ${files.length} files, which took ${seconds(sum).trim()} in all:`)
    for (const { name, time } of slowest.slice(0, shown)) console.log(`${seconds(time)}  ${name}`)
  }
}
