import { METHODS, type Method } from '../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'app.active' | 'app.settled' | 'library.unlock' | 'library.lock' | 'seal.turnOn' | 'seal.turnOff' | 'seal.resume' | 'seal.turnBack' | 'seal.progress' | 'seal.changePassphrase'

/** What a window may still ask while the library is locked or being converted: who is here, and what opens it again. */
const WHILE_SHUT: ReadonlySet<Method> = new Set<Method>(['app.state', 'app.signIn', 'app.signOut', 'app.settings', 'app.active', 'app.settled', 'library.unlock', 'library.lock', 'seal.turnBack', 'seal.progress', 'people.secondFactor', 'people.redeem', 'people.openSso', 'people.takeSso'])

/** Sealing, locking and opening the library again. */
export const sealHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { keeper } = parts
  const told = async (act: Promise<Outcome<null>>): Promise<Outcome<null>> => {
    const outcome = await act
    parts.emit({ type: 'appChanged' })
    if (outcome.ok) parts.emit({ type: 'libraryChanged' })
    return outcome
  }
  return {
    'app.active': () => {
      parts.active()
      return Promise.resolve(ok(null))
    },
    'app.settled': () => {
      parts.settled()
      return Promise.resolve(ok(null))
    },
    'library.unlock': async ({ passphrase }) => {
      const outcome = await told(keeper.unlock(passphrase))
      parts.active() // Counted from when it is open: proving a passphrase takes its time.
      return outcome
    },
    'library.lock': () => keeper.lock(),
    'seal.turnOn': ({ by, passphrase }) => {
      const profile = parts.profile()
      // What stands on another drive, or is another's just now, cannot be sealed from here.
      if (profile.ok && (profile.value.place.standing() !== 'held' || parts.settings.read().libraries[profile.value.person.id] !== undefined)) return Promise.resolve(failed('library-seal-elsewhere', 'Only a library in its own folder, open to be written, can be sealed.'))
      return told(keeper.seal(by, passphrase))
    },
    'seal.turnOff': ({ passphrase }) => told(keeper.unseal(passphrase)),
    'seal.resume': () => told(keeper.resume()),
    'seal.turnBack': () => {
      keeper.turnBack()
      return Promise.resolve(ok(null))
    },
    'seal.progress': () => Promise.resolve(ok(keeper.progress())),
    'seal.changePassphrase': ({ current, next }) => keeper.changePassphrase(current, next),
  }
}

/** The same handlers, but that a library that is shut answers `library-locked` or `library-converting` to everything that could show something of it. */
export const whileOpen = (handlers: Handlers, keeper: Pick<Parts['keeper'], 'library'>): Handlers => {
  const refusal = (): Outcome<never> | null => {
    const state = keeper.library()
    if (state === 'open') return null
    return state === 'locked' ? failed('library-locked', 'The library is locked.') : failed('library-converting', 'The library is being sealed or unsealed just now.')
  }
  const guarded = METHODS.filter((method) => !WHILE_SHUT.has(method)).map((method) => {
    const answer = handlers[method] as (input: unknown) => Promise<Outcome<unknown>>
    return [method, (input: unknown): Promise<Outcome<unknown>> => Promise.resolve(refusal() ?? answer(input))]
  })
  return { ...handlers, ...Object.fromEntries(guarded) } as Handlers
}
