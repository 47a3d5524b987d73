import type { Session } from '../../../src-shared/desk-api/people-routes'
import { failed, type Outcome } from '../../../src-shared/outcome'
import type { Person } from '../../../src-shared/review/people'
import { bareCode, codeIdentifier } from './codes'
import { bearerOf, findRow, personOfRow, sessionOf, type Inside } from './inside'
import { foldLogin } from './login'
import { opening } from './opening'
import { refusing } from './refusals'

/** From where and on what somebody signs in: the client's address, empty for the desk's own machine, and what they call the machine. */
export type From = { address: string; device: string }

const FACTOR = 'two_factor'
const TICKET = /^[\w%.~+-]{20,500}$/

/** Getting in and out: by password, second factor, or a code an administrator handed over. */
export const signingIn = (inside: Inside) => {
  const { limiter, db } = inside

  /** With a password known to be counted. `second-factor-needed` {ticket} where that is on: the ticket is worth nothing without a code. */
  const byPassword = (login: string, password: string, device: string): Promise<Outcome<Session>> =>
    opening(device, async (open) => {
      const { api } = await inside.auth()
      const answer = await refusing(() => api.signInUsername({ body: { username: login, password }, returnHeaders: true }))
      if (!answer.ok) return answer
      const { response, headers } = answer.value
      if (!('twoFactorRedirect' in response)) return sessionOf(inside, open)
      const ticket = headers.getSetCookie().flatMap((cookie) => new RegExp(`[.]${FACTOR}=([^;]+)`).exec(cookie)?.[1] ?? [])[0]
      return failed('second-factor-needed', 'A code of the second factor is needed.', { ticket: ticket ?? '' })
    })

  return {
    /** `sign-in-failed` says neither which of the two was wrong nor whether the login exists. */
    signIn: async (typed: string, password: string, from: From): Promise<Outcome<Session>> => {
      const login = foldLogin(typed)
      const attempt = await limiter.begin({ login, address: from.address })
      if (!attempt.ok) return attempt
      const outcome = await byPassword(login, password, from.device)
      if (outcome.ok || outcome.code === 'second-factor-needed') await attempt.value.succeeded()
      return outcome
    },
    /** Refuses `second-factor-wrong`, `second-factor-over` after five wrong codes or ten minutes, and `second-factor-unreadable` where the desk has another secret than it had. */
    secondFactor: async (ticket: string, code: string, from: From): Promise<Outcome<Session>> => {
      const attempt = await limiter.begin({ address: from.address })
      if (!attempt.ok) return attempt
      if (!TICKET.test(ticket)) return failed('second-factor-over', 'Sign in again to be asked for a new code.')
      const outcome = await opening(from.device, async (open) => {
        const { api, $context } = await inside.auth()
        const headers = new Headers({ cookie: `${(await $context).createAuthCookie(FACTOR).name}=${ticket}` })
        const digits = code.replaceAll(/\s/g, '')
        const done = await refusing(async () => {
          if (/^\d{6}$/.test(digits)) await api.verifyTOTP({ body: { code: digits }, headers })
          else await api.verifyBackupCode({ body: { code: code.trim() }, headers })
        }).catch(async (error: unknown) => {
          if ((await inside.trySecret()).unreadable === 0) throw error
          return failed('second-factor-unreadable', 'The desk cannot read its second factors: its secret is not the one it had.')
        })
        return done.ok ? sessionOf(inside, open) : done
      })
      if (outcome.ok) await attempt.value.succeeded()
      return outcome
    },
    /** Takes an invitation or a reset code, sets the password and signs in. `code-unknown` says not why. */
    redeem: async (typed: string, password: string, from: From): Promise<Outcome<Session>> => {
      const attempt = await limiter.begin({ code: from.address === '' ? 'here' : from.address, address: from.address })
      if (!attempt.ok) return attempt
      const code = bareCode(typed)
      const { api, $context } = await inside.auth()
      const known = await (await $context).internalAdapter.findVerificationValue(codeIdentifier(code))
      const row = known ? await findRow(db, known.value) : null
      if (!row?.ok) return failed('code-unknown', 'This code is not one of ours, was used, or is over.')
      if (!row.value.active) return failed('person-inactive', 'This account has been closed.')
      const set = await refusing(() => api.resetPassword({ body: { token: code, newPassword: password } }))
      if (!set.ok) return set
      await attempt.value.succeeded()
      return byPassword(row.value.username, password, from.device)
    },
    signOut: async (token: string): Promise<void> => {
      await (await inside.auth()).api.signOut({ headers: bearerOf(inside, token) })
    },
    /** Whose session a token is, or null: unknown, ended, over, or of somebody whose account was closed. */
    personOf: async (token: string): Promise<Person | null> => {
      const found = await (await inside.auth()).api.getSession({ headers: bearerOf(inside, token) })
      if (!found?.user.active || typeof found.user.username !== 'string') return null
      const { id, name, username, role, grants } = found.user
      return personOfRow({ id, name, username, grants, role: role as Person['role'] })
    },
  }
}
