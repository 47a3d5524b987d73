import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

export type Words = Record<string, string>
const LOCALES = join(import.meta.dirname, '../../resources/locales')

const flat = (value: unknown, prefix: string): Words => {
  if (typeof value === 'string') return { [prefix]: value }
  if (typeof value !== 'object' || value === null) throw new TypeError(`${prefix} is neither words nor a group of words`)
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => flat(inner, prefix.endsWith(':') ? `${prefix}${key}` : `${prefix}.${key}`))) as Words
}

/** Every locale file of a language, flat: "library:group.bin" -> words. */
export const readLocale = (language: string): Words =>
  Object.assign({}, ...readdirSync(join(LOCALES, language)).map((file) => flat(JSON.parse(readFileSync(join(LOCALES, language, file), 'utf8')), `${file.replace(/\.json$/, '')}:`))) as Words

/** A key without its plural ending. */
export const singular = (key: string): string => key.replace(/_(zero|one|two|few|many|other)$/, '')

/** The variables a sentence takes. */
export const variablesOf = (words: string): string[] => [...words.matchAll(/\{\{\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? '')

const sourceFiles = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))

/** What a call's first argument can say: literals as they are, a template with "*" for what is filled in, both arms of a choice, each of a list. */
export const said = (node: ts.Expression | undefined): string[] => {
  if (!node) return []
  if (ts.isStringLiteralLike(node)) return [node.text]
  if (ts.isTemplateExpression(node)) return [node.head.text + node.templateSpans.map((span) => `*${span.literal.text}`).join('')]
  if (ts.isConditionalExpression(node)) return [...said(node.whenTrue), ...said(node.whenFalse)]
  if (ts.isParenthesizedExpression(node)) return said(node.expression)
  if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(said)
  return []
}

const nameOf = (node: ts.Expression): string => (ts.isIdentifier(node) ? node.text : ts.isPropertyAccessExpression(node) ? node.name.text : '')

/** One use of words in the code: the name of what is called, what it is called with, and the file's own namespaces. */
export type Use = { called: string; key: string; file: string; namespaces: string[] }

/** Finds the first arguments of calls and constructions by these names in every file under a folder. */
export const findUses = (folder: string, names: readonly string[]): Use[] =>
  sourceFiles(join(import.meta.dirname, '../..', folder)).flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)
    const found: Use[] = []
    const namespaces = new Set<string>()
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const called = nameOf(node.expression)
        const first = node.arguments?.[0]
        if (called === 'useTranslation') {
          const chosen = said(first)[0]
          namespaces.add(chosen ?? 'common')
        }
        if (names.includes(called)) for (const key of said(first)) found.push({ called, key, file, namespaces: [] })
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
    if (namespaces.size === 0) namespaces.add(file.includes('/writing/') ? 'writing' : 'common')
    return found.map((use) => ({ ...use, namespaces: [...namespaces] }))
  })
