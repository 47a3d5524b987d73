import type { BetterAuthOptions } from 'better-auth'
import { APIError, betterAuth } from 'better-auth'
import { bearer, deviceAuthorization, genericOAuth, twoFactor, username } from 'better-auth/plugins'
import { randomBytes, randomUUID } from 'node:crypto'

import { NEVER, SESSION_DAYS } from './bounds'
import type { Database } from '../database'
import type { Report } from '../ledger'
import { addressOfLogin, foldLogin, tidyName } from './login'
import type { OidcSettings } from './oidc-settings'
import { currentOpening } from './opening'
import { hashPassword, verifyPassword, type PasswordCost } from './passwords'
import { isoOf } from './tables'

export type AuthOptions = {
  db: Database
  postgres: boolean
  sha256: (bytes: Uint8Array) => string
  secret: string
  /** The desk's name, as an authenticator app shows it. */
  house: string
  oidc: OidcSettings | null
  passwordCost: PasswordCost
  now: () => string
  report: Report
}

const refuse = (code: string): never => {
  throw new APIError('FORBIDDEN', { code, message: code })
}

/** What a session needs before it may stand: an opening of ours, and a person who is here and whose invitation holds. */
const sessionHooks = ({ db, sha256, now }: AuthOptions) => ({
  create: {
    before: async (session: { userId: string; device?: string | null }) => {
      const opening = currentOpening()
      if (!opening) return false
      const person = await db.selectFrom('people').select(['active', 'invitedUntil']).where('id', '=', session.userId).executeTakeFirst()
      if (!person || !person.active) return refuse('PERSON_INACTIVE')
      if (person.invitedUntil !== null && Date.parse(person.invitedUntil) <= Date.parse(now())) return refuse('INVITATION_OVER')
      return { data: { ...session, token: sha256(new TextEncoder().encode(opening.token)), device: opening.device || (session.device ?? '') } }
    },
    after: async (session: { userId: string; expiresAt: Date }) => {
      const opening = currentOpening()
      if (opening) opening.opened = { person: session.userId, expires: isoOf(session.expiresAt) }
      await db.updateTable('people').set({ invitedUntil: null }).where('id', '=', session.userId).where('invitedUntil', 'is not', null).execute()
    },
  },
})

/** A provider's account is joined to a person once: who later takes their name at the provider does not become them here. */
const credentialHooks = ({ db }: AuthOptions) => ({
  create: {
    before: async (credential: { userId: string; providerId: string }) => {
      if (credential.providerId === 'credential') return
      const other = await db.selectFrom('credentials').select('id').where('userId', '=', credential.userId).where('providerId', '=', credential.providerId).executeTakeFirst()
      if (other) return false
      // Who somebody is was all that was asked; the provider's tokens are nobody's business here.
      return { data: { ...credential, accessToken: null, refreshToken: null, idToken: null, scope: null } }
    },
  },
})

const providerOf = (oidc: OidcSettings, sha256: AuthOptions['sha256']) =>
  genericOAuth({
    config: [
      {
        providerId: 'oidc',
        discoveryUrl: `${oidc.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId: oidc.clientId,
        ...(oidc.clientSecret === null ? {} : { clientSecret: oidc.clientSecret }),
        scopes: ['openid', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
        disableSignUp: oidc.admit === null,
        mapProfileToUser: (profile: Record<string, unknown>) => {
          const claim = profile[oidc.claim]
          const login = typeof claim === 'string' ? foldLogin(claim).slice(0, 100) : ''
          if (login === '') return {}
          const name = typeof profile['name'] === 'string' ? tidyName(profile['name']).slice(0, 100) : ''
          return { email: addressOfLogin(login, sha256), emailVerified: true, name: name === '' ? login : name, username: login, role: oidc.admit ?? 'reporter', grants: '[]', active: true }
        },
      },
    ],
  })

const optionsOf = (options: AuthOptions) => {
  const { db, postgres, secret, house, oidc, passwordCost, sha256, report } = options
  const baseURL = oidc?.url ?? NEVER
  return {
    appName: house,
    database: { db, type: postgres ? 'postgres' : 'sqlite' },
    secret,
    baseURL,
    basePath: '/api/auth',
    trustedOrigins: [new URL(baseURL).origin],
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => report('The accounts complained', { reason: message }) },
    // Counted by our own limiter, which also knows logins and is shared by all processes.
    rateLimit: { enabled: false },
    advanced: { cookiePrefix: 'stet', ipAddress: { disableIpTracking: true }, database: { generateId: () => randomUUID() } },
    user: {
      modelName: 'people',
      additionalFields: {
        role: { type: 'string', required: true, input: true },
        grants: { type: 'string', required: true, input: true },
        active: { type: 'boolean', required: true, input: true },
        invitedUntil: { type: 'string', required: false, input: false },
      },
    },
    session: { modelName: 'sessions', expiresIn: SESSION_DAYS * 86_400, updateAge: 600, freshAge: 0, additionalFields: { device: { type: 'string', required: false, input: false } } },
    account: { modelName: 'credentials', updateAccountOnSignIn: false, accountLinking: { enabled: true, trustedProviders: ['oidc'], requireLocalEmailVerified: false } },
    verification: { modelName: 'verifications', storeIdentifier: 'hashed' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      revokeSessionsOnPasswordReset: true,
      password: { hash: (password) => hashPassword(password, randomBytes(16), passwordCost), verify: ({ password, hash }) => verifyPassword(password, hash) },
    },
    databaseHooks: { session: sessionHooks(options), account: credentialHooks(options) },
    plugins: [
      username({ minUsernameLength: 1, maxUsernameLength: 100, usernameNormalization: foldLogin, usernameValidator: () => true, displayUsername: false }),
      twoFactor({ issuer: house, schema: { twoFactor: { modelName: 'second_factors' } }, totpOptions: { digits: 6, period: 30 } }),
      bearer(),
      deviceAuthorization({ expiresIn: '10m', interval: '2s', userCodeLength: 8, validateClient: (client) => client === 'stet', schema: { deviceCode: { modelName: 'device_codes' } } }),
      ...(oidc === null ? [] : [providerOf(oidc, sha256)]),
    ],
  } satisfies BetterAuthOptions
}

/** The accounts' library over the desk's own tables. Nothing of its HTTP side is reachable but what single-sign-on.ts hands to it. */
export const makeAuth = (options: AuthOptions) => betterAuth(optionsOf(options))
export type Auth = ReturnType<typeof makeAuth>
