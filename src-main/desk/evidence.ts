import type { Envelope } from '../../src-shared/signoff/envelope'
import type { Database } from './database'
import type { Ledger, LedgerEntry, LedgerHead } from './ledger'

/** Brings the tables along with an entry, on the connection it is given. */
export type Follow = (db: Database, entry: LedgerEntry) => Promise<void>

/** The ledger and its tables, as the journal needs them: in a file beside the database, or in the database itself. */
export type Evidence = {
  /** Runs a task as the only one, in any process, that may append. Not to be nested. */
  alone: <T>(task: () => Promise<T>) => Promise<T>
  /** Inside `alone`: appends durably, in order, and brings the tables along. Throws a Fault; entries may then stand in the ledger or not. */
  append: (envelopes: readonly Envelope[], receivedAt: string, follow: Follow) => Promise<LedgerEntry[]>
  /** Inside `alone`: one transaction over the tables. */
  together: (work: (db: Database) => Promise<void>) => Promise<void>
  read: Ledger['read']
  /** The last line; inside `alone` it stays. */
  head: () => Promise<LedgerHead>
  close: () => Promise<void>
}

/** A ledger in a file that this process alone has: the line first, then the tables, which are brought level at the next command if that fails. */
export const evidenceInFile = (ledger: Ledger, db: Database): Evidence => ({
  alone: (task) => task(),
  append: async (envelopes, receivedAt, follow) => {
    const entries: LedgerEntry[] = []
    for (const envelope of envelopes) entries.push(await ledger.append(envelope, receivedAt))
    await db.transaction().execute(async (transaction) => {
      for (const entry of entries) await follow(transaction, entry)
    })
    return entries
  },
  together: (work) => db.transaction().execute(work),
  read: ledger.read,
  head: () => Promise.resolve(ledger.head()),
  close: ledger.close,
})
