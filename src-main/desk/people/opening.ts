import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

/** A session about to be opened: the token its holder will be given, and what they call their machine. `opened` once it stands. */
export type Opening = { token: string; device: string; opened: { person: string; expires: string } | null }

const openings = new AsyncLocalStorage<Opening>()

/** The opening this runs in, if any. */
export const currentOpening = (): Opening | undefined => openings.getStore()

/**
 * Runs what may open a session. The token is made here and only its hash ever reaches the accounts, so that who reads the tables
 * holds nobody's session.
 */
export const opening = async <T>(device: string, act: (opening: Opening) => Promise<T>): Promise<T> => {
  const fresh: Opening = { token: randomBytes(32).toString('base64url'), device, opened: null }
  return openings.run(fresh, () => act(fresh))
}
