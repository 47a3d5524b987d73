import type { AppState } from '../../src-shared/bridge/contract'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import { ensureEnrolled } from '../workstation/enrol'
import { endOldKeys } from '../workstation/rotate'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'app.state' | 'app.signIn' | 'app.signOut' | 'app.settings' | 'key.create' | 'key.unlock' | 'outbox.list' | 'outbox.retry' | 'outbox.withdraw'

const stateOf = (parts: Parts): AppState => {
  const { language, theme, deskAddress, health, lockMinutes } = parts.settings.read()
  const person = parts.session.person()
  return {
    version: parts.version,
    shell: parts.shell,
    platform: process.platform,
    language,
    theme,
    person,
    key: person ? parts.signer.state(person.id) : 'absent',
    keychain: parts.signer.keychain,
    connection: { state: parts.watch.state(), address: deskAddress, waiting: parts.keeper.waiting(), code: parts.watch.code() },
    library: parts.keeper.library(),
    sealed: parts.keeper.sealed(),
    lockMinutes,
    newsroom: health && { name: health.name, policy: health.policy, destinations: health.destinations, live: health.live, ...(health.signIn ? { signIn: health.signIn } : {}) },
    sample: parts.samplePeople(),
    folders: parts.folders,
  }
}

/** Lets somebody in, by whichever door, and brings up to date what depends on who is here. */
export const comeIn = async (parts: Parts, door: () => Promise<Outcome<Person>>): Promise<Outcome<Person>> => {
  const before = parts.session.person()
  const signedIn = await door()
  if (!signedIn.ok) return signedIn
  // Somebody else at this machine must not find the key open.
  if (before && before.id !== signedIn.value.id) parts.signer.lock(before.id)
  await parts.watch.check()
  await parts.sync()
  const profile = parts.profile()
  if (profile.ok) profile.value.outbox.kick()
  parts.emit({ type: 'appChanged' })
  return signedIn
}

/** Who is here, their key, this machine's settings, and what waits to be sent. */
export const appHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const changed = <T>(outcome: Outcome<T>): Outcome<T> => {
    if (outcome.ok) parts.emit({ type: 'appChanged' })
    return outcome
  }
  const withKey = async (open: (person: string) => Promise<Outcome<unknown>>): Promise<Outcome<null>> => {
    const profile = parts.profile()
    if (!profile.ok) return profile
    const { person } = profile.value
    const opened = await open(person.id)
    if (!opened.ok) return opened
    const health = await parts.health()
    // Away from the desk the key is enrolled later, before the first thing it signed is sent.
    if (health.ok) {
      await ensureEnrolled(person.id, { client: parts.client(), health: health.value, sign: parts.signer.sign, publicKey: parts.signer.publicKey, proofs: parts.proofs, credentials: parts.credentials, device: parts.host })
      await endOldKeys(person.id, { client: parts.client(), signer: parts.signer })
    }
    await parts.learn()
    profile.value.outbox.kick()
    return changed(ok(null))
  }
  const withOutbox = async (act: (outbox: { retry: (id: string) => Promise<Outcome<null>>; withdraw: (id: string) => Promise<Outcome<unknown>> }) => Promise<Outcome<unknown>>): Promise<Outcome<null>> => {
    const profile = parts.profile()
    if (!profile.ok) return profile
    const done = await act(profile.value.outbox)
    if (!done.ok) return done
    parts.emit({ type: 'outboxChanged' })
    parts.emit({ type: 'libraryChanged' })
    return ok(null)
  }
  return {
    'app.state': () => Promise.resolve(ok(stateOf(parts))),
    'app.signIn': ({ login, password }) => comeIn(parts, () => parts.session.signIn(login, password)),
    'app.signOut': async () => {
      const person = parts.session.person()
      if (person) parts.signer.lock(person.id)
      const signedOut = await parts.session.signOut()
      await parts.watch.check()
      return changed(signedOut)
    },
    'app.settings': async ({ deskAddress, ...rest }) => {
      await parts.settings.change(rest)
      if (deskAddress !== undefined && deskAddress !== parts.settings.read().deskAddress) {
        const joined = await parts.joinDesk(deskAddress)
        if (!joined.ok) return joined
      }
      return changed(ok(null))
    },
    'key.create': ({ passphrase }) => withKey((person) => parts.signer.create(person, passphrase)),
    'key.unlock': ({ passphrase }) => withKey((person) => parts.signer.unlock(person, passphrase)),
    'outbox.list': () => {
      const profile = parts.profile()
      return Promise.resolve(profile.ok ? ok(profile.value.outbox.list()) : profile)
    },
    'outbox.retry': ({ id }) => withOutbox((outbox) => outbox.retry(id)),
    'outbox.withdraw': ({ id }) => withOutbox((outbox) => outbox.withdraw(id)),
  }
}
