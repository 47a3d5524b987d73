import { checkPassage } from '../../../src-shared/proofing/check'
import { standardTables } from '../../../src-shared/proofing/standard-tables'
import { TEXT_RULES } from '../../../src-shared/proofing/rules'
import type { WordTable } from '../../../src-shared/proofing/tables'
import type { Language } from '../../../src-shared/story/story'
import { cleanLines, markedLines, overlap } from '../../support/proofing-corpus'

const tables = standardTables()

/** Something found where nothing is wrong, or left where something is. */
type Miss = { line: number; rule: string; text: string; words: string }

/** How one rule did: the marks of it, those it claims to find, those it found and those any rule found; its flags and those that were right. */
type Measure = { rule: string; marks: number; claimed: number; found: number; anyhow: number; flags: number; right: number }

/** How a language's rules did over its corpus. */
export type Measured = { language: Language; rules: Measure[]; clean: { lines: number; characters: number; flags: number }; missed: Miss[]; false: Miss[] }

const TABLE: Readonly<Record<string, WordTable>> = { 'zh.word.wrong': tables.wrong, 'zh.word.variant': tables.variants, 'zh.word.redundant': tables.redundant, 'zh.num.unit': tables.units }

/** Rules of which each may find what another is named for: an idiom miswritten is a wrong word. */
const KIN: Readonly<Record<string, readonly string[]>> = { 'zh.word.wrong': ['zh.word.idiom'], 'zh.word.variant': ['zh.word.idiom', 'zh.word.wrong'] }
const isOf = (rule: string, found: string): boolean => found === rule || (KIN[rule]?.includes(found) ?? false)

/** Whether a table has a word that stands in a mark, or around it: a table claims what it lists. */
const isListed = ({ entries }: WordTable, text: string, from: number, to: number): boolean =>
  entries.some(({ wrong }) => {
    const at = text.indexOf(wrong, Math.max(0, from - wrong.length + 1))
    return at >= 0 && at < to
  })

/** A quote a paragraph leaves open the next may go on with (GB/T 15834 has only the last close it): of one paragraph by itself the rule says nothing there. */
const isLeftOpen = (rule: string, text: string, from: number, to: number): boolean =>
  rule === 'zh.punct.pairs' && text[from] === '“' && to === text.length && !text.includes('”', from) && /[。？！…—]$/.test(text)

/** Reads a language's corpus with the rules the product comes with: the one they were mended by, or the one that was held out. */
export const measure = (language: Language, prefix: string, set: '' | '-held-out' = ''): Measured => {
  const measures = new Map(TEXT_RULES.filter((rule) => rule.language === language).map(({ id }): [string, Measure] => [id, { rule: id, marks: 0, claimed: 0, found: 0, anyhow: 0, flags: 0, right: 0 }]))
  const missed: Miss[] = []
  const wrong: Miss[] = []
  const check = (text: string) => checkPassage({ text, kind: 'text' }, language, TEXT_RULES, tables)
  for (const [index, { rule, text, marks }] of markedLines(`${prefix}-errors${set}.tsv`).entries()) {
    const line = index + 1
    const flags = check(text)
    const own = measures.get(rule)
    for (const mark of marks) {
      const { from, to } = mark
      if (!own) continue
      own.marks += 1
      if (flags.some((flag) => overlap(flag, mark))) own.anyhow += 1
      const found = flags.some((flag) => isOf(rule, flag.rule) && overlap(flag, mark))
      const table = TABLE[rule]
      if (!found && (isLeftOpen(rule, text, from, to) || (table && !isListed(table, text, from, to)))) continue
      own.claimed += 1
      if (found) own.found += 1
      else missed.push({ line, rule, text, words: text.slice(from, to) })
    }
    for (const flag of flags) {
      const measured = measures.get(flag.rule)
      if (!measured) continue
      measured.flags += 1
      if (isOf(rule, flag.rule) && marks.some((mark) => overlap(flag, mark))) measured.right += 1
      else wrong.push({ line, rule: flag.rule, text, words: text.slice(flag.from, flag.to) })
    }
  }
  const clean = { lines: 0, characters: 0, flags: 0 }
  for (const [index, text] of cleanLines(`${prefix}-clean${set}.txt`).entries()) {
    clean.lines += 1
    clean.characters += text.length
    for (const flag of check(text)) {
      const measured = measures.get(flag.rule)
      if (measured) measured.flags += 1
      clean.flags += 1
      wrong.push({ line: index + 1, rule: flag.rule, text, words: text.slice(flag.from, flag.to) })
    }
  }
  return { language, rules: [...measures.values()].filter(({ marks, flags }) => marks + flags > 0), clean, missed, false: wrong }
}
