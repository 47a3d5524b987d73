import { randomBytes } from 'node:crypto'

import type { Database } from '../database'
import type { Report } from '../ledger'
import type { Auth } from './auth'
import { keepHouse } from './house'
import type { Inside, RightsChange } from './inside'
import { createLimiter } from './limiter'
import type { OidcSettings } from './oidc-settings'
import { ownAccount } from './own-account'
import { hashPassword, type PasswordCost } from './passwords'
import { deskSecret, trySecret } from './secret'
import { signInPages } from './sign-in-pages'
import { signingIn } from './signing-in'
import { singleSignOn } from './single-sign-on'

export type AccountsOptions = {
  db: Database
  /** Whether the tables stand on a PostgreSQL that other processes share. */
  postgres: boolean
  house: string
  sha256: (bytes: Uint8Array) => string
  now: () => string
  passwordCost: PasswordCost
  /** What cookies are signed and second factors encrypted with; null for one the desk makes and keeps. */
  secret: string | null
  oidc: OidcSettings | null
  /** Told, and waited for, whenever somebody's name, role or grants were changed. */
  onRightsChanged: (change: RightsChange) => Promise<void>
  report: Report
}

/**
 * People, how they get in, and their sessions: better-auth on the desk's own tables. A session's token is shown once, to who
 * signs in; only its SHA-256 is kept, and likewise of every code.
 */
export const openAccounts = (options: AccountsOptions) => {
  const { db, postgres, sha256, now, passwordCost, oidc, house, report } = options
  let loading: Promise<Auth> | null = null
  const load = async (): Promise<Auth> => {
    const secret = await deskSecret(options.secret, db)
    const { makeAuth } = await import('./auth')
    return makeAuth({ db, postgres, sha256, secret, house, oidc, passwordCost, now, report })
  }
  const auth = (): Promise<Auth> =>
    (loading ??= load().catch((error: unknown) => {
      loading = null
      throw error
    }))
  const hash = (password: string): Promise<string> => hashPassword(password, randomBytes(16), passwordCost)
  const inside: Inside = { db, postgres, auth, trySecret: () => trySecret(options.secret, db), sha256, now, house, oidc, hash, limiter: createLimiter({ db, postgres, sha256, now }), onRightsChanged: options.onRightsChanged }
  return { ...signingIn(inside), ...keepHouse(inside), ...ownAccount(inside), ...singleSignOn(inside), pages: signInPages(inside), trySecret: inside.trySecret }
}
export type Accounts = ReturnType<typeof openAccounts>
