import { checkPassage, type Flag } from '../../src-shared/proofing/check'
import { houseTablesOf } from '../../src-shared/proofing/house/tables'
import { TEXT_RULES } from '../../src-shared/proofing/rules'
import type { Tables } from '../../src-shared/proofing/tables'
import type { Language } from '../../src-shared/story/story'
import type { Ask, Numbered, Told } from './protocol'

/** Milliseconds of reading before what was found is told and newer copy may come in. */
const SLICE = 30

/** Lets messages in before going on. */
type Pause = () => Promise<void>

/** Reads copy passage by passage; what was read is not read again until it changes. */
export type Reader = { read: (ask: Ask, tell: (told: Told) => void) => Promise<void> }

/** Makes a reader with these tables. `now` is in milliseconds. */
export const createReader = (given: Tables, { now, pause }: { now: () => number; pause: Pause }): Reader => {
  const known = new Map<number, Numbered>()
  const read = new Map<number, readonly Flag[]>()
  let tables = given
  let language: Language | null = null
  let latest = 0

  const take = (ask: Ask): void => {
    if (ask.language !== language) read.clear()
    if (ask.house) {
      tables = { ...given, house: houseTablesOf(ask.house) }
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

  return {
    read: async (ask, tell) => {
      take(ask)
      let found: [number, readonly Flag[]][] = []
      let since = now()
      for (const number of ask.order) {
        const passage = known.get(number)
        if (!passage || read.has(number)) continue
        const flags = checkPassage(passage, ask.language, TEXT_RULES, tables)
        read.set(number, flags)
        found.push([number, flags])
        if (now() - since < SLICE) continue
        tell({ round: ask.round, found, done: false })
        found = []
        await pause()
        if (latest !== ask.round) return
        since = now()
      }
      tell({ round: ask.round, found, done: true })
    },
  }
}
