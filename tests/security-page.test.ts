import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')

/** The tests a line names, each with the words of it that stand in italics on that line. */
const namedIn = (line: string): { files: string[]; words: string[] } => ({ files: [...line.matchAll(/`(tests\/[\w./-]+)`/g)].map(([, file = '']) => file), words: [...line.matchAll(/\*([^*|]+)\*/g)].map(([, words = '']) => words) })
const lines = page.split('\n').map((line) => line.replaceAll('**', '')).map(namedIn).filter(({ files }) => files.length > 0)

it('every test the security page names is there', () => {
  expect(lines.length).toBeGreaterThan(40)
  expect(lines.flatMap(({ files }) => files).filter((file) => !existsSync(join(root, file)))).toEqual([])
})

it('and says the words it is quoted with', () => {
  const missing = lines.flatMap(({ files, words }) => {
    const texts = files.map((file) => readFileSync(join(root, file), 'utf8').replaceAll("\\'", "'"))
    return words.filter((each) => !texts.some((text) => text.includes(each)))
  })
  expect(missing).toEqual([])
})
