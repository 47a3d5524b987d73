import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'

import type { HostEvent } from '../src-shared/bridge/events'
import { deskClient, type DeskClient } from '../src-shared/desk-api/client'
import type { Health } from '../src-shared/desk-api/routes'
import { failed, failureOf, ok, type Outcome } from '../src-shared/outcome'
import type { Person } from '../src-shared/review/people'
import type { Language } from '../src-shared/story/story'
import { makeBatchWork } from './bridge/batch-work'
import { handlersOf } from './bridge/handlers'
import type { Parts } from './bridge/parts'
import { composeDesk } from './compose-desk'
import type { Vault } from './durable/vault'
import { keepProfile } from './keep-profile'
import { deskPhotoOf, outwardOf } from './outward'
import { openPictures } from './photos/pictures'
import { openIncoming } from './incoming'
import { headlessPrint } from './publication/paper/headless'
import { sweepUnfinished } from './publication/sweep'
import { openProfile, personFolder, type Profile } from './profile'
import { rememberedIn } from './remembered'
import { loadSample } from './sample/sample'
import { newsroomOf, seedPeople, seedStories } from './seed-sample'
import { keepPreview } from './site-preview'
import { openSettings } from './settings/settings'
import type { Host, Keychain, Log, PictureOf } from './shell/host'
import { openMachine } from './proofing/machine'
import { nodeCrypto } from './signoff/crypto'
import { openSigner } from './signoff/signer'
import { watchDesk } from './workstation/connection'
import { gather } from './workstation/gather'
import { watchIdle } from './workstation/idle'
import { openLiveRelay } from './workstation/live-relay'
import { tellNews } from './workstation/news'
import { makePatience } from './workstation/patience'
import { settleWindows } from './workstation/settle'
import { listenToDesk } from './workstation/listen'
import { namedFault, reachDesk } from './workstation/reach'
import { keepSession, knownHealth } from './workstation/session'
import { syncPieces } from './workstation/sync'
import { openWorkingCopies } from './workstation/working-copies'

/** Where the embedded desk "stands": never resolved, its requests are handed straight to the desk. */
const EMBEDDED = 'http://desk.invalid'

export type ComposeOptions = {
  home: string
  /** The resources folder: sample newsroom, site theme. */
  resources: string
  version: string
  shell: 'electron' | 'browser'
  language: Language
  keychain: Keychain | null
  reveal: (path: string) => Promise<void>
  /** How this shell prints; a browser of this machine, where it has no way of its own. */
  print?: Parts['print']
  /** The system's own dialogs, where the shell has them. */
  pick?: (what: 'folder' | 'archive', language: Language) => Promise<string | null>
  /** Whether a home nobody has used yet opens on the sample newsroom. */
  sample: boolean
  log: Log
  now?: () => string
}

