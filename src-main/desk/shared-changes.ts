import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { Client } from 'pg'
import { z } from 'zod'

import { failureOf } from '../../src-shared/outcome'
import { createChanges, type Changes } from './changes'
import type { Database } from './database'
import type { Report } from './ledger'

const CHANNEL = 'stet_desk'
const messageSchema = z.strictObject({ from: z.string(), kind: z.string(), seq: z.number(), story: z.string().optional() })

/** Milliseconds between the first tries to connect again, between later ones, and between questions whether the line still stands. */
const PACE = { first: 200, longest: 10_000, question: 20_000 } as const

/**
 * Changes of all processes on one PostgreSQL, by LISTEN and NOTIFY on a connection of its own. While that is lost, changes of other processes go
 * unheard; once it stands again, everybody is told to read everything. `pace` is for tests.
 */
export const openSharedChanges = (options: { databaseUrl: string; db: Database; report: Report; pace?: { first: number; longest: number; question: number } }): Changes & { /** Resolves when changes of other processes are heard. */ heard: Promise<void> } => {
  const { databaseUrl, db, report, pace = PACE } = options
  const here = createChanges(report)
  const self = randomUUID()
  /** What is being told at this moment. */
  const pending = new Set<Promise<void>>()
  let client: Client | null = null
  let timer: NodeJS.Timeout | null = null
  let closed = false
  let lost = false
  let wait: number = pace.first
  let heardNow: () => void = () => undefined
  const heard = new Promise<void>((resolve) => (heardNow = resolve))

  const hear = (payload: string): void => {
    try {
      const { from, ...change } = messageSchema.parse(JSON.parse(payload))
      if (from !== self) here.tell({ kind: change.kind, seq: change.seq, ...(change.story === undefined ? {} : { story: change.story }) })
    } catch (error) {
      report('A change was told in words this desk does not know', { reason: failureOf(error).message })
    }
  }
  const later = (after: number, work: () => void): void => {
    if (timer) clearTimeout(timer)
    timer = closed ? null : setTimeout(work, after)
    timer?.unref()
  }
  const broke = (failing: Client, error: Error | null): void => {
    if (client !== failing) return
    client = null
    if (closed) return
    if (!lost) report('Changes of other desk processes are not heard until the database answers again', { reason: error?.message ?? 'the connection ended' })
    lost = true
    failing.end().catch(() => undefined)
    later(wait * (0.5 + Math.random()), () => void connect())
    wait = Math.min(wait * 2, pace.longest)
  }
  const question = (asked: Client): void =>
    later(pace.question, () => {
      const late = setTimeout(() => broke(asked, new Error('it does not answer')), pace.question)
      asked.query('select 1').then(
        () => {
          clearTimeout(late)
          if (client === asked) question(asked)
        },
        (error: unknown) => {
          clearTimeout(late)
          broke(asked, error instanceof Error ? error : null)
        },
      )
    })
  const connect = async (): Promise<void> => {
    if (closed) return
    const fresh = new Client({ connectionString: databaseUrl, keepAlive: true, connectionTimeoutMillis: 10_000, application_name: 'stet desk changes' })
    client = fresh
    fresh.on('error', (error) => broke(fresh, error))
    fresh.on('end', () => broke(fresh, null))
    fresh.on('notification', ({ payload }) => hear(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
    } catch (error) {
      broke(fresh, error instanceof Error ? error : null)
      return
    }
    wait = pace.first
    if (lost) here.tell({ kind: 'everything', seq: 0 })
    lost = false
    heardNow()
    question(fresh)
  }
  void connect()

  const notify = (on: Database, message: string) => sql`select pg_notify(${CHANNEL}, ${message})`.execute(on)
  const messageOf = (change: { kind: string; seq: number; story?: string }): string => JSON.stringify({ from: self, ...change })
  return {
    ...here,
    heard,
    tell: (change) => {
      here.tell(change)
      const telling = notify(db, messageOf(change)).then(() => undefined, (error: unknown) => report('A change could not be told to the other desk processes', { reason: failureOf(error).message }))
      pending.add(telling)
      void telling.finally(() => pending.delete(telling))
    },
    announce: async (on, change) => {
      await notify(on, messageOf(change))
      return () => here.tell(change)
    },
    close: async () => {
      closed = true
      await Promise.all(pending)
      if (timer) clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => undefined)
    },
  }
}
