import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const modules = join(root, 'node_modules')
const endWithRunner = new URL('end-with-runner.mjs', import.meta.url).href

/** The children now running, so that an interrupted run leaves none behind. */
const running = new Set()

/** Ends every child of this run with its whole process group. */
export function endChildren() {
  for (const child of running) {
    try {
      process.kill(-child.pid, 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
}

/** Runs a Node program to its end; answers its exit code and, unless shown, what it printed. */
export function runNode(program, args, { env = {}, show = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      ['--import', endWithRunner, join(modules, program), ...args],
      {
        cwd: root,
        detached: true,
        env: { ...process.env, ...env, LINLI_TEST_RUNNER: String(process.pid) },
        stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe', 'ipc'],
      },
    )
    running.add(child)
    let output = ''
    const keep = (chunk) => {
      output += chunk
    }
    child.stdout?.on('data', keep)
    child.stderr?.on('data', keep)
    child.once('error', (error) => resolve({ code: 1, output: error.message }))
    child.once('close', (code) => {
      // A test that left a server behind must not leave it to the next run.
      endChildren()
      running.delete(child)
      resolve({ code: code ?? 1, output })
    })
  })
}

const steps = [
  { name: 'format and lint', program: '@biomejs/biome/bin/biome', args: ['ci', '--colors=off'] },
  { name: 'types', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
  {
    name: 'types of the mini-program',
    program: 'typescript/bin/tsc',
    args: ['--noEmit', '-p', join('miniprogram', 'tsconfig.json')],
  },
]
const pureTests = {
  name: 'architecture and pure tests',
  program: 'vitest/vitest.mjs',
  args: ['run', '--project', 'pure', '--reporter=dot'],
}

/** Runs the check steps one after the other, a line for each; answers `{ name, ok }[]`. */
export async function runChecks({ withPureTests }) {
  const results = []
  for (const { name, program, args } of withPureTests ? [...steps, pureTests] : steps) {
    const began = performance.now()
    const { code, output } = await runNode(program, args)
    const seconds = ((performance.now() - began) / 1000).toFixed(1)
    console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`)
    if (code !== 0) console.log(output.trim())
    results.push({ name, ok: code === 0 })
  }
  return results
}
