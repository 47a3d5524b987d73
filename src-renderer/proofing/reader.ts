import { acrossWithoutKnown } from '../../src-shared/proofing/across/known'
import { checkPassage, withSettled, type Flag } from '../../src-shared/proofing/check'
import type { EnglishLinter } from '../../src-shared/proofing/en/english'
import { namesOf } from '../../src-shared/proofing/en/names'
import { houseTablesOf } from '../../src-shared/proofing/house/tables'
import { TEXT_RULES } from '../../src-shared/proofing/rules'
import type { Tables } from '../../src-shared/proofing/tables'
import type { Language } from '../../src-shared/story/story'
import type { Ask, AskText, Numbered, Told } from './protocol'

/** Milliseconds of reading before what was found is told and newer copy may come in. */
const SLICE = 30

/** Lets messages in before going on. */
type Pause = () => Promise<void>

/** Reads copy passage by passage, where what was read is not read again until it changes; and across, as often as it is asked. */
export type Reader = { read: (ask: Ask, tell: (told: Told) => void) => Promise<void> }

/** What a reader reads with: `english` opens the linter of English copy, asked for when there is some; `now` is in milliseconds. */
export type ReaderParts = { now: () => number; pause: Pause; english: (() => Promise<EnglishLinter>) | null }

/** Makes a reader with these tables. */
export const createReader = (given: Tables, { now, pause, english }: ReaderParts): Reader => {
  const known = new Map<number, Numbered>()
  const read = new Map<number, readonly Flag[]>()
  let tables = given
  /** Words the house knows to be right. */
  let dictionary: readonly string[] = []
  let language: Language | null = null
  let latest = 0
  /** Passages of English copy that the linter has read too. */
  const linted = new Set<number>()

  const forget = (): void => {
    read.clear()
    linted.clear()
  }

  const take = (ask: AskText): void => {
    if (ask.language !== language) forget()
    if (ask.house) {
      tables = { ...given, house: houseTablesOf(ask.house) }
      dictionary = ask.house.rows.flatMap((row) => (row.kind === 'dictionary' ? [row.word] : []))
      forget()
    }
    language = ask.language
    latest = ask.round
    const here = new Set(ask.order)
    for (const number of known.keys()) {
      if (here.has(number)) continue
      known.delete(number)
      read.delete(number)
      linted.delete(number)
    }
    for (const passage of ask.fresh) known.set(passage.number, passage)
  }

  /** Reads each passage that was not read in this way, telling as it goes. False where newer copy has come in; what was found until then is told all the same. */
  const sweep = async (ask: AskText, tell: (told: Told) => void, way: { isRead: (number: number) => boolean; readOne: (passage: Numbered) => Promise<readonly Flag[]>; last: boolean }): Promise<boolean> => {
    let found: [number, readonly Flag[]][] = []
    let since = now()
    for (const number of ask.order) {
      const passage = known.get(number)
      if (!passage || way.isRead(number)) continue
      found.push([number, await way.readOne(passage)])
      if (latest === ask.round && now() - since < SLICE) continue
      tell({ kind: 'text', round: ask.round, found, done: false })
      found = []
      if (latest === ask.round) await pause()
      if (latest !== ask.round) return false
      since = now()
    }
    tell({ kind: 'text', round: ask.round, found, done: way.last })
    return true
  }

  const readText = async (ask: AskText, tell: (told: Told) => void): Promise<void> => {
    take(ask)
    const isEnglish = ask.language === 'en' && english !== null
    const readOwn = (passage: Numbered): Promise<readonly Flag[]> => {
      const flags = checkPassage(passage, ask.language, TEXT_RULES, tables)
      read.set(passage.number, flags)
      return Promise.resolve(flags)
    }
    const on = await sweep(ask, tell, { isRead: (number) => read.has(number), readOne: readOwn, last: !isEnglish })
    if (!on || !isEnglish) return
    // Our own rules have spoken; where the linter's code cannot be loaded they go on without it.
    const linter = await english().catch(() => null)
    if (latest !== ask.round) return
    if (!linter) {
      tell({ kind: 'text', round: ask.round, found: [], done: true })
      return
    }
    const names = namesOf([...known.values()], dictionary)
    const lintOne = async (passage: Numbered): Promise<readonly Flag[]> => {
      const own = read.get(passage.number) ?? []
      const lints = await linter.lint(passage, names)
      const flags = withSettled(own, lints.map(({ details = {}, ...flag }) => ({ ...flag, details })), passage.text, tables)
      if (known.has(passage.number)) linted.add(passage.number)
      return flags
    }
    await sweep(ask, tell, { isRead: (number) => linted.has(number), readOne: lintOne, last: true })
  }

  return {
    read: (ask, tell) => {
      if (ask.kind === 'text') return readText(ask, tell)
      tell({ kind: 'piece', round: ask.round, found: acrossWithoutKnown(ask.piece, tables) })
      return Promise.resolve()
    },
  }
}
