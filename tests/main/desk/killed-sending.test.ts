import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

import { connectorKinds } from '../../../src-main/connectors/kinds'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, valueOf } from '../../../src-shared/outcome'
import { PLAIN_TITLE } from '../../../src-shared/publication/destination'
import { serverThere } from '../../servers/required'
import { lackingForWordPress, startWordPress, type WordPress } from '../../servers/wordpress/start'
import { openFaultyProxy, type Fault, type FaultyProxy, type Heard } from '../../support/faulty-proxy'
import { missingFrom } from '../connectors/conformance'
import { newPhotos, newStory } from '../connectors/faults-room'
import { roomOf } from '../connectors/wordpress/room'
import { openNewsroom, sqliteStore, type Member, type Newsroom, type Store } from './newsroom'
import { onPostgres } from './on-postgres'

const root = join(import.meta.dirname, '../../..')
const LEASE = { lasts: 4000, renewed: 1000 }

const POSTS = /^\/wp-json\/wp\/v2\/posts/
const isCreate = ({ method, path }: Heard): boolean => method === 'POST' && POSTS.test(path) && !/posts\/\d/.test(path)
const isUpdate = ({ method, path }: Heard): boolean => method === 'POST' && /^\/wp-json\/wp\/v2\/posts\/\d+/.test(path)

/** When it is killed: the request the proxy keeps, whether WordPress hears of it first, and what stands there then. */
type Moment = { which: (heard: Heard) => boolean; fault: Fault; posts: number; live: boolean }
const MOMENTS: [string, Moment][] = [
  ['after the photos went up, before the post is made', { which: isCreate, fault: { kind: 'status', status: 500 }, posts: 0, live: false }],
  ['after the post is made, before it hears of it', { which: isCreate, fault: { kind: 'slow' }, posts: 1, live: false }],
  ['after readers see it, before it hears of it', { which: isUpdate, fault: { kind: 'slow' }, posts: 1, live: true }],
]

