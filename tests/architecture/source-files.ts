import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Files of the project as git sees them: tracked or new, but not ignored. */
export const projectFiles = (): string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '')

export interface SourceFile {
  /** From the project's root, e.g. `bff/cases/cases.service.ts`. */
  readonly file: string
  readonly text: string
  readonly tree: ts.SourceFile
}

export const sourceFiles = (): SourceFile[] =>
  projectFiles()
    .filter((file) => /\.(ts|tsx|mjs|cjs)$/.test(file))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8')
      return { file, text, tree: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) }
    })

/** Modules a file names in import, export … from or import(). */
export const importsOf = ({ tree }: SourceFile): string[] => {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    )
      names.push(node.moduleSpecifier.text)
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      if (argument && ts.isStringLiteralLike(argument)) names.push(argument.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return names
}

/** An import as a path from the project's root; undefined for a package. */
export const resolveImport = (from: string, name: string): string | undefined => {
  if (name.startsWith('#')) return name.slice(1)
  if (name.startsWith('@/')) return `miniprogram/src/${name.slice(2)}`
  if (name.startsWith('.'))
    return path.posix.normalize(path.posix.join(path.posix.dirname(from), name))
  return undefined
}
