import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const store = path.join(root, '.data', 'weapp')

type WithLock = (file: string, onWait: () => void, work: () => Promise<void>) => Promise<void>

// Plain JavaScript, since `npm start` runs it before anything is installed.
const lockModule = new URL('../../bff/start/process-lock.mjs', import.meta.url).href

/** What the build is told to call; the host maps it to the server of the test. */
export const testDomain = 'https://api.linli.test'

const sources = ['miniprogram/src', 'miniprogram/config', 'miniprogram/plugins', 'shared']
const single = ['miniprogram/babel.config.cjs', 'miniprogram/package.json', 'package-lock.json']

const filesOf = (folder: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))

const contentHash = (): string => {
  const files = [...sources.flatMap(filesOf), ...single.map((file) => path.join(root, file))]
  const hash = createHash('sha256')
  for (const file of files.sort()) hash.update(path.relative(root, file)).update(readFileSync(file))
  return hash.digest('hex').slice(0, 16)
}

const compile = (target: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const taro = path.join(root, 'node_modules', '@tarojs', 'cli', 'bin', 'taro')
    const miniprogram = path.join(root, 'miniprogram')
    const child = spawn(process.execPath, [taro, 'build', '--type', 'weapp'], {
      cwd: miniprogram,
      env: {
        ...process.env,
        NODE_ENV: 'production',
        LINLI_API_ORIGIN: testDomain,
        LINLI_DIST: path.relative(miniprogram, target),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-20_000)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })

/** Older contents are of no use any more; a fresh one may still be read by another run. */
const dropOld = (): void => {
  const anHourAgo = Date.now() - 3_600_000
  for (const entry of existsSync(store) ? readdirSync(store) : []) {
    const folder = path.join(store, entry)
    if (statSync(folder).mtimeMs < anHourAgo) rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * The compiled mini-program of the present sources: built once for each content, for all test files
 * together. Answers its folder. Throws with the compiler's output when it cannot be built.
 */
export const builtWeapp = async (): Promise<string> => {
  const target = path.join(store, contentHash())
  if (existsSync(target)) return target
  const { withLock }: { withLock: WithLock } = await import(lockModule)
  const lock = path.join(root, '.data', 'build-weapp.lock')
  await withLock(
    lock,
    () => undefined,
    async () => {
      if (existsSync(target)) return
      dropOld()
      const fresh = `${target}.${process.pid}`
      const output = await compile(fresh)
      // Taro has ended with code 0 after a failed build: the result is looked at.
      if (!existsSync(path.join(fresh, 'app.json'))) throw new Error(`No build:\n${output}`)
      renameSync(fresh, target)
    },
  )
  return target
}
