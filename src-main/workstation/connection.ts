import type { Connection } from '../../src-shared/bridge/contract'
import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Health } from '../../src-shared/desk-api/routes'
import { namedFault } from './reach'

/** How the desk was last heard of. */
export type Watch = { state: () => Connection['state']; code: () => string; check: () => Promise<void>; stop: () => void }

/** How often a desk elsewhere is asked whether it is there, in milliseconds. */
const EVERY = 5_000

/** Keeps the connection word honest: asks the desk, tells `changed` when the answer differs, `reached` each time it comes back, `heard` at every answer. */
export const watchDesk = (options: { client: () => DeskClient; embedded: () => boolean; token: () => string | null; changed: () => void; reached: () => void; heard: (health: Health) => Promise<void>; every?: number }): Watch => {
  let state: Connection['state'] = 'offline'
  let code = ''
  const set = (next: Connection['state'], why: string): void => {
    const before = state
    if (next === before && why === code) return
    state = next
    code = why
    options.changed()
    if (before !== next && (next === 'online' || next === 'embedded')) options.reached()
  }
  const check = async (): Promise<void> => {
    const health = await options.client().call('health')
    if (health.ok) await options.heard(health.value)
    if (!health.ok) {
      const { code: why } = namedFault(health, '')
      set(why === 'desk-unreachable' ? 'offline' : 'fault', why)
    }
    else if (!options.token()) set('signedOut', '')
    else set(options.embedded() ? 'embedded' : 'online', '')
  }
  // A settings file that cannot be written is no reason to stop asking; the next answer is kept instead.
  const timer = setInterval(() => void check().catch(() => set('fault', 'unexpected')), options.every ?? EVERY)
  timer.unref()
  return { state: () => state, code: () => code, check, stop: () => clearInterval(timer) }
}
