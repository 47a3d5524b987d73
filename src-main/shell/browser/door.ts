import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** How many browsers may hold a session at once; the oldest goes first. */
const SESSIONS = 8

/** Who may come in: one-time tokens are exchanged for session keys, both 32 random bytes, kept here only as digests. */
export type Door = {
  /** A fresh one-time token; the one before it is dead. */
  newToken: () => string
  /** Exchanges the token, once, for a session key; null for a wrong or spent one. */
  exchange: (token: string) => string | null
  /** True for a session key given out earlier. */
  knows: (session: string) => boolean
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const secret = (): string => randomBytes(32).toString('base64url')

/** Opens a door with one first token, given or made. Comparing takes the same time whatever was offered. */
export const makeDoor = (first: string = secret()): Door & { firstToken: string } => {
  let token: Buffer | null = digest(first)
  let sessions: Buffer[] = []
  return {
    firstToken: first,
    newToken: () => {
      const fresh = secret()
      token = digest(fresh)
      return fresh
    },
    exchange: (offered) => {
      if (!token || !timingSafeEqual(digest(offered), token)) return null
      token = null
      const session = secret()
      sessions = [...sessions, digest(session)].slice(-SESSIONS)
      return session
    },
    knows: (session) => {
      const offered = digest(session)
      return sessions.reduce((known, each) => timingSafeEqual(offered, each) || known, false)
    },
  }
}
