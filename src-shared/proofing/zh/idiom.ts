import type { Found, TextRule } from '../rule'
import { isMistaken, type IdiomTable } from './idiom-table'

/** The one place in which a phrase and what stands at a place of a text differ; -1 where they differ in none or in more. Cuts nothing out: it is asked of every phrase that begins or ends alike. */
const onlyDifference = (text: string, from: number, idiom: string): number => {
  let at = -1
  for (let index = 0; index < idiom.length; index += 1) {
    if (text.charCodeAt(from + index) === idiom.charCodeAt(index)) continue
    if (at >= 0) return -1
    at = index
  }
  return at
}

/** Which characters stand in a phrase that is right as it stands. */
const rightIn = (text: string, { beginning }: IdiomTable): Uint8Array => {
  const right = new Uint8Array(text.length)
  for (let at = 0; at < text.length - 1; at += 1)
    for (const idiom of beginning.get(text.slice(at, at + 2)) ?? []) if (text.startsWith(idiom, at)) right.fill(1, at, at + idiom.length)
  return right
}

const findIdioms = (text: string, table: IdiomTable): Found[] => {
  const right = rightIn(text, table)
  const found = new Map<number, Found>()
  /** A stretch that is a phrase but for one character that is mistaken for its own. */
  const judge = (from: number, idiom: string): void => {
    if (from < 0 || from + idiom.length > text.length) return
    const at = onlyDifference(text, from, idiom)
    if (at < 0 || right[from + at] === 1) return
    const [typed, meant] = [text[from + at] ?? '', idiom[at] ?? '']
    if (!isMistaken(table, typed, meant)) return
    const said = text.slice(from, from + idiom.length)
    if (table.idioms.has(said)) return
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
