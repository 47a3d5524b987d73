import { randomBytes, randomUUID } from 'node:crypto'

import type { Hook, HookPayload, HookSettings } from '../../../src-shared/desk-api/hooks'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Handlers } from '../calls'
import type { Parts } from '../parts'
import { hookSecret } from './secret'
import { sendHook } from './send'
import { settingsOf, shownHook, type HooksTable } from './table'

type Names = 'hooks' | 'addHook' | 'changeHook' | 'removeHook' | 'renewHookSecret' | 'pingHook' | 'resumeHook'

const newSalt = (): string => randomBytes(16).toString('base64url')

/** What an administrator does with webhooks. */
export const hookHandlers = (parts: Parts, options: { secret: () => Promise<string>; fetch: typeof fetch }): Pick<Handlers, Names> => {
  const { db } = parts
  const rowOf = async (id: string): Promise<Outcome<HooksTable>> => {
    const row = await db.selectFrom('hooks').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? ok(row) : failed('hook-unknown', 'There is no such webhook.', { hook: id })
  }
  /** Changes a row and lets it be tried at once. */
  const change = async (id: string, columns: Partial<HooksTable>): Promise<Outcome<Hook>> => {
    const row = await db.updateTable('hooks').set({ ...columns, process: null, until: null }).where('id', '=', id).returningAll().executeTakeFirst()
    if (!row) return failed('hook-unknown', 'There is no such webhook.', { hook: id })
    parts.changed({ kind: 'hooks' })
    return ok(await shownHook(db, row))
  }
  const afresh = { state: 'open', tries: 0, code: '', message: '', details: '{}', next: null } as const
  const withSecret = async (id: string, columns: Partial<HooksTable>, salt: string): Promise<Outcome<{ hook: Hook; secret: string }>> => {
    const changed = await change(id, { ...columns, salt })
    return changed.ok ? ok({ hook: changed.value, secret: hookSecret(await options.secret(), salt) }) : changed
  }
  return {
    hooks: async () => ok(await Promise.all((await db.selectFrom('hooks').selectAll().orderBy('id').execute()).map((row) => shownHook(db, row)))),
    addHook: async ({ body }: { body: HookSettings }) => {
      const id = randomUUID()
      const salt = newSalt()
      // What was before it came is not told.
      await db.insertInto('hooks').values({ id, settings: JSON.stringify(body), salt, delivered: parts.journal.seq(), last_at: null, process: null, until: null, ...afresh }).execute()
      return withSecret(id, {}, salt)
    },
    changeHook: ({ params, body }) => change(params.hook, { settings: JSON.stringify(body), ...afresh }),
    removeHook: async ({ params }) => {
      const known = await rowOf(params.hook)
      if (!known.ok) return known
      await db.deleteFrom('hooks').where('id', '=', params.hook).execute()
      parts.changed({ kind: 'hooks' })
      return ok(null)
    },
    renewHookSecret: ({ params }) => withSecret(params.hook, {}, newSalt()),
    pingHook: async ({ params, person }) => {
      const row = await rowOf(params.hook)
      if (!row.ok) return row
      const payload: HookPayload = { type: 'ping', id: randomUUID(), seq: 0, at: parts.now(), desk: parts.desk.key, story: null, revision: null, headline: '', channel: [], person: { id: person.id, name: person.name }, reason: '', destination: null, url: null }
      return sendHook({ url: settingsOf(row.value).url, secret: hookSecret(await options.secret(), row.value.salt), payload, now: parts.now, fetch: options.fetch, signal: parts.closing })
    },
    resumeHook: ({ params, body }) => change(params.hook, { ...afresh, ...(body.skip ? { delivered: parts.journal.seq() } : {}) }),
  }
}
