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
  let linter: Promise<EnglishLinter> | null = null

  /** What English copy is linted by; where its code cannot be loaded our own rules go on without it. */
  const linterOf = async (): Promise<EnglishLinter | null> => {
    if (!english) return null
    linter ??= english()
    return linter.catch(() => null)
  }

  const take = (ask: AskText): void => {
    if (ask.language !== language) read.clear()
    if (ask.house) {
      tables = { ...given, house: houseTablesOf(ask.house) }
      dictionary = ask.house.rows.flatMap((row) => (row.kind === 'dictionary' ? [row.word] : []))
      read.clear()
    }
    language = ask.language
    latest = ask.round
    const here = new Set(ask.order)
    for (const number of known.keys()) {
      if (here.has(number)) continue
      known.delete(number)
      read.delete(number)
    }
    for (const passage of ask.fresh) known.set(passage.number, passage)
  }

  const readText = async (ask: AskText, tell: (told: Told) => void): Promise<void> => {
    take(ask)
    let found: [number, readonly Flag[]][] = []
    let since = now()
    const lints = ask.language === 'en' ? await linterOf() : null
    if (latest !== ask.round) return
    const names = lints ? namesOf([...known.values()], dictionary) : new Set<string>()
    for (const number of ask.order) {
      const passage = known.get(number)
      if (!passage || read.has(number)) continue
      const own = checkPassage(passage, ask.language, TEXT_RULES, tables)
      const flags = lints ? withSettled(own, (await lints.lint(passage, names)).map(({ details = {}, ...flag }) => ({ ...flag, details })), passage.text, tables) : own
      if (latest !== ask.round) return
      read.set(number, flags)
      found.push([number, flags])
      if (now() - since < SLICE) continue
      tell({ kind: 'text', round: ask.round, found, done: false })
      found = []
      await pause()
      if (latest !== ask.round) return
      since = now()
    }
    tell({ kind: 'text', round: ask.round, found, done: true })
  }

  return {
    read: (ask, tell) => {
      if (ask.kind === 'text') return readText(ask, tell)
      tell({ kind: 'piece', round: ask.round, found: acrossWithoutKnown(ask.piece, tables) })
      return Promise.resolve()
    },
  }
}
