import ts from 'typescript'
import { expect, test } from 'vitest'
import { projectFiles, sourceFiles } from './source-files.ts'

const files = sourceFiles()
const product = files.filter(({ file }) => /^(bff|db|shared|miniprogram)\//.test(file))

/**
 * Where a cast is the honest thing: brand constructors, and the three doors where a value's type is
 * proven by a schema that TypeScript cannot follow.
 */
const mayCast = [
  'shared/ids.ts',
  'bff/http/serve.ts',
  'bff/idempotency/idempotency.service.ts',
  'miniprogram/src/platform/api.ts',
]

const castsOf = (tree: ts.SourceFile): string[] => {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isAsExpression(node) && node.type.getText(tree) !== 'const')
      found.push(node.getText(tree).slice(0, 80))
    if (ts.isNonNullExpression(node)) found.push(node.getText(tree).slice(0, 80))
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

test('nothing is cast, but at the doors that prove it', () => {
  const casts = product
    .filter(({ file }) => !mayCast.includes(file) && /\.tsx?$/.test(file))
    .flatMap(({ file, tree }) => castsOf(tree).map((cast) => `${file}: ${cast}`))
  expect(casts).toEqual([])
})

test('file names are kebab-case with a role', () => {
  const odd = product
    .map(({ file }) => file)
    .filter((file) => !/\.d\.ts$/.test(file))
    .filter((file) => !/^([a-z0-9.-]+\/)*[a-z0-9]+([.-][a-z0-9]+)*\.(tsx?|mjs|cjs)$/.test(file))
  expect(odd).toEqual([])
})

test('no file gathers others only to hand them on', () => {
  const barrels = product.filter(({ tree }) =>
    tree.statements.some(
      (statement) => ts.isExportDeclaration(statement) && !statement.exportClause,
    ),
  )
  expect(barrels.map(({ file }) => file)).toEqual([])
})

test('only bff/env.ts reads the environment of the server', () => {
  const readers = product
    .filter(({ file }) => file.startsWith('bff/') || file.startsWith('db/'))
    .filter(({ file }) => !file.startsWith('bff/start/') && !file.endsWith('.mjs'))
    .filter(({ text }) => /process\.env/.test(text))
    .map(({ file }) => file)
  expect(readers.filter((file) => !environmentDoors.includes(file))).toEqual([])
})

/** env.ts parses; the doors that start a process hand its environment over. */
const environmentDoors = [
  'bff/env.ts',
  'bff/main.ts',
  'bff/cases/import/import-hotline.ts',
  'bff/demo/care/beside-product.ts',
  'bff/devices/door/door.ts',
  'bff/guide/import/import-guide.ts',
  'bff/onboarding/import-subdistrict.ts',
  'bff/platform/embedded-postgres.ts',
]

test('nothing is left to do, skipped or focused', () => {
  const left = files
    .filter(({ file }) => file !== 'tests/architecture/style.test.ts')
    .filter(({ text }) => /\b(TODO|FIXME)\b|\b(it|test|describe)\.(skip|only|todo)\b/.test(text))
  expect(left.map(({ file }) => file)).toEqual([])
})

test('the top level holds only what was agreed', () => {
  const agreed =
    /^(\..*|package\.json|package-lock\.json|miniprogram|bff|shared|db|tests|README(\.zh-CN)?\.md|LICENSE|tsconfig[^/]*\.json|vitest\.config\.ts|drizzle\.config\.ts|eslint\.config\.[mc]?[jt]s|biome\.json)$/
  const top = new Set(projectFiles().map((file) => file.split('/')[0] ?? ''))
  expect([...top].filter((name) => !agreed.test(name))).toEqual([])
})
