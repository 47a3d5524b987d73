import type { Envelope } from '../../src-shared/signoff/envelope'
import { makeTurns } from '../durable/turns'
import type { Database } from './database'
import type { Ledger, LedgerEntry } from './ledger'
import { clearProjection, project, type ProjectionParts } from './projection'

/** The one way in: commands wait their turn, see the tables level with the ledger, and commit to the ledger first. */
export type Journal = {
  /** Runs a command alone, after bringing the tables level. What it reads, nobody changes before it ends. */
  run: <T>(command: () => Promise<T>) => Promise<T>
  /** Inside `run`: appends an envelope durably, then projects it. Once appended it counts, whatever befalls the tables. */
  commit: (envelope: Envelope) => Promise<LedgerEntry>
  /** Makes the tables again from the ledger. Answers how many entries it holds. */
  rebuild: () => Promise<{ events: number }>
  /** Resolves when no command is running or waiting. */
  idle: () => Promise<void>
}

/** Joins a ledger and its tables. `projected` is how far the tables are. */
export const createJournal = (options: { db: Database; ledger: Ledger; parts: ProjectionParts; now: () => string; projected: number }): Journal => {
  const { db, ledger, parts, now } = options
  const turns = makeTurns()
  let projected = options.projected

  const projectOne = async (entry: LedgerEntry): Promise<void> => {
    await db.transaction().execute((transaction) => project(transaction, entry, parts))
    projected = entry.seq
  }
  const level = async (): Promise<void> => {
    if (projected === ledger.head().seq) return
    for await (const entry of ledger.read(projected)) await projectOne(entry)
  }
  return {
    run: (command) =>
      turns.take('desk', async () => {
        await level()
        return command()
      }),
    commit: async (envelope) => {
      const entry = await ledger.append(envelope, now())
      await projectOne(entry)
      return entry
    },
    rebuild: () =>
      turns.take('desk', async () => {
        await db.transaction().execute(async (transaction) => {
          await clearProjection(transaction, parts.desk)
          for await (const entry of ledger.read(0)) await project(transaction, entry, parts)
        })
        projected = ledger.head().seq
        return { events: projected }
      }),
    idle: turns.idle,
  }
}
