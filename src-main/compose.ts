import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

import type { HostEvent } from '../src-shared/bridge/events'
import { deskClient, type DeskClient } from '../src-shared/desk-api/client'
import type { Health } from '../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../src-shared/outcome'
import { oneStagePolicy, type Person } from '../src-shared/review/policy'
import type { Language } from '../src-shared/story/story'
import { handlersOf } from './bridge/handlers'
import type { Parts } from './bridge/parts'
import { composeDesk, plainNewsroom } from './compose-desk'
import { servePreview } from './connectors/site/preview'
import { sendItem } from './outbox/send'
import { openPictures } from './photos/pictures'
import { openProfile, type Profile } from './profile'
import { loadSample, type Sample } from './sample/sample'
import { seedPeople, seedStories } from './seed-sample'
import { openSettings } from './settings/settings'
import type { Host, Keychain, Log } from './shell/host'
import { openSigner } from './signoff/signer'
import { watchDesk } from './workstation/connection'
import { ensureEnrolled, type ProofStore } from './workstation/enrol'
import { keepSession, knownHealth } from './workstation/session'
import { syncPieces } from './workstation/sync'

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

  const proofs: ProofStore = {
    read: (name) => settings.read().proofs[name],
    keep: async (name, proof) => {
      await settings.change({ proofs: { ...settings.read().proofs, [name]: proof } })
    },
  }
  let profile: Profile | null = null
  const embedded = (): boolean => settings.read().deskAddress === ''
  const client: DeskClient = {
    call: (name, input) => {
      const address = settings.read().deskAddress
      const fetch = address === '' ? desk.fetch : (request: Request) => globalThis.fetch(request, { redirect: 'error' })
      return deskClient({ base: address === '' ? EMBEDDED : address, fetch, token: () => session.token() }).call(name, input)
    },
  }
  // Written only when it differs: the desk is asked every few seconds.
  const remember = async (fresh: Health): Promise<void> => {
    if (JSON.stringify(fresh) !== JSON.stringify(settings.read().health)) await settings.change({ health: fresh })
  }
  const health = () => knownHealth(client, () => settings.read().health, remember)

  const openFor = async (person: Person | null): Promise<Outcome<null>> => {
    if (profile?.person.id === person?.id && profile) return ok(null)
    await profile?.close()
    profile = null
    if (!person) return ok(null)
    const fresh = await openProfile({
      home,
      person,
      now,
      send: async (item, progress, signal) => {
        if (!session.token()) return failed('not-signed-in', 'Sign in to the desk to send this.')
        const known = await health()
        if (!known.ok) return known
        const enrolled = await ensureEnrolled(person.id, { client, health: known.value, sign: signer.sign, publicKey: signer.publicKey, proofs })
        if (!enrolled.ok) return enrolled
        return sendItem(client, (path) => readFile(path))(item, progress, signal)
      },
      // A piece that was sent is news of the desk too; a desk elsewhere does not tell of it by itself.
      changed: (what) => {
        emit({ type: what === 'library' ? 'libraryChanged' : 'outboxChanged' })
        if (what === 'library') emit({ type: 'deskChanged' })
      },
      onDamage: ({ id, keptAt }) => log.warn('A damaged story file was kept aside', { id, keptAt }),
    })
    if (!fresh.ok) return fresh
    profile = fresh.value
    return settings.read().sample ? seedStories(profile, sample.value) : ok(null)
  }

  const keychain = options.keychain?.available() ? options.keychain : null
  const session = keepSession({
    client: () => client,
    onPerson: openFor,
    store: {
      person: () => settings.read().person,
      token: () => {
        const sealed = settings.read().sealedToken
        if (sealed === null || !keychain) return null
        try {
          return keychain.decrypt(Buffer.from(sealed, 'base64'))
        } catch {
          return null // Another user or machine sealed it; the person signs in again.
        }
      },
      remember: async (person, token) => {
        const sealedToken = token !== null && keychain ? Buffer.from(keychain.encrypt(token)).toString('base64') : null
        await settings.change({ person, sealedToken })
      },
    },
  })

  const sync = async (): Promise<void> => {
    if (!profile || !session.token() || !(await syncPieces(client, profile.library))) return
    emit({ type: 'libraryChanged' })
    emit({ type: 'deskChanged' })
  }
  let answers = 0
  const watch = watchDesk({
    client: () => client,
    embedded,
    token: session.token,
    changed: () => emit({ type: 'appChanged' }),
    reached: () => {
      profile?.outbox.kick()
      emit({ type: 'deskChanged' })
    },
    heard: async (fresh) => {
      await remember(fresh)
      await sync()
      // A desk elsewhere does not call us: what it shows is read again at every third answer.
      answers += 1
      if (!embedded() && answers % 3 === 0) emit({ type: 'deskChanged' })
    },
  })
  const stopDesk = desk.onChange(() => {
    emit({ type: 'deskChanged' })
    if (embedded()) void sync()
  })

  const remembered = await openFor(settings.read().person)
  if (!remembered.ok) return remembered
  await watch.check()

  let preview: { url: string; close: () => Promise<void> } | null = null
  const parts: Parts = {
    now,
    newId: randomUUID,
    version: options.version,
    shell: options.shell,
    folders: { home, site: siteFolder, packages: join(home, 'packages') },
    settings,
    signer,
    proofs,
    session,
    watch,
    client: () => client,
    embedded,
    health,
    profile: () => (profile ? ok(profile) : failed('not-signed-in', 'Sign in first.')),
    sync,
    emit,
    samplePeople: () => (settings.read().sample && embedded() ? sample.value.newsroom.people : []),
    joinDesk: async (address) => {
      await session.signOut()
      await settings.change({ deskAddress: address, health: null })
      await watch.check()
      return ok(null)
    },
    preview: async () => {
      if (!embedded()) return failed('preview-elsewhere', "The site stands on the desk's machine.", { address: settings.read().deskAddress })
      if (!preview) {
        const served = await servePreview(siteFolder)
        if (!served.ok) return served
        preview = served.value
      }
      return ok({ url: preview.url })
    },
    reveal: options.reveal,
  }
  const pictures = openPictures({
    draft: (story, sha256) => (profile ? profile.library.readPhoto(story, sha256) : Promise.resolve(failed('not-signed-in', 'Sign in first.'))),
    desk: (story, sha256) => client.call('getPhoto', { params: { story, sha256 } }),
  })

  let closed = false
  return ok({
    handlers: handlersOf(parts),
    photo: pictures.draft,
    deskPhoto: pictures.desk,
    events: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    language: () => settings.read().language,
    homeFolder: home,
    close: async () => {
      if (closed) return
      closed = true
      watch.stop()
      stopDesk()
      await preview?.close()
      await profile?.close()
      await desk.close()
    },
  })
}

const newsroomOf = (sample: Sample, language: Language, asSample: boolean) =>
  asSample ? { name: sample.newsroom.name[language], policy: oneStagePolicy, site: sample.newsroom.site } : plainNewsroom(language)