/** Builds every part once and joins them. The returned host serves one window; close() finishes what is being written. */
export const compose = async (options: ComposeOptions): Promise<Outcome<Host>> => {
  const { home, log } = options
  const now = options.now ?? (() => new Date().toISOString())
  const opened = await openSettings(home, options.language)
  if (!opened.ok) return opened
  const settings = opened.value
  const host = hostname()
  const keys = await openSigner({ folder: join(home, 'keys'), keychain: options.keychain, now })
  if (!keys.ok) return keys
  const signer = keys.value
  const sample = await loadSample(join(options.resources, 'sample'))
  if (!sample.ok) return sample

  const listeners = new Set<(event: HostEvent) => void>()
  const emit = (event: HostEvent): void => listeners.forEach((listener) => listener(event))

  const house = await composeDesk({ home, databaseUrl: null, newsroom: newsroomOf(sample.value, settings.read().language, options.sample && settings.fresh), version: options.version, now, report: log.warn })
  if (!house.ok) return house
  const { desk, siteFolder } = house.value
  if (options.sample && settings.fresh) {
    const seeded = await seedPeople(desk, sample.value, settings)
    if (!seeded.ok) return seeded
  }

  if (settings.read().machine === '') await settings.change({ machine: randomUUID() })

  const keychain = options.keychain?.available() ? options.keychain : null
  const { proofs, credentials, session: store } = rememberedIn(settings, keychain)
  const embedded = (): boolean => settings.read().deskAddress === ''
  const client: DeskClient = {
    call: async (name, input) => {
      const address = settings.read().deskAddress
      const fetch = address === '' ? (request: Request) => desk.fetch(request) : reachDesk
      const token = session.token()
      const answer = await deskClient({ base: address === '' ? EMBEDDED : address, fetch, token: () => token }).call(name, input)
      // A session that was ended elsewhere is over here too, whoever asked; not one that was opened meanwhile.
      if (!answer.ok && answer.code === 'not-signed-in' && token !== null && session.token() === token) {
        await session.forgetToken()
        void watch.check().catch((error: unknown) => log.error('The desk could not be asked', { reason: String(error) }))
      }
      return answer
    },
  }
  // Written only when it differs: the desk is asked every few seconds.
  const remember = async (fresh: Health): Promise<void> => {
    if (JSON.stringify(fresh) !== JSON.stringify(settings.read().health)) await settings.change({ health: fresh })
  }
  const health = () => knownHealth(client, () => settings.read().health, remember)

  const enrolment = (known: Health) => ({ client, health: known, sign: signer.sign, publicKey: signer.publicKey, proofs, credentials, device: host })

  const openLibraryOf = async (person: Person, vault: Vault): Promise<Outcome<Profile>> => {
    const fresh = await openProfile({
      home,
      person,
      vault,
      machine: { id: settings.read().machine, host },
      chosen: settings.read().libraries[person.id] ?? null,
      now,
      ...outwardOf({ client, signedIn: () => session.token() !== null, health, enrolment, now }, person, vault),
      // A piece that was sent is news of the desk too; a desk elsewhere does not tell of it by itself.
      changed: (what, story) => {
        emit({ type: `${what}Changed` })
        // Another holder's stories come and go too.
        if (what === 'place') emit({ type: 'libraryChanged' })
        if (what === 'library') emit({ type: 'deskChanged', ...(story === undefined ? {} : { story }) })
      },
      onDamage: ({ id, keptAt }) => log.warn('A damaged story file was kept aside', { id, keptAt }),
    })
    // Only what is ours to write, and where it always was, is given the sample.
    if (!fresh.ok || !settings.read().sample || fresh.value.place.standing() !== 'held' || settings.read().libraries[person.id] !== undefined) return fresh
    const seeded = await seedStories(fresh.value, sample.value)
    if (seeded.ok) return fresh
    await fresh.value.close()
    return seeded
  }

  const working = openWorkingCopies()
  const pictures = openPictures({
    draft: (story, sha256) => {
      const profile = keeper.profile()
      return profile.ok ? profile.value.library.readPhoto(story, sha256) : Promise.resolve(profile)
    },
    desk: deskPhotoOf(client, () => keeper.profile()),
  })
  const settling = settleWindows({ windows: () => listeners.size, ask: () => emit({ type: 'settle' }) })
  const keeper = keepProfile({
    home,
    keychain,
    now,
    open: openLibraryOf,
    settle: settling.settle,
    patience: makePatience(Date.now),
    forget: (person) => {
      signer.lock(person.id)
      pictures.forget()
      working.forget()
    },
    changed: () => {
      emit({ type: 'appChanged' })
      emit({ type: 'libraryChanged' })
      emit({ type: 'outboxChanged' })
    },
  })
  const idle = watchIdle({ now: Date.now, minutes: () => settings.read().lockMinutes, idle: () => void keeper.lock().catch((error: unknown) => log.error('The library could not be locked', { reason: String(error) })) })
  const session = keepSession({
    device: host,
    client: () => client,
    onPerson: (person) => {
      line.stop() // It was opened with another session.
      return keeper.openFor(person)
    },
    store,
  })

  const sync = gather(async () => {
    const profile = keeper.profile()
    // A library another holds keeps no word of the desk from here.
    if (!profile.ok || profile.value.place.standing() !== 'held' || !session.token() || !(await syncPieces(client, profile.value.library, profile.value.person.name))) return
    emit({ type: 'libraryChanged' })
    emit({ type: 'deskChanged' })
  }, (error) => log.warn('The desk’s word could not be kept', { reason: failureOf(error).message }))
  /** What was edited while the desk was away reaches it. */
  const storeUnsent = gather(async () => {
    const profile = keeper.profile()
    const known = settings.read().health
    if (!profile.ok || !known || !session.token()) return
    for (const story of await working.flush({ client, desk: known.desk.key, kept: profile.value.pieces, person: profile.value.person.name, now })) emit({ type: 'deskChanged', story })
  }, (error) => log.warn('What was edited away from the desk could not be stored', { reason: failureOf(error).message }))
  /** Keys and policies of the house, to check by while the desk is away. */
  const learn = gather(async () => {
    const profile = keeper.profile()
    const known = settings.read().health
    if (!profile.ok || !known || !session.token()) return
    const records = await client.call('records')
    if (records.ok) await profile.value.pieces.keepRecords(known.desk.key, records.value)
  }, (error) => log.warn('The desk’s records could not be kept', { reason: failureOf(error).message }))
  const told = tellNews(emit, () => void Promise.all([sync(), storeUnsent()]))
  const line = listenToDesk({
    client: () => client,
    heard: ({ kind, story }) => {
      told(story ?? undefined, kind)
      if (kind === 'policy' || kind === 'everything') void watch.check()
      if (kind === 'policy' || kind === 'people' || kind === 'everything') void learn()
    },
    resync: () => {
      told(undefined)
      void learn()
    },
  })
  const relay = openLiveRelay({ desk: () => (embedded() ? null : settings.read().deskAddress), token: session.token, report: log.warn })
  let answers = 0
  const watch = watchDesk({
    client: () => client,
    embedded,
    token: () => session.token(),
    changed: () => emit({ type: 'appChanged' }),
    reached: () => {
      const profile = keeper.profile()
      if (profile.ok) profile.value.outbox.kick()
      void storeUnsent()
      void learn()
      emit({ type: 'deskChanged' })
      emit({ type: 'listsChanged' })
    },
    heard: async (fresh) => {
      await remember(fresh)
      if (!embedded() && session.token()) line.start()
      else line.stop()
      await sync()
      // A desk that was away between two answers was never missed; what waits for it goes all the same.
      void storeUnsent()
      // A line that cannot be held (an older desk, a proxy) is made up for by asking: at every third answer. Where nobody is signed in what is asked then only
      // brings the next answer, and that the next.
      answers += 1
      if (!embedded() && session.token() && !line.open() && answers % 3 === 0) emit({ type: 'deskChanged' })
    },
  })
  const stopDesk = desk.onChange((change?: { kind: string; story?: string }) => {
    if (embedded()) told(change?.story, change?.kind)
  })

  const remembered = await keeper.openFor(settings.read().person)
  if (!remembered.ok) return remembered
  await watch.check()

  const packages = join(home, 'packages')
  // Only a process that is gone can have been writing here: this one holds the home.
  await sweepUnfinished(packages, Infinity)
  const batch = makeBatchWork(() => emit({ type: 'batchChanged' }))
  const preview = keepPreview({ folder: siteFolder, elsewhere: () => (embedded() ? null : settings.read().deskAddress) })
  const parts: Parts = {
    now,
    newId: randomUUID,
    version: options.version,
    shell: options.shell,
    folders: { home, site: siteFolder, packages, scratch: join(home, 'incoming') },
    settings,
    signer,
    machine: openMachine(options.version, nodeCrypto.sha256),
    proofs,
    credentials,
    working,
    session,
    watch,
    client: () => client,
    embedded,
    health,
    profile: keeper.profile,
    keeper,
    active: idle.active,
    settled: settling.answered,
    sync,
    learn,
    emit,
    samplePeople: () => (settings.read().sample && embedded() ? sample.value.newsroom.people : []),
    joinDesk: async (address) => {
      // Nobody answering may come back; something else answering will not turn into a desk.
      const health = address === '' ? null : await deskClient({ base: address, fetch: reachDesk, token: () => null, timeout: 10_000 }).call('health')
      const fault = health && !health.ok ? namedFault(health, address) : null
      if (fault && fault.code !== 'desk-unreachable') return fault
      await session.signOut()
      await settings.change({ deskAddress: address, health: null })
      await watch.check()
      return ok(null)
    },
    preview: preview.open,
    reveal: options.reveal,
    batch,
    print: options.print ?? headlessPrint(),
    pick: options.pick ? (what) => options.pick?.(what, settings.read().language) ?? Promise.resolve(null) : null,
    host,
    libraryFolder: (person) => join(personFolder(home, person.id), 'library'),
    incoming: await openIncoming(join(home, 'incoming')),
    settle: settling.settle,
    reopen: keeper.reopen,
  }

  /** What is still in memory is not shown over a locked library. */
  const shown = (of: PictureOf): PictureOf => async (...asked) => (keeper.library() === 'open' ? of(...asked) : failed('library-locked', 'The library is locked.'))
  let closed = false
  return ok({
    handlers: handlersOf(parts),
    photo: shown(pictures.draft),
    deskPhoto: shown(pictures.desk),
    events: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    live: relay.open,
    language: () => settings.read().language,
    homeFolder: home,
    close: async () => {
      if (closed) return
      closed = true
      await batch.close()
      watch.stop()
      relay.close()
      stopDesk()
      await line.close()
      await preview.close()
      idle.stop()
      await keeper.close()
      await desk.close()
    },
  })
}
