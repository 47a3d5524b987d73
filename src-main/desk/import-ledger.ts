import { access, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { syncFolder } from '../durable/write'
import type { Database } from './database'
import { openLedger, type Ledger, type LedgerHead, type Report } from './ledger'
import { lockFolder } from './lock'
import { LEDGER_TURN, readHead, rowOf } from './shared-ledger'
import type { SharedTurns } from './locks'

type ImportOptions = { folder: string; db: Database; turns: SharedTurns; sha256: (bytes: Uint8Array) => string; acknowledged: LedgerHead; report: Report }

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false)

/** Rows of one insert: PostgreSQL takes 65,535 values in one statement. */
const ROWS = 1000

const copy = async (ledger: Ledger, db: Database, sha256: ImportOptions['sha256']): Promise<void> => {
  await db.transaction().execute(async (transaction) => {
    let rows: ReturnType<typeof rowOf>[] = []
    const write = async (): Promise<void> => {
      if (rows.length > 0) await transaction.insertInto('ledger').values(rows).execute()
      rows = []
    }
    for await (const entry of ledger.read(0)) {
      rows.push(rowOf(entry, sha256))
      if (rows.length === ROWS) await write()
    }
    await write()
  })
}

/** The database holds the file's every line: its last one stands there under the same digest. */
const holds = async (db: Database, { seq, digest }: LedgerHead): Promise<boolean> =>
  seq === 0 || (await db.selectFrom('ledger').select('digest').where('seq', '=', seq).executeTakeFirst())?.digest === digest

const move = async (file: string, { folder, db, turns, sha256, acknowledged, report }: ImportOptions): Promise<Outcome<null>> =>
  turns.with(LEDGER_TURN, async (held) => {
    if (!(await exists(file))) return ok(null)
    const there = await readHead(held)
    const opened = await openLedger({ folder, sha256, acknowledged: there.seq === 0 ? acknowledged : { seq: 0, digest: null }, report })
    if (!opened.ok) return opened
    const ledger = opened.value
    try {
      if (there.seq === 0) {
        // An SQLite desk's people would stay behind without a word.
        if (acknowledged.seq === 0 && (await exists(join(folder, 'desk.sqlite')))) return failed('desk-on-sqlite', 'This folder holds a desk on SQLite; move it with backup and restore.', { folder })
        await copy(ledger, held, sha256)
      } else if (!(await holds(db, ledger.head()))) return failed('ledger-elsewhere', 'The ledger in the folder is not the one in the database.', { folder })
    } finally {
      await ledger.close()
    }
    await rename(file, join(folder, 'ledger.imported.jsonl'))
    await syncFolder(folder)
    report('The ledger was moved from its file into the database', { lines: ledger.head().seq })
    return ok(null)
  })

/**
 * Takes the ledger of a desk that kept it in `ledger.jsonl` beside its PostgreSQL into the database, once; the file stays as
 * `ledger.imported.jsonl`. Refuses `desk-in-use`, `ledger-broken`, `ledger-elsewhere` (the database holds another), `desk-on-sqlite`.
 */
export const importLedger = async (options: ImportOptions): Promise<Outcome<null>> => {
  const file = join(options.folder, 'ledger.jsonl')
  if (!(await exists(file))) return ok(null)
  // An older Stet that still writes the file holds the folder.
  let lock = lockFolder(options.folder)
  for (let tries = 0; !lock.ok && tries < 50; tries += 1) {
    await pause(100)
    // Another process that opens at this moment is moving it.
    if (!(await exists(file))) return ok(null)
    lock = lockFolder(options.folder)
  }
  if (!lock.ok) return lock
  try {
    return await move(file, options)
  } finally {
    lock.value()
  }
}
