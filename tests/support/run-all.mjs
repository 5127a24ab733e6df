import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { register } from 'tsx/esm/api'
import { buildMiniprogram } from '../../bff/start/build-miniprogram.mjs'
import { describeProcess, stillRuns } from '../../bff/start/process-lock.mjs'
import { endChildren, root, runChecks, runNode } from './steps.mjs'

const testsDirectory = join(root, '.data', 'tests')

/** A run's directory carries its pid and birth, so that what a killed run left can be told. */
function directoryName({ pid, began }) {
  return `${pid}-${began || 'unknown'}`
}

/** Whatever a run or one of its tests kept under its directory, a database or only files. */
async function removeAll(directory, removeDatabase) {
  if (!existsSync(directory)) return
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeDatabase(join(directory, entry.name))
  }
  rmSync(directory, { recursive: true, force: true })
}

async function sweepFormerRuns(removeDatabase) {
  mkdirSync(testsDirectory, { recursive: true })
  for (const name of readdirSync(testsDirectory)) {
    const [pid, began] = name.split('-')
    if (stillRuns({ pid: Number(pid), began: began === 'unknown' ? '' : began })) continue
    await removeAll(join(testsDirectory, name), removeDatabase)
  }
}

function readReport(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, why: 'vitest ended without a report' }
  const report = JSON.parse(readFileSync(file, 'utf8'))
  // A file that does not even load has no failed test of its own, and must count all the same.
  const unloaded = report.testResults.filter(
    (result) =>
      result.status === 'failed' && result.assertionResults.every((t) => t.status !== 'failed'),
  ).length
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded, why: '' }
}

async function runTests({ full, filters, directory, database }) {
  const reportFile = join(directory, 'report.json')
  const env = {
    INTENSITY: full ? 'full' : 'normal',
    TEST_DATABASE_URL: database.url,
    TEST_DIRECTORY: directory,
    TEST_REPORT: reportFile,
  }
  const { code } = await runNode('vitest/vitest.mjs', ['run', ...filters], {
    env,
    show: true,
  })
  const report = readReport(reportFile)
  if (report.why !== '') console.log(`✗ ${report.why}`)
  if (report.passed + report.failed === 0) {
    console.log('✗ no test ran')
    return { passed: 0, failed: 1 }
  }
  // Unhandled errors fail vitest without failing any one test.
  const unexplained = code !== 0 && report.failed === 0
  if (unexplained) console.log('✗ vitest failed outside of a test (see above)')
  return { passed: report.passed, failed: report.failed + (unexplained ? 1 : 0) }
}

/** Both targets of the mini-program, where the tests look for them. */
async function buildBoth() {
  const began = performance.now()
  try {
    const { builtWeapp } = await import('../weapp/build.ts')
    await builtWeapp()
    await buildMiniprogram('h5')
  } catch (error) {
    console.log(`✗ builds of the mini-program\n${error.message}`)
    return { ok: false }
  }
  console.log(`✓ builds of the mini-program (${((performance.now() - began) / 1000).toFixed(1)} s)`)
  return { ok: true }
}

async function announce() {
  const { intensity, level, seed } = await import('../intensity.ts')
  const counts = Object.entries(intensity).map(([name, count]) => `${name} ${count}`)
  console.log(`intensity ${level}: ${counts.join(' · ')} · seed ${seed}`)
}

/** Runs checks and tests; ends the process with the result on the last line. */
export async function runAll({ full }) {
  process.env.INTENSITY = full ? 'full' : 'normal'
  register()
  await announce()
  const { removeDatabase } = await import('../../bff/platform/embedded-postgres.ts')
  const { startTestServer } = await import('./test-server.ts')
  const directory = join(testsDirectory, directoryName(describeProcess(process.pid)))
  const tidy = async () => {
    endChildren()
    await removeAll(directory, removeDatabase)
  }
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, async () => {
      if (interrupted) return
      interrupted = true
      await tidy().catch(() => {})
      console.log('interrupted')
      process.exit(130)
    })
  }
  const total = { passed: 0, failed: 0 }
  try {
    await sweepFormerRuns(removeDatabase)
    mkdirSync(directory, { recursive: true })
    const filters = process.argv.slice(2).filter((argument) => argument !== '--full')
    // Checks leave the other core idle, and the tests of pages would have to wait for the builds.
    const [checks, built] = await Promise.all([
      runChecks({ withPureTests: false }),
      filters.length === 0 ? buildBoth() : { ok: true },
    ])
    for (const { ok } of checks) total[ok ? 'passed' : 'failed'] += 1
    if (!built.ok) total.failed += 1
    const database = await startTestServer({
      directory: join(directory, 'postgres'),
      log: (line) => console.log(line),
    })
    const tests = await runTests({ full, filters, directory, database })
    total.passed += tests.passed
    total.failed += tests.failed
  } catch (error) {
    console.log(`✗ ${error.message}`)
    total.failed += 1
  }
  await tidy().catch((error) => console.log(`could not tidy up: ${error.message}`))
  console.log(`${total.passed} passed, ${total.failed} failed`)
  process.exitCode = total.failed === 0 ? 0 : 1
}
