import type { Envelope } from '../../src-shared/signoff/envelope'
import { makeTurns } from '../durable/turns'
import { changeOf, type Changes } from './changes'
import type { Database } from './database'
import type { Evidence } from './evidence'
import { clearProjection, project, readProjected, type ProjectionParts } from './projection'

/** The one way in: commands wait their turn, see the tables level with the ledger, and commit to the ledger first. */
export type Journal = {
  /** Runs a command alone, in all processes, after bringing the tables level. What it reads, nobody changes before it ends. */
  run: <T>(command: () => Promise<T>) => Promise<T>
  /**
   * Inside `run`: appends envelopes durably, in order, brings the tables along, and tells whoever listens. Once in the ledger they count, whatever befalls
   * the tables. Where the ledger stands in the database, all of them or none.
   */
  commit: (...envelopes: Envelope[]) => Promise<void>
  /** Makes the tables again from the ledger. Answers how many entries it holds. */
  rebuild: () => Promise<{ events: number }>
  /** The last entry this process knows to be in the tables. */
  seq: () => number
  /** Resolves when no command is running or waiting. */
  idle: () => Promise<void>
}

/** Joins the ledger and its tables. */
export const createJournal = (options: { db: Database; evidence: Evidence; changes: Changes; parts: ProjectionParts; now: () => string }): Journal => {
  const { db, evidence, changes, parts, now } = options
  const turns = makeTurns()
  let projected = 0

  const level = async (): Promise<void> => {
    const head = await evidence.head()
    // Another process may have moved the tables on; where only this one does, its own count is enough.
    if (projected === head.seq) return
    projected = (await readProjected(db))?.seq ?? 0
    if (projected === head.seq) return
    for await (const entry of evidence.read(projected)) {
      await evidence.together((transaction) => project(transaction, entry, parts))
      projected = entry.seq
    }
  }
  return {
    run: (command) =>
      turns.take('desk', () =>
        evidence.alone(async () => {
          await level()
          return command()
        }),
      ),
    commit: async (...envelopes) => {
      const told: (() => void)[] = []
      const entries = await evidence.append(envelopes, now(), async (transaction, appended) => {
        await project(transaction, appended, parts)
        told.push(await changes.announce(transaction, changeOf(appended)))
      })
      projected = entries.at(-1)?.seq ?? projected
      for (const tell of told) tell()
    },
    rebuild: () =>
      turns.take('desk', () =>
        evidence.alone(async () => {
          projected = 0
          let events = 0
          await evidence.together(async (transaction) => {
            await clearProjection(transaction, parts.desk)
            for await (const entry of evidence.read(0)) {
              await project(transaction, entry, parts)
              events = entry.seq
            }
          })
          projected = events
          return { events }
        }),
      ),
    seq: () => projected,
    idle: turns.idle,
  }
}
