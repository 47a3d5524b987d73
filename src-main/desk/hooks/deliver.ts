import { randomUUID } from 'node:crypto'

import { failureOf, type Failure } from '../../../src-shared/outcome'
import type { Parts } from '../parts'
import { payloadOf } from './payload'
import { hookSecret } from './secret'
import { sendHook } from './send'
import { nextFor, settingsOf, toldAs, type HooksTable } from './table'

/** Seconds until a failed delivery is tried again, by how often it failed; after the last the hook is parked, a little over two days on. */
const BACKOFF = [5, 30, 120, 600, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400] as const
/** Milliseconds a process holds a hook for one message. */
const HELD = 60_000

/** What tells receivers: one process a hook at a time, in the ledger's order, each message until it is taken or the hook is parked. */
export type Deliveries = {
  /** Looks for what is due, soon. */
  wake: () => void
  /** Resolves when nothing is under way; nothing is begun any more. */
  close: () => Promise<void>
}

/** `secret` answers the desk's own; `fetch` sends. The timer runs on the machine's clock, what is due on `parts.now`. */
export const openDeliveries = (parts: Parts, options: { secret: () => Promise<string>; fetch: typeof fetch }): Deliveries => {
  const process = randomUUID()
  let running: Promise<void> | null = null
  let again = false
  let timer: NodeJS.Timeout | undefined
  let closed = false
  const { db } = parts
  const later = (ms: number): string => new Date(Date.parse(parts.now()) + ms).toISOString()

  const take = async (id: string): Promise<HooksTable | null> =>
    (await db
      .updateTable('hooks')
      .set({ process, until: later(HELD) })
      .where('id', '=', id)
      .where('state', '=', 'open')
      .where((where) => where.or([where('until', 'is', null), where('until', '<', parts.now()), where('process', '=', process)]))
      .where((where) => where.or([where('next', 'is', null), where('next', '<=', parts.now())]))
      .returningAll()
      .executeTakeFirst()) ?? null

  /** What became of it, unless another process took the hook over or somebody changed it meanwhile. */
  const keep = async (row: HooksTable, change: Partial<HooksTable>): Promise<boolean> => {
    const { numUpdatedRows } = await db.updateTable('hooks').set(change).where('id', '=', row.id).where('process', '=', process).where('delivered', '=', row.delivered).executeTakeFirst()
    return numUpdatedRows > 0n
  }
  const refused = (row: HooksTable, failure: Failure): Partial<HooksTable> => {
    const wait = failure.code === 'hook-gone' || failure.code === 'hook-off-limits' ? undefined : BACKOFF[row.tries]
    return { tries: row.tries + 1, code: failure.code, message: failure.message, details: JSON.stringify(failure.details), ...(wait === undefined ? { state: 'parked', next: null } : { next: later(wait * 1000) }) }
  }

  /** Tells one hook everything that waits for it, until one message does not arrive. */
  const tell = async (id: string): Promise<void> => {
    for (;;) {
      const row = closed ? null : await take(id)
      if (!row) return
      const event = await nextFor(db, row)
      const payload = event && (await payloadOf(parts, event))
      const { events, url } = settingsOf(row)
      const wanted = payload && (events.length === 0 || events.some((each) => each === payload.type))
      if (!event) {
        await keep(row, { process: null, until: null })
        return
      }
      const sent = payload && wanted ? await sendHook({ url, secret: hookSecret(await options.secret(), row.salt), payload, now: parts.now, fetch: options.fetch, signal: parts.closing }) : null
      if (sent && !sent.ok) {
        if (sent.code !== 'desk-closed') {
          await keep(row, { ...refused(row, sent), process: null, until: null })
          parts.changed({ kind: 'hooks' })
        }
        return
      }
      if (!(await keep(row, { delivered: event.seq, tries: 0, code: '', message: '', details: '{}', next: null, ...(sent ? { last_at: parts.now() } : {}) }))) return
    }
  }

  const plan = async (): Promise<void> => {
    const rows = await db.selectFrom('hooks').select(['id', 'next']).where('state', '=', 'open').execute()
    await Promise.all(rows.filter(({ next }) => next === null || next <= parts.now()).map(({ id }) => tell(id)))
    const due = (await db.selectFrom('hooks').select('next').where('state', '=', 'open').where('next', 'is not', null).orderBy('next').limit(1).executeTakeFirst())?.next
    clearTimeout(timer)
    if (due && !closed) timer = setTimeout(wake, Math.min(Math.max(1000, Date.parse(due) - Date.parse(parts.now())), 3_600_000)).unref()
  }
  const wake = (): void => {
    if (closed) return
    if (running) {
      again = true
      return
    }
    running = plan()
      .catch((error: unknown) => parts.report('Webhooks could not be told', { reason: failureOf(error).message }))
      .finally(() => {
        running = null
        if (again) {
          again = false
          wake()
        }
      })
  }
  const stop = parts.changes.listen(({ kind }) => {
    if (toldAs(kind) !== null || kind === 'hooks' || kind === 'everything') wake()
  })
  wake()
  return {
    wake,
    close: async () => {
      closed = true
      stop()
      clearTimeout(timer)
      await running
    },
  }
}
