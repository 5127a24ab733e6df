import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

test('no two prepared statements have one name: a connection would refuse the second', () => {
  const named = sourceFiles()
    .filter(({ file }) => /^bff\/.*\.store\.ts$/.test(file))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/\bname: '([a-z][a-z0-9.-]*)',\s+text:/g)].map(([, name = '']) => ({
        file,
        name,
      })),
    )
  const twice = named.filter(
    ({ name }, at) => named.findIndex((other) => other.name === name) !== at,
  )
  expect(twice.map(({ file, name }) => `${name} in ${file}`)).toEqual([])
  expect(named.length).toBeGreaterThan(20)
})
