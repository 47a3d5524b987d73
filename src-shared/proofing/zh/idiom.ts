import type { Found, TextRule } from '../rule'
import { isMistaken, type IdiomTable } from './idiom-table'

/** The one place in which two texts of one length differ; -1 where they differ in none or in more. */
const onlyDifference = (one: string, other: string): number => {
  let at = -1
  for (let index = 0; index < other.length; index += 1) {
    if (one[index] === other[index]) continue
    if (at >= 0) return -1
    at = index
  }
  return at
}

/** Which characters stand in a phrase that is right as it stands. */
const rightIn = (text: string, { idioms, beginning }: IdiomTable): Uint8Array => {
  const right = new Uint8Array(text.length)
  for (let at = 0; at < text.length - 1; at += 1)
    for (const idiom of beginning.get(text.slice(at, at + 2)) ?? []) if (idioms.has(idiom) && text.startsWith(idiom, at)) right.fill(1, at, at + idiom.length)
  return right
}

const findIdioms = (text: string, table: IdiomTable): Found[] => {
  const right = rightIn(text, table)
  const found = new Map<number, Found>()
  /** A stretch that is a phrase but for one character that is mistaken for its own. */
  const judge = (from: number, idiom: string): void => {
    if (from < 0 || from + idiom.length > text.length) return
    const said = text.slice(from, from + idiom.length)
    const at = onlyDifference(said, idiom)
    const [typed, meant] = [said[at], idiom[at]]
    if (typed === undefined || meant === undefined || right[from + at] === 1 || table.idioms.has(said) || !isMistaken(table, typed, meant)) return
    const known = found.get(from)
    found.set(from, { from, to: from + idiom.length, fixes: [...(known?.fixes ?? []), idiom], details: { wrong: said, right: idiom } })
  }
  // One wrong character leaves one half of the phrase whole.
  for (let at = 0; at < text.length - 1; at += 1) {
    const pair = text.slice(at, at + 2)
    for (const idiom of table.beginning.get(pair) ?? []) judge(at, idiom)
    for (const idiom of table.ending.get(pair) ?? []) judge(at + 2 - idiom.length, idiom)
  }
  return [...found.values()].map((each) => ({ ...each, fixes: [...new Set(each.fixes)] }))
}

/** Fixed phrases with one character that sounds or looks like the right one 成语误写. */
export const idioms: TextRule = { id: 'zh.word.idiom', language: 'zh-CN', severity: 'error', source: 'xiandai7', check: ({ text }, { tables }) => findIdioms(text, tables.idioms) }
