import { join } from 'node:path'

import { expected, failed, failureOf, ok, type Failure, type Outcome } from '../src-shared/outcome'
import type { Person } from '../src-shared/review/people'
import type { Keychain } from './durable/passphrase'
import { makeTurns } from './durable/turns'
import { plainVault, type Vault } from './durable/vault'
import { countWaiting } from './outbox/shelf'
import { personFolder, treatOf, writtenAs, type Profile } from './profile'
import { beginConversion, type Conversion } from './vault/conversion'
import { holdsSealed, type Progress } from './vault/convert'
import { makeSeal, openSeal, type Keeper, type Seal } from './vault/seal'
import { readSealFile, type SealFile } from './vault/seal-file'
import type { Patience } from './workstation/patience'

/** What the window is told of the seal: what keeps the key (null where seal.json cannot be read), where the files stand, why opening or converting stopped. */
export type SealState = { by: Keeper['by'] | null; phase: SealFile['phase']; fault: Failure | null }

/** The library of whoever is here: open, locked, or between plain and sealed. One act at a time; a conversion goes on by itself. */
export type ProfileKeeper = {
  profile: () => Outcome<Profile>
  library: () => 'open' | 'locked' | 'converting'
  sealed: () => SealState | null
  progress: () => Progress | null
  /** What waits to be sent; counted by name where the library is locked. */
  waiting: () => number
  openFor: (person: Person | null) => Promise<Outcome<null>>
  /** Refuses `library-passphrase-wrong` {seconds}, `unlock-too-soon` {seconds}, `library-keychain-away`, `seal-damaged`, `seal-missing`. */
  unlock: (passphrase: string | null) => Promise<Outcome<null>>
  /** Only what a passphrase keeps is locked; anything else stays open and answers `library-no-passphrase`. */
  lock: () => Promise<Outcome<null>>
  seal: (by: Keeper['by'], passphrase: string | null) => Promise<Outcome<null>>
  unseal: (passphrase: string | null) => Promise<Outcome<null>>
  /** Turns a conversion round: what was done is undone. */
  turnBack: () => void
  /** Goes on with a conversion that stopped. */
  resume: () => Promise<Outcome<null>>
  changePassphrase: (current: string, next: string) => Promise<Outcome<null>>
  /** Closes an open library, does something with its folder, and opens it again where it now stands. */
  reopen: <T>(between: () => Promise<T>) => Promise<Outcome<T>>
  close: () => Promise<void>
}

type Options = {
  home: string
  keychain: Keychain | null
  now: () => string
  open: (person: Person, vault: Vault) => Promise<Outcome<Profile>>
  /** Waits until the windows have saved. */
  settle: () => Promise<void>
  patience: Patience
  /** The key of a library is gone: whatever was kept in memory of it goes too. */
  forget: (person: Person) => void
  changed: () => void
}

type Here = { person: Person; folder: string; file: SealFile | null; seal: Seal | null; profile: Profile | null; conversion: Conversion | null; /** Until the library is open again after one. */ reopening: Promise<void>; fault: Failure | null }

