import type { Found } from '../rule'
import { findIn } from './find-words'
import type { RowOf } from './row'
import type { HouseTables } from './tables'

type Official = RowOf<'official'>
type Named = { from: number; to: number; entry: Official }
/** A title beside a name: the words it stands in. */
type Given = { from: number; to: number; title: string }

/** Words a title ends in, the longest first, with what may stand before them and still be one word. */
const ENDINGS = ['秘书长', '委员长', '检察长', '纪委书记', '书记', '主席', '总理', '部长', '省长', '市长', '县长', '区长', '州长', '镇长', '乡长', '厅长', '局长', '处长', '司长', '主任', '院长', '校长', '行长', '董事长', '总经理', '理事长', '会长', '政委', '司令员']
const DEPUTY = ['常务副', '代理', '副', '代']
const TITLE = new RegExp(`(?:${DEPUTY.join('|')})?(?:${ENDINGS.join('|')})$`, 'u')
const LEADING = new RegExp(`^(?:${DEPUTY.join('|')})?(?:${ENDINGS.join('|')})`, 'u')
/** Characters that make another word of a title's last one: 主任务, 书记录, 市长期. */
const OTHER_WORD = /^[务录期大久远途篇]/u
/** What an office of the past is told by. */
const FORMER = /(?:原任?|前任?|时任|曾任|历任|已故)[^，。；、！？\s]{0,20}$/u
const ENGLISH = /\b(?:President|Premier|Vice Premier|Governor|Vice Governor|Mayor|Deputy Mayor|Minister|Vice Minister|Secretary|Deputy Secretary|Secretary-General|Chairman|Chairwoman|Director|Deputy Director)\s$/u

/** Characters before a name in which its title is looked for. */
const REACH = 40

const partsOf = ({ title }: Official): string[] => title.split('、')

/** The title that stands right before a place, as one the list or the language knows; null where none does. */
const titleBefore = (text: string, at: number, { titles }: HouseTables): Given | null => {
  const listed = titles.find((title) => text.startsWith(title, at - title.length) || text.startsWith(`${title} `, at - title.length - 1))
  const start = text.slice(Math.max(0, at - REACH), at)
  const word = TITLE.exec(start)?.[0] ?? ENGLISH.exec(start)?.[0].trimEnd()
  const title = listed !== undefined && listed.length >= (word?.length ?? 0) ? listed : word
  if (title === undefined) return null
  const to = text.startsWith(title, at - title.length) ? at : at - 1
  return { from: to - title.length, to, title }
}

/** The title that stands right behind a name, as one addresses people: 张三书记. */
const titleBehind = (text: string, at: number): Given | null => {
  const title = LEADING.exec(text.slice(at, at + 12))?.[0]
  return title === undefined || OTHER_WORD.test(text.slice(at + title.length)) ? null : { from: at, to: at + title.length, title }
}

/** The title as given is one of the official's, or the end of one: 市长 for 江城市市长; not 书记 where 副 stands before it. */
const fits = (text: string, given: Given, official: Official): boolean =>
  partsOf(official).some((part) => {
    if (text.startsWith(part, given.to - part.length) && given.to >= part.length) return true
    return part.toLowerCase().endsWith(given.title.toLowerCase()) && !DEPUTY.some((word) => !given.title.startsWith(word) && part.endsWith(word + given.title))
  })

/** Where the given title begins, taking in what it shares with the right one: in 江城市长 beside 江城市委书记, the whole. */
const wholeFrom = (text: string, { from }: Given, right: string): number => {
  for (let length = Math.min(right.length, from); length > 0; length -= 1) if (text.startsWith(right.slice(0, length), from - length)) return from - length
  return from
}

const LAST_WORD = TITLE

/** The official's title differs from the one that stands beside the name. */
const otherTitle = (text: string, { from, to, entry }: Named, tables: HouseTables): Found | null => {
  const right = partsOf(entry)[0] ?? entry.title
  const before = titleBefore(text, from, tables)
  if (before) {
    if (FORMER.test(text.slice(Math.max(0, before.from - REACH), before.to)) || fits(text, before, entry)) return null
    const start = wholeFrom(text, before, right)
    const between = text.slice(before.to, from)
    return { from: start, to, fixes: [`${right}${between}${text.slice(from, to)}`], details: { name: entry.word, title: entry.title, given: before.title } }
  }
  const behind = titleBehind(text, to)
  if (!behind || fits(text, behind, entry)) return null
  const word = LAST_WORD.exec(right)?.[0]
  return { from, to: behind.to, fixes: word === undefined ? [] : [`${text.slice(from, to)}${word}`], details: { name: entry.word, title: entry.title, given: behind.title } }
}

const JOINT = /^(?:[\s、，,和与及]|以及|and\b)+/u

/** Two names stand in one enumeration: nothing between them but its marks and a title. */
const isEnumerated = (text: string, one: Named, other: Named, tables: HouseTables): boolean => {
  const start = titleBehind(text, one.to)?.to ?? one.to
  const between = text.slice(start, other.from)
  const joint = JOINT.exec(between)
  if (!joint || /[。！？；：\n]/u.test(between)) return false
  const rest = between.slice(joint[0].length)
  if (rest === '') return true
  const given = titleBefore(text, other.from, tables)
  // What stands before a title is its office: 市人大常委会主任. A verb would end it, and then this is no enumeration; its characters are few.
  return given !== null && !/[说称向对把被在是同率]/u.test(rest.slice(0, Math.max(0, given.from - (other.from - rest.length))))
}

const outOfOrder = (text: string, names: readonly Named[]): Found[] => {
  const right = [...names].sort((one, other) => one.entry.order - other.entry.order)
  const [first, last] = [names[0], names.at(-1)]
  if (!first || !last || right.every((each, at) => each.entry.order === names[at]?.entry.order)) return []
  // Bare names change places; where titles stand among them only a person can move them.
  const bare = names.every((each, at) => at === 0 || /^[、，,\s和与及]*$/u.test(text.slice(names[at - 1]?.to ?? 0, each.from)))
  const fix = names.map((each, at) => `${at === 0 ? '' : text.slice(names[at - 1]?.to ?? 0, each.from)}${right[at]?.entry.word ?? ''}`).join('')
  return [{ from: first.from, to: last.to, fixes: bare ? [fix] : [], details: { order: right.map(({ entry }) => entry.word).join('、') } }]
}

/** Titles beside the names of officials that are not those of the house's list. */
export const otherTitles = (text: string, tables: HouseTables): Found[] => findIn(text, tables.officials).flatMap((name) => otherTitle(text, name, tables) ?? [])

/** Officials named one after another in another order than the house's list says. */
export const otherOrder = (text: string, tables: HouseTables): Found[] => {
  const named = findIn(text, tables.officials).filter(({ entry }) => entry.order > 0)
  const runs: Named[][] = []
  for (const name of named) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    if (run && last && isEnumerated(text, last, name, tables)) run.push(name)
    else runs.push([name])
  }
  return runs.flatMap((run) => outOfOrder(text, run))
}
