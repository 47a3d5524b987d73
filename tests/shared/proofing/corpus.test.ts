import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { measure, type Measured } from './corpus'

const DOCS = join(import.meta.dirname, '../../../docs/proofing.md')
const MEASURED = /(?<=<!-- measured -->\n)[^]*(?=<!-- \/measured -->)/

// English is weighed with the linter in tests/shared/proofing/corpus-english.test.ts.
const LANGUAGES = [measure('zh-CN', 'zh')]
const HELD_OUT = measure('zh-CN', 'zh', '-held-out')

const share = (part: number, whole: number): string => (whole === 0 ? '–' : (Math.floor((part / whole) * 1000) / 1000).toFixed(3))
const perThousand = ({ clean }: Measured): number => (clean.flags / clean.characters) * 1000

const tableOf = (measured: Measured): string => {
  const { language, rules } = measured
  const rows = rules.map(({ rule, marks, claimed, found, flags, right }) => `| ${rule} | ${String(marks)} | ${String(claimed)} | ${share(found, marks)} | ${share(found, claimed)} | ${String(flags)} | ${share(right, flags)} |`)
  const title = language === 'en' ? 'English' : 'Chinese'
  return [`## ${title}`, '', '| rule | marks | claimed | found of all | recall of claimed | flags | precision |', '|---|---|---|---|---|---|---|', ...rows, '', falseFlagsOf(measured), ''].join('\n')
}

const falseFlagsOf = (measured: Measured): string => `False flags on clean copy: ${String(measured.clean.flags)} in ${String(measured.clean.lines)} lines of ${String(measured.clean.characters)} characters, ${perThousand(measured).toFixed(2)} in 1,000.`

const heldOutTable = (measured: Measured): string => {
  const rows = measured.rules.map(({ rule, marks, found, anyhow, flags, right }) => `| ${rule} | ${String(marks)} | ${share(found, marks)} | ${share(anyhow, marks)} | ${String(flags)} | ${share(right, flags)} |`)
  return ['## Chinese, held out', '', '| rule | marks | found of all | found by any rule | flags | precision |', '|---|---|---|---|---|---|', ...rows, '', falseFlagsOf(measured), ''].join('\n')
}

describe('the rules over copy that was held out', () => {
  it('leave clean copy alone: at most one false flag in 1,000 characters', () => {
    expect(perThousand(HELD_OUT), JSON.stringify(HELD_OUT.false, null, 1)).toBeLessThanOrEqual(1)
  })

  it('are right in nine of ten flags', () => {
    const [flags, right] = HELD_OUT.rules.reduce(([all, good], each) => [all + each.flags, good + each.right], [0, 0])
    expect(right / flags, JSON.stringify(HELD_OUT.false, null, 1)).toBeGreaterThanOrEqual(0.9)
  })
})

describe.each(LANGUAGES)('the rules over the corpus of $language', (measured) => {
  it('leave clean copy alone: at most one false flag in 1,000 characters', () => {
    expect(perThousand(measured), JSON.stringify(measured.false, null, 1)).toBeLessThanOrEqual(1)
  })

  it.each(measured.rules.filter(({ claimed }) => claimed > 0))('$rule finds nine in ten of what it claims', ({ rule, claimed, found }) => {
    expect(found / claimed, JSON.stringify(measured.missed.filter((miss) => miss.rule === rule), null, 1)).toBeGreaterThanOrEqual(0.9)
  })
})

describe('docs/proofing.md', () => {
  it('says how the rules do now', () => {
    const table = `\n${[...LANGUAGES.map(tableOf), heldOutTable(HELD_OUT)].join('\n')}\n`
    console.log(table)
    const page = readFileSync(DOCS, 'utf8')
    if (process.env['STET_WRITE_DOCS'] === '1') writeFileSync(DOCS, page.replace(MEASURED, () => table))
    else expect(MEASURED.exec(page)?.[0], 'STET_WRITE_DOCS=1 writes it anew').toBe(table)
  })
})
