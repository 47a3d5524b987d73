import { z } from 'zod'

import { hookSchema, hookSettingsSchema } from './hooks'

const none = z.object({})
const byHook = z.object({ hook: z.string().min(1).max(60) })
const nothing = z.null()
/** Shown once: what the receiver checks signatures with. */
const withSecret = z.object({ hook: hookSchema, secret: z.string() })

/** Webhooks: other systems follow what becomes of pieces. */
export const hookRoutes = {
  hooks: { method: 'GET', path: '/api/hooks', action: 'manageHooks', params: none, query: none, body: null, reply: z.array(hookSchema) },
  addHook: { method: 'POST', path: '/api/hooks', action: 'manageHooks', params: none, query: none, body: hookSettingsSchema, reply: withSecret },
  changeHook: { method: 'PUT', path: '/api/hooks/:hook', action: 'manageHooks', params: byHook, query: none, body: hookSettingsSchema, reply: hookSchema },
  removeHook: { method: 'DELETE', path: '/api/hooks/:hook', action: 'manageHooks', params: byHook, query: none, body: null, reply: nothing },
  /** A new secret; the old one no longer signs. */
  renewHookSecret: { method: 'POST', path: '/api/hooks/:hook/secret', action: 'manageHooks', params: byHook, query: none, body: null, reply: withSecret },
  /** Sends a `ping` now and answers whether it arrived: `hook-refused` {status}, `hook-away` {reason}, `hook-off-limits`. */
  pingHook: { method: 'POST', path: '/api/hooks/:hook/ping', action: 'manageHooks', params: byHook, query: none, body: null, reply: nothing },
  /** Goes on with what waits, at once; from where it stopped, or skipping what waits. */
  resumeHook: { method: 'POST', path: '/api/hooks/:hook/resumed', action: 'manageHooks', params: byHook, query: none, body: z.strictObject({ skip: z.boolean() }), reply: hookSchema },
} as const
