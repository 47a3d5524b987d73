import type { OwnAccount, SecondFactor, Session } from '../../../src-shared/desk-api/people-routes'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Person } from '../../../src-shared/review/people'
import { bearerOf, findRow, sessionOf, tokenName, type Inside } from './inside'
import { opening } from './opening'
import { refusing } from './refusals'
import { isoOf } from './tables'

/** Who asks, and the token they ask with. */
export type Self = { person: Person; token: string }

/** What a person does with their own account. */
export const ownAccount = (inside: Inside) => {
  const { db } = inside
  const headersOf = ({ token }: Self): Headers => bearerOf(inside, token)

  /** An act that asks for the password again: counted, so that who sits at an open session cannot try every password. */
  const withPassword = async <T>(self: Self, act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const attempt = await inside.limiter.begin({ login: `password of ${self.person.id}` })
    if (!attempt.ok) return attempt
    const outcome = await act()
    if (outcome.ok || outcome.code !== 'password-wrong') await attempt.value.succeeded()
    return outcome
  }

  /** An act by which the library replaces the asker's session. */
  const replacing = (act: () => Promise<unknown>): Promise<Outcome<Session>> =>
    opening('', async (open) => {
      const done = await refusing(act)
      return done.ok ? sessionOf(inside, open) : done
    })

  return {
    account: async (self: Self): Promise<Outcome<OwnAccount>> => {
      const row = await findRow(db, self.person.id)
      if (!row.ok) return row
      const sessions = await (await inside.auth()).api.listSessions({ headers: headersOf(self) })
      const password = await db.selectFrom('credentials').select('id').where('userId', '=', self.person.id).where('providerId', '=', 'credential').executeTakeFirst()
      const own = tokenName(inside, self.token)
      return ok({
        person: self.person,
        password: password !== undefined,
        secondFactor: Boolean(row.value.twoFactorEnabled),
        sessions: sessions
          .map((session) => ({ id: session.id, device: session.device ?? '', createdAt: isoOf(session.createdAt), seenAt: isoOf(session.updatedAt), current: session.token === own }))
          .sort((a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt)),
      })
    },
    endSession: async (self: Self, id: string): Promise<Outcome<null>> => {
      const session = await db.selectFrom('sessions').select('token').where('id', '=', id).where('userId', '=', self.person.id).executeTakeFirst()
      if (!session) return failed('session-unknown', 'That session has ended already.')
      await (await inside.auth()).api.revokeSession({ body: { token: session.token }, headers: headersOf(self) })
      return ok(null)
    },
    endOtherSessions: async (self: Self): Promise<Outcome<null>> => {
      await (await inside.auth()).api.revokeOtherSessions({ headers: headersOf(self) })
      return ok(null)
    },
    /** Every session ends; the answer is a fresh one. Refuses `password-wrong`, `password-absent`. */
    changePassword: (self: Self, current: string, next: string): Promise<Outcome<Session>> =>
      withPassword(self, async () => {
        const { api } = await inside.auth()
        const device = (await db.selectFrom('sessions').select('device').where('token', '=', tokenName(inside, self.token)).executeTakeFirst())?.device ?? ''
        return opening(device, async (open) => {
          const done = await refusing(() => api.changePassword({ body: { currentPassword: current, newPassword: next, revokeOtherSessions: true }, headers: headersOf(self) }))
          return done.ok ? sessionOf(inside, open) : done
        })
      }),
    /** A secret for an authenticator app, not in force until a first good code. Refuses `password-wrong`, `password-absent`, `second-factor-on`. */
    beginSecondFactor: (self: Self, password: string): Promise<Outcome<SecondFactor>> =>
      withPassword(self, async () => {
        const { api } = await inside.auth()
        if (!(await db.selectFrom('credentials').select('id').where('userId', '=', self.person.id).where('providerId', '=', 'credential').executeTakeFirst())) return failed('password-absent', 'This person has no password here.')
        const begun = await refusing(() => api.enableTwoFactor({ body: { password, method: 'totp' }, headers: headersOf(self) }))
        if (!begun.ok) return begun
        if (begun.value.method !== 'totp') return failed('second-factor-off', 'There is no second factor to use.')
        const secret = new URL(begun.value.totpURI).searchParams.get('secret') ?? ''
        // The library would name the undeliverable address; the app should show whose code it is, and where.
        const label = `${encodeURIComponent(inside.house)}:${encodeURIComponent(self.person.login)}`
        return ok({ secret, uri: `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(inside.house)}&digits=6&period=30`, backupCodes: begun.value.backupCodes })
      }),
    confirmSecondFactor: async (self: Self, code: string): Promise<Outcome<Session>> => {
      const row = await findRow(db, self.person.id)
      if (!row.ok) return row
      if (row.value.twoFactorEnabled) return failed('second-factor-on', 'The second factor is on already.')
      const { api } = await inside.auth()
      return replacing(() => api.verifyTOTP({ body: { code: code.replaceAll(/\s/g, '') }, headers: headersOf(self) }))
    },
    endSecondFactor: (self: Self, password: string): Promise<Outcome<Session>> =>
      withPassword(self, async () => {
        const { api } = await inside.auth()
        return replacing(() => api.disableTwoFactor({ body: { password }, headers: headersOf(self) }))
      }),
    newBackupCodes: (self: Self, password: string): Promise<Outcome<string[]>> =>
      withPassword(self, async () => {
        const { api } = await inside.auth()
        const made = await refusing(() => api.generateBackupCodes({ body: { password }, headers: headersOf(self) }))
        return made.ok ? ok(made.value.backupCodes) : made
      }),
  }
}
