import { failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import type { Database, Tables } from './database'
import type { Evidence } from './evidence'
import { broken, lineOf, readLine, type LedgerEntry, type LedgerHead } from './ledger'
import type { SharedTurns } from './locks'

type SharedOptions = { db: Database; turns: SharedTurns; sha256: (bytes: Uint8Array) => string; /** The last line the tables were told about. */ acknowledged: LedgerHead }

/** Lines read at a time. */
const BATCH = 500
const NONE: LedgerHead = { seq: 0, digest: null }
/** The turn every command of every process takes. */
export const LEDGER_TURN = 'ledger'

/** The very bytes of a line as the file form holds them: a backup of either is the same. */
export const lineOfRow = (row: Tables['ledger']): string =>
  `{"seq":${String(row.seq)},"previous":${JSON.stringify(row.previous)},"receivedAt":${JSON.stringify(row.received_at)},"envelope":${row.envelope}}`

/** An entry as a row. Throws Fault `ledger-broken` where its bytes are not the ones Stet writes, for they could not be given back. */
export const rowOf = (entry: LedgerEntry, sha256: SharedOptions['sha256']): Tables['ledger'] => {
  const row = { seq: entry.seq, previous: entry.previous, digest: entry.digest, received_at: entry.receivedAt, envelope: JSON.stringify(entry.envelope) }
  if (sha256(Buffer.from(lineOfRow(row))) !== entry.digest) throw broken(entry.seq, 'its bytes are not in the form Stet writes')
  return row
}

/** Reads the last line's number and digest. */
export const readHead = async (db: Database): Promise<LedgerHead> => (await db.selectFrom('ledger').select(['seq', 'digest']).orderBy('seq', 'desc').limit(1).executeTakeFirst()) ?? NONE

/** Every line in order, its chain checked. Throws Fault `ledger-broken` {line, reason}. */
export const readRows = async function* (db: Database, sha256: SharedOptions['sha256']): AsyncGenerator<LedgerEntry> {
  let before = NONE
  for (;;) {
    const rows = await db.selectFrom('ledger').selectAll().where('seq', '>', before.seq).orderBy('seq').limit(BATCH).execute()
    for (const row of rows) {
      const entry = readLine(Buffer.from(lineOfRow(row)), before, sha256)
      if (entry.digest !== row.digest) throw broken(entry.seq, 'it was altered after it was accepted')
      before = { seq: entry.seq, digest: entry.digest }
      yield entry
    }
    if (rows.length < BATCH) return
  }
}

/**
 * Opens the ledger in the database, for as many processes as there are, and checks its whole chain. A line and its rows are committed in
 * one transaction, on the connection that holds the turn of all processes. Refuses `ledger-broken` {line, reason}.
 */
export const openSharedLedger = async ({ db, turns, sha256, acknowledged }: SharedOptions): Promise<Outcome<Evidence>> => {
  /** The last line this process ever saw: it must stay where it was. */
  let seen = acknowledged
  /** The connection that holds the turn, and the head under it. */
  let hold: { db: Database; head: LedgerHead } | null = null

  const notice = (head: LedgerHead): void => {
    if (head.seq < seen.seq) throw broken(head.seq + 1, `it is missing, and ${String(seen.seq)} lines were accepted`)
    if (head.seq === seen.seq && head.digest !== seen.digest) throw broken(head.seq, 'it was altered after it was accepted')
    seen = head
  }
  const read = async function* (after: number): AsyncGenerator<LedgerEntry> {
    const expected = seen
    let head = NONE
    for await (const entry of readRows(db, sha256)) {
      head = { seq: entry.seq, digest: entry.digest }
      if (head.seq === expected.seq && head.digest !== expected.digest) throw broken(head.seq, 'it was altered after it was accepted')
      if (entry.seq > after) yield entry
    }
    notice(head)
  }
  const holding = (): { db: Database; head: LedgerHead } => {
    if (!hold) throw new Error('nothing may be appended outside a turn')
    return hold
  }
  try {
    for await (const _ of read(Number.MAX_SAFE_INTEGER)) continue
  } catch (error) {
    if (error instanceof Fault && error.code === 'ledger-broken') return failureOf(error)
    throw error
  }
  return ok({
    alone: (task) =>
      turns.with(LEDGER_TURN, async (held) => {
        const head = await readHead(held)
        notice(head)
        hold = { db: held, head }
        try {
          return await task()
        } finally {
          hold = null
        }
      }),
    append: async (envelopes, receivedAt, follow) => {
      const here = holding()
      const entries: LedgerEntry[] = []
      let head = here.head
      for (const envelope of envelopes) {
        const line = { seq: head.seq + 1, previous: head.digest, receivedAt, envelope }
        const entry = { ...line, digest: sha256(Buffer.from(lineOf(line))) }
        head = { seq: entry.seq, digest: entry.digest }
        entries.push(entry)
      }
      await here.db.transaction().execute(async (transaction) => {
        for (const entry of entries) {
          await transaction.insertInto('ledger').values(rowOf(entry, sha256)).execute()
          await follow(transaction, entry)
        }
      })
      here.head = head
      seen = head
      return entries
    },
    together: (work) => holding().db.transaction().execute(work),
    read,
    head: async () => hold?.head ?? readHead(db),
    close: () => turns.close(),
  })
}
