import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Health } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
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
  signIn: (login: string, password: string) => Promise<Outcome<Person>>
  signOut: () => Promise<Outcome<null>>
  /** The desk no longer knows the token: keep the person, ask for the password again when it matters. */
  forgetToken: () => Promise<void>
}

/** Makes the session keeper. `onPerson` is awaited whenever the person changes, so their library is open before the answer. */
export const keepSession = (options: { store: SessionStore; client: () => DeskClient; onPerson: (person: Person | null) => Promise<Outcome<null>> }): SessionKeeper => {
  const { store } = options
  let token = store.token()
  return {
    person: () => store.person(),
    token: () => token,
    signIn: async (login, password) => {
      const session = await options.client().call('signIn', { body: { login, password } })
      if (!session.ok) return session
      token = session.value.token
      const opened = await options.onPerson(session.value.person)
      if (!opened.ok) return opened
      await store.remember(session.value.person, token)
      return ok(session.value.person)
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