/** Keeps the profile of the person at this machine, sealed or not. */
export const keepProfile = (options: Options): ProfileKeeper => {
  const { keychain, patience, changed } = options
  const turns = makeTurns()
  const inTurn = <T>(act: () => Promise<Outcome<T>>): Promise<Outcome<T>> => turns.take('library', () => expected(act))
  let here: Here | null = null
  let reopening = false

  /** Whoever guesses waits longer each time, wherever the passphrase is asked. */
  const patiently = async (act: () => Promise<Outcome<null>>): Promise<Outcome<null>> => {
    const soon = patience.refusal()
    if (soon) return soon
    const outcome = await act()
    if (!outcome.ok && outcome.code === 'library-passphrase-wrong') return failed(outcome.code, outcome.message, { seconds: patience.wrong() })
    if (outcome.ok) patience.right()
    return outcome
  }

  const openProfile = async (at: Here, vault: Vault): Promise<Outcome<null>> => {
    const opened = await options.open(at.person, vault)
    at.conversion = null // Only now: in between it would look locked.
    if (opened.ok) at.profile = opened.value
    else at.fault = opened
    changed()
    return opened.ok ? ok(null) : opened
  }

  const shut = async (at: Here): Promise<void> => {
    const { profile } = at
    at.profile = null // From here on nothing new begins; what has begun is finished by close.
    await profile?.close()
  }

  /** Shuts the library, converts it behind the caller's back, and opens it again as it then stands. */
  const startConversion = async (at: Here, seal: Seal): Promise<void> => {
    const shutting = shut(at)
    const conversion = beginConversion({ root: at.folder, seal, treat: treatOf, writtenAs, after: shutting, turned: changed })
    at.seal = seal
    at.fault = null
    at.conversion = conversion
    at.reopening = reopen(at, conversion).catch((error: unknown) => {
      at.conversion = null
      at.fault = failureOf(error)
      changed()
    })
    changed()
    await shutting
  }

  const reopen = async (at: Here, conversion: Conversion): Promise<void> => {
    try {
      if ((await conversion.ended) === 'left') return
      if (at.seal?.phase() === 'unsealing') at.seal = at.file = null
    } catch (error) {
      // Both kinds are read until it is finished, so the words are there to work on meanwhile.
      at.fault = failureOf(error)
    }
    await openProfile(at, at.seal?.vault ?? plainVault)
  }

  const comeIn = async (at: Here, file: SealFile, passphrase: string | null): Promise<Outcome<null>> => {
    const opened = await openSeal(at.folder, file, keychain, passphrase)
    if (!opened.ok) return opened
    at.file = file
    at.seal?.close()
    at.seal = opened.value
    at.fault = null
    if (opened.value.phase() === 'sealed') return openProfile(at, opened.value.vault)
    await startConversion(at, opened.value)
    return ok(null)
  }

  /** Opens what is there, or finds out why it does not open. */
  const arrive = async (at: Here, passphrase: string | null): Promise<Outcome<null>> => {
    const file = await readSealFile(at.folder)
    if (!file.ok) return file
    at.file = file.value
    if (file.value) return file.value.kept.by === 'passphrase' && passphrase === null ? ok(null) : comeIn(at, file.value, passphrase)
    if (await holdsSealed(at.folder, treatOf)) {
      const path = join(at.folder, 'seal.json')
      return failed('seal-missing', `${path} is gone, and the library in its folder is sealed.`, { path })
    }
    return openProfile(at, plainVault)
  }

  /** The key is about to leave memory: the only other copy of it had better be on the disk. */
  const keepSeal = async (folder: string, seal: Seal): Promise<SealFile | null> => {
    const file = await readSealFile(folder)
    if (file.ok && file.value) return file.value
    await seal.enter(seal.phase())
    const written = await readSealFile(folder)
    return written.ok ? written.value : null
  }

  /** Every file is about to be written again: nobody else may have them open, and they must be where the seal reaches. */
  const ours = ({ profile, folder }: Here): Failure | null => {
    if (profile && profile.place.folder !== join(folder, 'library')) return failed('seal-elsewhere', `The library stands in ${profile.place.folder}.`, { path: profile.place.folder })
    return profile && profile.place.standing() !== 'held' ? failed('seal-not-held', 'The library is not held by this window.') : null
  }

  const leave = async (): Promise<void> => {
    if (!here) return
    await here.conversion?.leave()
    await here.reopening
    if (here.seal) await keepSeal(here.folder, here.seal).catch(() => null)
    await shut(here)
    here.seal?.close()
    options.forget(here.person)
    here = null
  }

  const opened = (): Outcome<{ at: Here; profile: Profile }> => {
    if (!here) return failed('not-signed-in', 'Sign in first.')
    if (here.profile) return ok({ at: here, profile: here.profile })
    if (reopening) return failed('library-moving', 'The library is being opened where it now stands.')
    return here.conversion ? failed('library-converting', 'The library is being sealed or unsealed just now.') : (here.fault ?? failed('library-locked', 'The library is locked.'))
  }
  const whileOpen = (act: (at: Here) => Promise<Outcome<null>>): Promise<Outcome<null>> =>
    inTurn(async () => {
      const found = opened()
      return found.ok ? act(found.value.at) : found
    })

  return {
    profile: () => {
      const found = opened()
      return found.ok ? ok(found.value.profile) : found
    },
    library: () => (here?.conversion ? 'converting' : !here || here.profile || reopening ? 'open' : 'locked'),
    sealed: () => {
      if (!here || (!here.file && !here.seal && !here.fault)) return null
      return { by: here.seal?.by ?? here.file?.kept.by ?? null, phase: here.seal?.phase() ?? here.file?.phase ?? 'sealed', fault: here.fault }
    },
    progress: () => here?.conversion?.progress() ?? null,
    waiting: () => (here?.profile ? here.profile.outbox.list().length : here ? countWaiting(join(here.folder, 'outbox')) : 0),
    openFor: (person) =>
      inTurn(async () => {
        if (person && here?.person.id === person.id) return ok(null)
        await leave()
        if (!person) return ok(null)
        const at: Here = { person, folder: personFolder(options.home, person.id), file: null, seal: null, profile: null, conversion: null, reopening: Promise.resolve(), fault: null }
        here = at
        const arrived = await arrive(at, null)
        if (arrived.ok) return arrived
        at.fault = arrived
        if (at.file || arrived.code.startsWith('seal-')) return ok(null) // The window says so, and offers to try again.
        here = null
        return arrived
      }),
    unlock: (passphrase) =>
      inTurn(async () => {
        if (!here) return failed('not-signed-in', 'Sign in first.')
        if (here.profile || here.conversion) return ok(null)
        const at = here
        const arrived = await patiently(() => arrive(at, passphrase))
        if (!arrived.ok && !['library-passphrase-wrong', 'unlock-too-soon'].includes(arrived.code)) at.fault = arrived
        return arrived
      }),
    lock: async () => {
      if (here?.file?.kept.by === 'passphrase' && !here.seal) return ok(null) // Two windows were told at once.
      return whileOpen(async (at) => {
        if (at.seal?.by !== 'passphrase') return failed('library-no-passphrase', 'This library has no passphrase to lock it with.')
        await options.settle()
        at.file = await keepSeal(at.folder, at.seal)
        await shut(at)
        at.seal.close()
        at.seal = null
        options.forget(at.person)
        changed()
        return ok(null)
      })
    },
    seal: (by, passphrase) =>
      whileOpen(async (at) => {
        if (at.seal) return failed('library-sealed', 'The library is sealed already.')
        const refused = ours(at)
        if (refused) return refused
        if (by === 'keychain' && !keychain) return failed('library-keychain-away', 'There is no keychain here to keep the key.')
        const made = await makeSeal(at.folder, by === 'keychain' && keychain ? { by, keychain } : { by: 'passphrase', passphrase: passphrase ?? '' }, options.now())
        if (!made.ok) return made
        await options.settle()
        await startConversion(at, made.value)
        return ok(null)
      }),
    unseal: (passphrase) =>
      whileOpen(async (at) => {
        if (!at.seal) return failed('library-not-sealed', 'The library is not sealed.')
        const { seal } = at
        const refused = ours(at)
        if (refused) return refused
        const proven = await patiently(() => seal.proves(passphrase))
        if (!proven.ok) return proven
        await options.settle()
        await seal.enter('unsealing')
        await startConversion(at, seal)
        return ok(null)
      }),
    turnBack: () => here?.conversion?.turnBack(),
    resume: () =>
      whileOpen(async (at) => {
        if (!at.seal || at.seal.phase() === 'sealed') return ok(null)
        const refused = ours(at)
        if (refused) return refused
        await options.settle()
        await startConversion(at, at.seal)
        return ok(null)
      }),
    changePassphrase: (current, next) => whileOpen(async ({ seal }) => (seal ? patiently(() => seal.rewrap(current, next)) : failed('library-not-sealed', 'The library is not sealed.'))),
    reopen: (between) =>
      inTurn(async () => {
        const found = opened()
        if (!found.ok) return found
        const { at } = found.value
        reopening = true
        try {
          await shut(at)
          const done = await between()
          const again = await openProfile(at, at.seal?.vault ?? plainVault)
          return again.ok ? ok(done) : again
        } finally {
          reopening = false
          changed()
        }
      }),
    close: async () => {
      await turns.take('library', leave)
    },
  }
}
