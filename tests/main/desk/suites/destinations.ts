import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { backUp } from '../../../../src-main/desk/backup/write'
import { restore } from '../../../../src-main/desk/backup/restore'
import { openDesk } from '../../../../src-main/desk/desk'
import type { Kinds } from '../../../../src-main/desk/destinations/book'
import { openFiles } from '../../../../src-main/desk/files'
import { deskClient } from '../../../../src-shared/desk-api/client'
import { ok, valueOf } from '../../../../src-shared/outcome'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'
import { PLAIN_TITLE, type DestinationSettings } from '../../../../src-shared/publication/destination'
import { codeOf, makeStory, nodeCrypto, sqliteStore, type Member, type Store } from '../newsroom'
import { aMoment, idOf, openPublishingRoom, type PublishingRoom } from './publishing-room'
import { scriptedCms, type ScriptedCms } from './scripted-cms'

const SECRET = 'abcd EFGH "1234" wxyz'
const OWN = 'a secret of the desk, long enough to be one'

const settings = (changes: Partial<DestinationSettings> = {}): DestinationSettings => ({
  id: 'blog', kind: 'paper', name: '江畔博客', address: 'https://blog.test/', account: 'desk', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk', ...changes,
})

/** Destinations in the desk's tables: their secrets, who may touch them, and what becomes of what is queued for them; on one kind of store. */
export const destinationsSuite = (store: Store): void => {
  let open: PublishingRoom
  let admin: Member
  let blog: ScriptedCms
  let opened: { settings: DestinationSettings; secret: string }[]
  let root = ''
  const kinds: Kinds = {
    kinds: [{ kind: 'paper', account: true }],
    open: (given, secret) => {
      opened.push({ settings: given, secret })
      if (secret === 'not one') return connectorFault('destination-credentials', `${secret} is no secret of this kind.`, { reason: secret })
      const { connector } = blog
      return ok({
        ...connector,
        describe: () => ({ ...connector.describe(), name: given.name, address: given.address }),
        test: () => Promise.resolve(ok([{ what: 'signIn', ok: false, code: 'destination-refused', message: `It does not like ${secret}.`, details: { reason: secret } }])),
        choices: () => Promise.resolve(ok({ channels: [{ remote: '7', path: ['社会'] }], authors: [] })),
      })
    },
  }
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stet-destinations-'))
    opened = []
    blog = scriptedCms('blog', { schedule: true })
    open = await openPublishingRoom(store, { kinds, secret: OWN })
    admin = await open.room.join('xu', '许知行', 'admin')
  })
  afterEach(async () => {
    await open.close()
    await rm(root, { recursive: true, force: true })
  })
  const keep = (changes: Partial<DestinationSettings> = {}, secret: string | null = SECRET, by = admin) => by.client.call('keepDestination', { params: { destination: changes.id ?? 'blog' }, body: { settings: settings(changes), secret } })
  const list = async () => valueOf(await admin.client.call('destinations', {}))
  const publish = (story: string, more: { when?: string } = {}) => open.editor.client.call('publish', { params: { story }, body: { destination: 'blog', ...more } })
  const everyRow = () => open.withTables(async (db) => JSON.stringify(await Promise.all((await db.introspection.getTables()).filter(({ isView }) => !isView).map(({ name }) => db.selectFrom(name as 'jobs').selectAll().execute()))))

  it('are kept, published to, named to everybody and shown to an administrator, the secret never', async () => {
    expect(await list()).toEqual({ kinds: [{ kind: 'paper', account: true }], destinations: [] })
    const kept = valueOf(await keep())
    expect(kept).toEqual({ settings: settings(), secret: 'kept', at: open.iso(), by: '许知行', waiting: 0, live: 0, handed: 0 })
    expect((await list()).destinations).toEqual([kept])
    expect(valueOf(await open.editor.client.call('health', {})).destinations.map(({ id, name }) => [id, name])).toEqual([['paper', 'Paper paper'], ['wire', 'Paper wire'], ['blog', '江畔博客']])
    const story = await open.signed(1)
    expect(valueOf(await publish(story)).state).toBe('published')
    expect(opened.at(-1)?.secret).toBe(SECRET)
    expect(codeOf(await keep({}, SECRET, open.editor))).toBe('not-allowed')
    expect(codeOf(await open.editor.client.call('destinations', {}))).toBe('not-allowed')
  })

  it('take their secret out of whatever a destination says, and keep it sealed', async () => {
    const answers: unknown[] = [await keep(), await list()]
    const tested = valueOf(await admin.client.call('testDestination', { body: { settings: settings(), secret: null } }))
    expect(tested).toEqual([{ what: 'signIn', ok: false, code: 'destination-refused', message: 'It does not like ***.', details: { reason: '***' } }])
    answers.push(tested, await admin.client.call('testDestination', { body: { settings: settings(), secret: 'not one' } }), await keep({}, 'not one'))
    expect(JSON.stringify(answers)).not.toContain('not one is')
    const story = await open.signed(1)
    blog.then({ fail: connectorFault('destination-refused', `It refuses ${SECRET}.`, { reason: SECRET }) })
    answers.push(await publish(story), await open.editor.client.call('piece', { params: { story } }))
    expect(answers.at(-2)).toMatchObject({ value: { state: 'failed', message: 'It refuses ***.', details: { reason: '***' } } })
    const written = [JSON.stringify(answers), open.room.reports.join('\n'), await everyRow()]
    for (const text of written) for (const secret of [SECRET, JSON.stringify(SECRET).slice(1, -1), Buffer.from(SECRET).toString('base64url')]) expect(text).not.toContain(secret)
  })

  it('change without the secret being given again, unless it would go elsewhere', async () => {
    valueOf(await keep())
    expect(valueOf(await keep({ name: '江畔的博客' }, null))).toMatchObject({ settings: { name: '江畔的博客' }, secret: 'kept' })
    expect(opened.at(-1)).toMatchObject({ secret: SECRET })
    const before = opened.length
    for (const elsewhere of [{ address: 'https://elsewhere.test/' }, { account: 'somebody' }]) {
      expect(codeOf(await keep(elsewhere, null))).toBe('secret-needed')
      expect(codeOf(await admin.client.call('testDestination', { body: { settings: settings(elsewhere), secret: null } }))).toBe('secret-needed')
      expect(codeOf(await admin.client.call('destinationChoices', { body: { settings: settings(elsewhere), secret: null } }))).toBe('secret-needed')
    }
    expect(opened).toHaveLength(before)
    expect(valueOf(await keep({ address: 'https://elsewhere.test/' }, 'another secret')).secret).toBe('kept')
    expect(valueOf(await admin.client.call('destinationChoices', { body: { settings: settings({ address: 'https://elsewhere.test/' }), secret: null } }))).toEqual({ channels: [{ remote: '7', path: ['社会'] }], authors: [] })
  })

  it('reject an id the desk has itself, a kind nobody knows, settings of another, and what their kind refuses', async () => {
    expect(codeOf(await keep({ id: 'paper' }))).toBe('destination-fixed')
    expect(codeOf(await keep({ kind: 'other' }))).toBe('destination-kind-unknown')
    expect(codeOf(await admin.client.call('keepDestination', { params: { destination: 'else' }, body: { settings: settings(), secret: SECRET } }))).toBe('bad-request')
    expect(codeOf(await keep({}, 'not one'))).toBe('destination-credentials')
    expect((await list()).destinations).toEqual([])
  })

  it('show an editor what would be sent of a piece that nobody signed', async () => {
    valueOf(await keep())
    const preview = valueOf(await open.editor.client.call('previewAt', { params: { destination: 'blog' }, body: { story: makeStory(idOf(9)) } }))
    expect(preview.copy.title).toBe('渡口新桥通车')
    expect(codeOf(await open.author.client.call('previewAt', { params: { destination: 'blog' }, body: { story: makeStory(idOf(9)) } }))).toBe('not-allowed')
    expect(codeOf(await open.editor.client.call('previewAt', { params: { destination: 'none' }, body: { story: makeStory(idOf(9)) } }))).toBe('destination-unknown')
  })

  const remove = (anyway: '0' | '1' = '0') => admin.client.call('removeDestination', { params: { destination: 'blog' }, query: { anyway } })
  const pieceOf = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } }))
  const correct = async (story: string, number: number) => {
    const next = makeStory(idOf(number), [], { headline: '渡口新桥通车（更正）' })
    await open.room.upload(open.author, next)
    const corrected = valueOf(await open.room.submit(open.author, next, (await pieceOf(story)).piece.standing, { decision: 'correct', reason: '改一处。' }))
    return valueOf(await open.room.review(open.editor, next, corrected.standing, { decision: 'signOff' }))
  }

  it('are removed once nothing stands there or is queued for them; what was published there stays on record', async () => {
    valueOf(await keep())
    const [first, second] = [await open.signed(1), await open.signed(2)]
    valueOf(await publish(first))
    valueOf(await publish(second, { when: open.iso(600) }))
    expect((await list()).destinations).toMatchObject([{ waiting: 1, live: 1 }])
    expect(await remove()).toMatchObject({ code: 'destination-in-use', details: { count: 1, live: 1 } })
    valueOf(await open.editor.client.call('cancelPublication', { params: { story: second, destination: 'blog' } }))
    expect(await remove()).toMatchObject({ code: 'destination-in-use', details: { count: 0, live: 1 } })
    valueOf(await open.editor.client.call('takeDown', { params: { story: first, destination: 'blog' }, body: { reason: '渠道停用。' } }))
    expect(codeOf(await remove())).toBe('ok')
    expect([codeOf(await remove()), codeOf(await publish(first))]).toEqual(['destination-unknown', 'destination-unknown'])
    expect(await open.standing(first, 'blog')).toMatchObject({ state: 'takenDown', receipt: { destination: 'blog' } })
    expect(await everyRow()).not.toContain('gcm1.')
  })

  it('are removed all the same where somebody says so: what waits is dropped, and pieces that stand there are free of it, on record', async () => {
    valueOf(await keep())
    const [first, second, third] = [await open.signed(1), await open.signed(2), await open.signed(3)]
    for (const story of [first, second]) valueOf(await publish(story))
    valueOf(await open.editor.client.call('publish', { params: { story: second }, body: { destination: 'paper' } }))
    valueOf(await publish(third, { when: open.iso(600) }))
    await correct(first, 1)
    await correct(second, 2)
    expect((await pieceOf(first)).piece.correctionDue?.destinations).toEqual(['blog'])
    expect(codeOf(await remove('1'))).toBe('ok')
    expect((await list()).destinations).toEqual([])
    const { piece, events } = await pieceOf(first)
    expect(piece).toMatchObject({ standing: { state: 'signedOff', live: null }, correctionDue: null, publications: [{ destination: 'blog', state: 'left', receipt: { destination: 'blog' }, stands: { state: 'left' } }] })
    expect(events.at(-1)).toMatchObject({ decision: 'left', destination: 'blog', name: '许知行', receipt: { destination: 'blog' } })
    expect((await pieceOf(second)).piece.correctionDue?.destinations).toEqual(['paper'])
    expect(await open.standing(third, 'blog')).toBeUndefined()
    await open.room.desk().rebuild()
    expect((await pieceOf(first)).piece).toEqual(piece)
    expect(codeOf(await open.editor.client.call('exportPackage', { params: { story: first } }))).toBe('ok')
    const spiked = await open.room.review(open.editor, makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' }), piece.standing, { decision: 'spike', reason: '不用了。' })
    expect(valueOf(spiked).standing.state).toBe('spiked')
  })

  it('that are kept again under the same id find what was left there, and take it down', async () => {
    valueOf(await keep())
    const story = await open.signed(1)
    valueOf(await publish(story))
    valueOf(await remove('1'))
    valueOf(await keep())
    expect(valueOf(await open.editor.client.call('takeDown', { params: { story, destination: 'blog' }, body: { reason: '补撤。' } })).state).toBe('takenDown')
    expect([blog.made(), blog.posts.get(story)?.state]).toEqual([1, 'hidden'])
  })

  it('to which something is being sent at this moment are not removed', async () => {
    valueOf(await keep())
    const story = await open.signed(1)
    let letGo = (): void => undefined
    blog.then({ gate: new Promise<void>((resolve) => (letGo = resolve)) })
    const publishing = publish(story)
    await open.comes(story, { state: 'sending' }, 'blog')
    expect(codeOf(await remove('1'))).toBe('publication-running')
    letGo()
    expect(valueOf(await publishing).state).toBe('published')
  })

  it('whose secret another desk secret sealed say so, and are open again once it is given anew', async () => {
    valueOf(await keep())
    const story = await open.signed(1)
    valueOf(await open.room.reopen({ secret: 'quite another secret, as long as the first one' }))
    expect((await list()).destinations).toMatchObject([{ secret: 'unreadable' }])
    expect(await open.room.desk().unreadableDestinations()).toEqual(['blog'])
    expect(valueOf(await publish(story))).toMatchObject({ state: 'failed', code: 'destination-secret-unreadable' })
    expect(codeOf(await keep({}, null))).toBe('destination-secret-unreadable')
    expect(blog.calls).toHaveLength(0)
    expect(valueOf(await keep({}, SECRET)).secret).toBe('kept')
    expect(valueOf(await publish(story)).state).toBe('published')
    expect(await open.room.desk().unreadableDestinations()).toEqual([])
  })

  it('whose sealed secret was moved to another row do not open', async () => {
    valueOf(await keep())
    valueOf(await keep({ id: 'other', address: 'https://other.test/' }, 'its own secret'))
    await open.withTables(async (db) => {
      const { secret } = await db.selectFrom('destinations').select('secret').where('id', '=', 'blog').executeTakeFirstOrThrow()
      await db.updateTable('destinations').set({ secret, version: 'moved' }).where('id', '=', 'other').execute()
    })
    expect(await open.room.desk().unreadableDestinations()).toEqual(['other'])
  })

  it.skipIf(store === sqliteStore)('that one process changes are changed for the other', async () => {
    const second = valueOf(await openDesk({ ...open.room.options, databaseUrl: open.room.databaseUrl }))
    try {
      const there = deskClient({ base: 'http://desk.local', fetch: (request) => second.fetch(request), token: () => open.editor.token })
      const names = async () => valueOf(await there.call('health', {})).destinations.map(({ name }) => name)
      valueOf(await keep())
      expect(await names()).toContain('江畔博客')
      valueOf(await keep({ name: '改了名的博客' }, 'its second secret'))
      expect(await names()).toContain('改了名的博客')
      const story = await open.signed(1)
      expect(valueOf(await there.call('publish', { params: { story }, body: { destination: 'blog' } })).state).toBe('published')
      expect(opened.at(-1)?.secret).toBe('its second secret')
    } finally {
      await second.close()
    }
  })

  describe('in a backup', () => {
    const restored = async (secret: string) => {
      const sha256 = nodeCrypto.sha256
      const to = join(root, 'desk.zip')
      valueOf(await backUp({ folder: open.room.folder, databaseUrl: open.room.databaseUrl, files: openFiles(open.room.folder, sha256), sha256, to, key: null, tool: 'stet test', madeAt: open.iso() }))
      const folder = join(root, 'desk')
      const databaseUrl = await store.databaseUrl()
      valueOf(await restore({ from: to, folder, databaseUrl, files: openFiles(folder, sha256), sha256, keyHere: open.room.deskSigner.key, keyIdOf: () => null, force: false, now: open.iso }))
      const desk = valueOf(await openDesk({ ...open.room.options, folder, databaseUrl, files: undefined, secret }))
      return { desk, client: (member: Member) => deskClient({ base: 'http://desk.local', fetch: (request) => desk.fetch(request), token: () => member.token }) }
    }

    it('come back with their secrets, and what waited is held until somebody lets it go', async () => {
      valueOf(await keep())
      const story = await open.signed(1)
      const hour = open.iso(600)
      valueOf(await publish(story, { when: hour }))
      open.pass(599)
      const { desk, client } = await restored(OWN)
      try {
        expect(valueOf(await client(admin).call('destinations', {})).destinations).toMatchObject([{ settings: settings(), secret: 'kept', waiting: 1 }])
        expect(valueOf(await client(open.editor).call('piece', { params: { story } })).piece.publications).toMatchObject([{ state: 'waiting', held: true, hour, code: 'desk-restored' }])
        await open.room.desk().close()
        open.pass(3600)
        await aMoment()
        expect(blog.calls).toHaveLength(0)
        expect(valueOf(await client(open.editor).call('holdPublication', { params: { story, destination: 'blog' }, body: { held: false } }))).toMatchObject({ state: 'published' })
        expect(opened.at(-1)?.secret).toBe(SECRET)
      } finally {
        await desk.close()
      }
    })

    it('leave at the CMS what it was given to show, and take nothing back, until somebody says so', async () => {
      valueOf(await keep({ schedule: 'remote' }))
      const [kept, recalled] = [await open.signed(1), await open.signed(2)]
      for (const story of [kept, recalled]) valueOf(await publish(story, { when: open.iso(3600) }))
      blog.away(true)
      const there = (story: string) => ({ params: { story, destination: 'blog' } })
      expect(valueOf(await open.editor.client.call('cancelPublication', there(recalled)))).toMatchObject({ handed: { recall: { tries: 1 } } })
      const { desk, client } = await restored(OWN)
      try {
        await open.room.desk().close()
        blog.away(false)
        open.pass(600)
        await aMoment()
        expect([blog.posts.get(kept)?.state, blog.posts.get(recalled)?.state]).toEqual(['scheduled', 'scheduled'])
        const { call } = client(open.editor)
        expect(valueOf(await call('piece', { params: { story: kept } })).piece.publications).toMatchObject([{ held: true, code: 'desk-restored', handed: { recall: null } }])
        expect(valueOf(await call('piece', { params: { story: recalled } })).piece.publications).toMatchObject([{ doing: 'takeDown', due: null, handed: { recall: { code: 'desk-restored' } } }])
        valueOf(await call('cancelPublication', there(kept)))
        expect(codeOf(await call('retryPublication', { ...there(recalled), body: {} }))).toBe('nothing-waits')
        expect([blog.posts.get(kept)?.state, blog.posts.get(recalled)?.state]).toEqual(['hidden', 'hidden'])
      } finally {
        await desk.close()
      }
    })

    it('restored under another secret say which cannot be read', async () => {
      valueOf(await keep())
      const { desk } = await restored('quite another secret, as long as the first one')
      expect(await desk.unreadableDestinations()).toEqual(['blog'])
      await desk.close()
    })
  })

  it('without a secret need none', async () => {
    expect(valueOf(await keep({}, null))).toMatchObject({ secret: 'none' })
  })
}
