import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Health } from '../../src-shared/desk-api/routes'
import type { Session, Sso } from '../../src-shared/desk-api/people-routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'

/** Where a session is remembered. `token` is kept only if `seal` can encrypt it for this person's OS account. */
export type SessionStore = {
  person: () => Person | null
  token: () => string | null
  remember: (person: Person | null, token: string | null) => Promise<void>
}

/** Who is at the machine, and their session with the desk. Writing needs only `person`; the desk needs `token` too. */
export type SessionKeeper = {
  person: () => Person | null
  token: () => string | null
  /** Refuses `second-factor-needed` {ticket} where a code is to follow. */
  signIn: (login: string, password: string) => Promise<Outcome<Person>>
  secondFactor: (ticket: string, code: string) => Promise<Outcome<Person>>
  /** Takes an invitation or a reset code. */
  redeem: (code: string, password: string) => Promise<Outcome<Person>>
  /** Begins a sign-in by browser; its ticket stays here. */
  openSso: () => Promise<Outcome<Omit<Sso, 'ticket'>>>
  /** Refuses `sso-pending` while the browser is not done, `sso-over` where none was begun. */
  takeSso: () => Promise<Outcome<Person>>
  /** Goes on with the session the desk put in the place of this one. */
  renew: (session: Session) => Promise<Outcome<null>>
  signOut: () => Promise<Outcome<null>>
  /** The desk no longer knows the token: keep the person, ask for the password again when it matters. */
  forgetToken: () => Promise<void>
}

/** Makes the session keeper. `onPerson` is awaited whenever the person changes, so their library is open before the answer. */
export const keepSession = (options: { store: SessionStore; /** What this machine is called. */ device: string; client: () => DeskClient; onPerson: (person: Person | null) => Promise<Outcome<null>> }): SessionKeeper => {
  const { store } = options
  const device = options.device.slice(0, 100)
  let token = store.token()
  let ticket: string | null = null
  const enter = async (session: Outcome<Session>): Promise<Outcome<Person>> => {
    if (!session.ok) return session
    token = session.value.token
    const opened = await options.onPerson(session.value.person)
    if (!opened.ok) return opened
    await store.remember(session.value.person, token)
    return ok(session.value.person)
  }
  return {
    person: () => store.person(),
    token: () => token,
    signIn: async (login, password) => enter(await options.client().call('signIn', { body: { login, password, device } })),
    secondFactor: async (ticket, code) => enter(await options.client().call('secondFactor', { body: { ticket, code, device } })),
    redeem: async (code, password) => enter(await options.client().call('redeemCode', { body: { code, password, device } })),
    openSso: async () => {
      const begun = await options.client().call('openSso', { body: { device } })
      if (!begun.ok) return begun
      const { ticket: held, ...shown } = begun.value
      ticket = held
      return ok(shown)
    },
    takeSso: async () => {
      if (ticket === null) return failed('sso-over', 'No sign-in by browser was begun.')
      const entered = await enter(await options.client().call('takeSso', { body: { ticket, device } }))
      if (entered.ok) ticket = null
      return entered
    },
    renew: async (session) => {
      token = session.token
      await store.remember(session.person, token)
      return ok(null)
    },
    signOut: async () => {
      // The desk may be away; the local end of the session closes all the same.
      if (token) await options.client().call('signOut')
      token = null
      await store.remember(null, null)
      return options.onPerson(null)
    },
    forgetToken: async () => {
      token = null
      await store.remember(store.person(), null)
    },
  }
}

/** The desk as known now or, while it is away, as last seen. */
export const knownHealth = async (client: DeskClient, last: () => Health | null, remember: (health: Health) => Promise<void>): Promise<Outcome<Health>> => {
  const fresh = await client.call('health')
  if (fresh.ok) {
    await remember(fresh.value)
    return fresh
  }
  const known = last()
  return known ? ok(known) : fresh
}