const killed = (store: Store): void => {
  let built = ''
  let site: WordPress
  let proxy: FaultyProxy
  let room: Newsroom
  let [author, editor]: Member[] = []
  const running: ChildProcess[] = []

  beforeAll(async () => {
    // Beside the packages, so that what is not bundled is found.
    await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
    built = await mkdtemp(join(root, 'node_modules/.cache/stet-sending-'))
    await build({ root, configFile: false, logLevel: 'silent', build: { ssr: join(import.meta.dirname, 'sending-process.ts'), outDir: built, target: 'node24', rolldownOptions: { output: { entryFileNames: 'desk.mjs' } } } })
    site = await startWordPress()
    await site.plugin(true)
    proxy = await openFaultyProxy(site.url)
    room = await openNewsroom(store, {
      now: () => new Date().toISOString(),
      kinds: {
        kinds: [{ kind: 'wordpress', account: true }],
        open: (settings, secret) => connectorKinds.find(({ kind }) => kind === settings.kind)?.open(settings, secret, { fetch, now: () => new Date().toISOString(), webRendition: () => Promise.reject(new Error('unused')) }) ?? failed('destination-kind-unknown', settings.kind),
      },
    })
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    const admin = await room.join('xu', '许知行', 'admin')
    const { account, secret } = site.people.editor
    const settings = { id: 'web', kind: 'wordpress', name: '临江日报网', address: proxy.url, account, title: PLAIN_TITLE, channels: [], makeChannels: true, authors: [], author: null, schedule: 'desk' as const }
    valueOf(await admin.client.call('keepDestination', { params: { destination: 'web' }, body: { settings, secret } }))
  }, 240_000)
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL')
    await room.close()
    await proxy.close()
    await site.close()
    await rm(built, { recursive: true, force: true })
  })

  /** Starts a desk in a process of its own; answers where it is. */
  const start = async (): Promise<{ child: ChildProcess; url: string }> => {
    const { id, publicKey } = room.options.key
    const told = { folder: room.folder, databaseUrl: room.databaseUrl, id, publicKey, privateKey: room.deskSigner.privateKey.export({ type: 'pkcs8', format: 'pem' }), lease: LEASE }
    const child = spawn(process.execPath, [join(built, 'desk.mjs'), JSON.stringify(told)], { stdio: ['ignore', 'pipe', 'inherit'] })
    running.push(child)
    const [url] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    return { child, url }
  }
  const clientAt = (url: string) => deskClient({ base: url, fetch: (request) => fetch(request), token: () => editor?.token ?? null, timeout: 60_000 })

  test.each(MOMENTS)('%s: another takes it up when its lease is over, and it is one post, its photos once and one record', async (_what, { which, fault, posts, live }) => {
    if (!author || !editor) throw new Error('Nobody is here.')
    const cms = roomOf(site, site.people.editor)
    valueOf(await room.reopen())
    const photos = await newPhotos(2)
    const story = newStory(photos)
    await room.clear(author, [editor], story, photos)
    await room.desk().close()
    await proxy.reset()
    const pictures = await cms.pictures()
    const stands = async (): Promise<void> => {
      expect([await cms.posts(story.id), await cms.pictures()]).toEqual([posts, pictures + 2])
    }

    const first = await start()
    let letGo = (): void => undefined
    let stood = (): void => undefined
    const standing = new Promise<void>((resolve) => (stood = resolve))
    const gate = new Promise<void>((resolve) => (letGo = resolve))
    // What WordPress is not to hear of stands in the proxy until the process is gone.
    proxy.plan(which, fault, { meanwhile: () => (stood(), fault.kind === 'slow' ? Promise.resolve() : gate) })
    // The answer never comes: whoever asked is killed.
    void clientAt(first.url).call('publish', { params: { story: story.id }, body: { destination: 'web' } })
    await standing
    await vi.waitFor(stands, { timeout: 20_000, interval: 100 })
    if (live) await vi.waitFor(async () => expect(await (await fetch(`${site.url}/wp-json/wp/v2/posts?slug=stet-${story.id}`)).json()).toHaveLength(1), { timeout: 20_000 })
    const gone = once(first.child, 'exit')
    first.child.kill('SIGKILL')
    expect(await gone).toEqual([null, 'SIGKILL'])
    const died = Date.now()
    letGo()
    await proxy.idle()
    await stands()

    const asked = proxy.heard().length
    const second = await start()
    const client = clientAt(second.url)
    const publication = async () => valueOf(await client.call('piece', { params: { story: story.id } })).piece.publications[0]
    expect(await publication()).toMatchObject({ state: 'sending', stands: null })
    await vi.waitFor(() => expect(proxy.heard().length).toBeGreaterThan(asked), { timeout: 20_000, interval: 20 })
    // Alone on SQLite it need not wait: nobody else can be at it.
    if (store !== sqliteStore) expect(Date.now() - died).toBeGreaterThan(LEASE.lasts - LEASE.renewed - 500)
    await vi.waitFor(async () => expect(await publication()).toMatchObject({ state: 'published', code: '', tries: 0, due: null }), { timeout: 20_000, interval: 100 })
    const { piece, events } = valueOf(await client.call('piece', { params: { story: story.id } }))
    expect(events.map(({ decision }) => decision)).toEqual(['submit', 'signOff', 'published'])
    expect(await cms.posts(story.id)).toBe(1)
    expect(await cms.pictures()).toBe(pictures + 2)
    const page = await cms.page(piece.publications[0]?.receipt?.url ?? '')
    expect(missingFrom(page ?? '', story)).toEqual([])
    second.child.kill('SIGKILL')
    await once(second.child, 'exit')
  }, 120_000)
}

if (serverThere(test, 'WordPress', lackingForWordPress())) {
  describe('a desk on SQLite, killed while it sends to WordPress', () => killed(sqliteStore))
  onPostgres('a desk on PostgreSQL, killed while it sends to WordPress', killed)
}
