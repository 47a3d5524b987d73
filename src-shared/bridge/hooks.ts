import { z } from 'zod'

import { hookRoutes } from '../desk-api/hook-routes'
import { hookSettingsSchema } from '../desk-api/hooks'

const none = z.null()
const byHook = z.strictObject({ hook: z.string().min(1).max(60) })
const { hooks, addHook, changeHook, renewHookSecret, resumeHook } = hookRoutes

/** Webhooks, for an administrator. Part of the contract. */
export const hooksContract = {
  'hooks.list': { input: none, output: hooks.reply },
  /** Answers its secret, this once. */
  'hooks.add': { input: hookSettingsSchema, output: addHook.reply },
  'hooks.change': { input: byHook.extend({ settings: hookSettingsSchema }), output: changeHook.reply },
  'hooks.remove': { input: byHook, output: none },
  'hooks.renewSecret': { input: byHook, output: renewHookSecret.reply },
  /** Sends a message of no piece and answers whether it arrived. */
  'hooks.ping': { input: byHook, output: none },
  'hooks.resume': { input: byHook.extend({ skip: z.boolean() }), output: resumeHook.reply },
} as const
