import { z } from 'zod'

import { failureOf } from '../../src-shared/outcome'
import { fromBase64 } from '../../src-shared/signoff/envelope'
import { LISTS_TYPE } from '../../src-shared/signoff/statement'
import type { Database } from './database'
import type { LedgerEntry, Report } from './ledger'

/**
 * That something at the desk is to be read again; never what it says. `kind` is the decision or record that was put into the ledger at `seq`, or what
 * else changed ('people', 'attempt', ...), then at the ledger's last known line; 'everything' where changes may have been missed.
 */
export type Change = { kind: string; seq: number; story?: string }

/** Who is told of changes, in this process and, on a shared database, in every other. */
export type Changes = {
  /** Tells everybody, now. */
  tell: (change: Change) => void
  /** Tells the other processes when this transaction commits; what it answers tells this one, to be called after. */
  announce: (db: Database, change: Change) => Promise<() => void>
  /** Calls the listener at every change; returns what stops it. */
  listen: (listener: (change: Change) => void) => () => void
  listeners: () => number
  close: () => Promise<void>
}

const payloadSchema = z.object({ story: z.string().optional(), decision: z.string().optional(), kind: z.string().optional() })

/** What an entry of the ledger is to those who listen. */
export const changeOf = (entry: LedgerEntry): Change => {
  if (entry.envelope.payloadType === LISTS_TYPE) return { kind: 'lists', seq: entry.seq }
  const payload = payloadSchema.parse(JSON.parse(new TextDecoder().decode(fromBase64(entry.envelope.payload))))
  return { kind: payload.decision ?? payload.kind ?? 'entry', seq: entry.seq, ...(payload.story === undefined ? {} : { story: payload.story }) }
}

/** Changes of one process alone. A listener that fails is reported and does not stop the others. */
export const createChanges = (report: Report): Changes => {
  const listeners = new Set<(change: Change) => void>()
  const tell = (change: Change): void => {
    for (const listener of [...listeners]) {
      try {
        listener(change)
      } catch (error) {
        report('A listener of the desk failed', { reason: failureOf(error).message })
      }
    }
  }
  return {
    tell,
    announce: (_, change) => Promise.resolve(() => tell(change)),
    listen: (listener) => {
      // The same function given twice is told twice, and stopped one at a time.
      const own = (change: Change): void => listener(change)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    listeners: () => listeners.size,
    close: () => Promise.resolve(),
  }
}
