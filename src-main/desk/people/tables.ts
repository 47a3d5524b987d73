import type { Role } from '../../../src-shared/review/people'

/** A time as the driver answers it: text from SQLite, a Date from PostgreSQL. */
type Time = string | Date
/** 0 or 1 from SQLite. */
type Flag = number | boolean

/** Tables of the accounts, in better-auth's own columns. Not evidence, and not made again from the ledger. `username` is the folded login. */
export type PeopleTables = {
  people: {
    id: string
    name: string
    email: string
    emailVerified: Flag
    createdAt: Time
    updatedAt: Time
    username: string
    twoFactorEnabled: Flag | null
    role: Role
    /** JSON. */
    grants: string
    active: Flag
    /** ISO 8601 until when an invitation nobody has taken yet stands; null once they have been here. */
    invitedUntil: string | null
  }
  /** `token` is the SHA-256 of the token the person holds. */
  sessions: { id: string; token: string; userId: string; createdAt: Time; updatedAt: Time; expiresAt: Time; device: string | null }
  /** How somebody signs in: `credential` with an argon2id string, or `oidc` with the provider's subject in `accountId`. */
  credentials: { id: string; userId: string; providerId: string; accountId: string; password: string | null }
  /** Single-use codes. `identifier` is a hash of the code; `value` whose it is. */
  verifications: { id: string; identifier: string; value: string; expiresAt: Time }
  /** `secret` is encrypted with the desk's secret. */
  second_factors: { id: string; userId: string; secret: string; verified: Flag | null }
  device_codes: { id: string; expiresAt: Time; userCode: string; status: string; scope: string | null }
  /** Tries at getting in: `name` is a hash of what is counted, `at` ISO 8601. */
  tries: { id: string; name: string; at: string }
  secrets: { name: string; value: string }
}

/** A driver's time as ISO 8601. */
export const isoOf = (time: Time): string => new Date(time).toISOString()
