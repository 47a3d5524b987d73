import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { fromBase64 } from '../../../src-shared/signoff/envelope'
import { reviewStatementSchema } from '../../../src-shared/signoff/statement'
import { bodyOf, openRoom, plain, POLICY, submitted, until, type Room, type Station } from './room'

let room: Room
let author: Station
let editor: Station
let chief: Station
beforeAll(async () => {
  room = await openRoom()
  author = await room.station('shen', '沈牧', 'reporter')
  editor = await room.station('gu', '顾岚', 'editor')
  chief = await room.station('he', '何平', 'chief')
}, 60_000)
afterEach(() => room.back())
afterAll(() => room.close())

const read = async (station: Station, id: string) => {
  const piece = await station.ask('desk.piece', { id })
  return { ...piece, seen: piece.dossier.piece.standing.revision.sha256 }
}
/** Passes and signs a submitted piece off. */
const clear = async (id: string): Promise<string> => {
  await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen: (await read(editor, id)).seen })
  const { seen } = await read(chief, id)
  await chief.ask('desk.decide', { ...plain, id, decision: 'signOff', seen })
  return seen
}

describe('a right that is lent', () => {
  it('is signed by who lends it, used by who has it, and ended', async () => {
    const now = Date.now()
    const given = { to: 'gu', role: 'chief' as const, channel: [], stages: ['final'], notBefore: new Date(now - 60_000).toISOString(), notAfter: new Date(now + 3_600_000).toISOString(), reason: '出差', passphrase: null }
    expect(await editor.code('desk.delegate', { ...given, to: 'he' })).toBe('delegation-beyond')
    expect(await chief.code('desk.delegate', { ...given, to: 'nobody' })).toBe('person-unknown')
    const lent = await chief.ask('desk.delegate', given)
    expect(lent).toMatchObject({ fromName: '何平', toName: '顾岚', endedAt: null })
    const id = await submitted(author)
    const first = await room.station('lin', '林晚', 'editor')
    await first.ask('desk.decide', { ...plain, id, decision: 'pass', seen: (await read(first, id)).seen })
    const { seen } = await read(editor, id)
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'signOff', seen })).toBe('role-lacking')
    expect(await editor.ask('desk.decide', { ...plain, id, decision: 'signOff', delegation: lent.delegation.id, seen })).toMatchObject({ state: 'taken', piece: { signedBy: '顾岚' } })
    expect((await read(author, id)).seal.holds).toBe(true)
    expect((await chief.ask('desk.endDelegation', { delegation: lent.delegation.id, reason: '回来了', passphrase: null })).endedAt).not.toBeNull()
    expect((await editor.ask('desk.delegations', null)).map(({ endedAt }) => endedAt === null)).toEqual([false])
  })
})

describe('a key', () => {
  it('is changed for a new one: what the old one signed holds, the new one signs, and the desk has ended the old', async () => {
    const id = await submitted(author)
    const before = (await editor.ask('desk.keys', null)).filter(({ person, revokedAt }) => person === 'gu' && !revokedAt)
    await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen: (await read(editor, id)).seen })
    await editor.ask('key.rotate', { current: null, next: null })
    const keys = (await editor.ask('desk.keys', null)).filter(({ person }) => person === 'gu')
    const [standing] = keys.filter(({ revokedAt }) => !revokedAt)
    expect(keys.filter(({ id: key }) => key === before[0]?.id).every(({ revokedAt }) => typeof revokedAt === 'string')).toBe(true)
    expect(standing?.id).not.toBe(before[0]?.id)
    expect((await read(chief, id)).seal.holds).toBe(true)
    const next = await submitted(author)
    await editor.ask('desk.decide', { ...plain, id: next, decision: 'pass', seen: (await read(editor, next)).seen })
    const { dossier } = await read(chief, next)
    expect(dossier.events.at(-1)?.envelope.signatures[0]?.keyid).toBe(standing?.id)
    // Whoever acted at one stage with the old key is the same person with the new one.
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'signOff', seen: (await read(editor, id)).seen })).toMatch(/role-lacking|already-acted/)
  })

  it('is not changed while the desk is away, or while something signed with it waits; nothing is lost by asking', async () => {
    const id = await submitted(author)
    const { seen } = await read(editor, id)
    await room.away()
    expect(await editor.code('key.rotate', { current: null, next: null })).toBe('desk-unreachable')
    await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen })
    expect(await editor.code('key.rotate', { current: null, next: null })).toBe('rotate-waiting')
    await room.back()
    await until(() => editor.ask('outbox.list', null), (entries) => entries.length === 0)
    await editor.ask('key.rotate', { current: null, next: null })
    expect((await read(chief, id)).dossier.piece.standing.stage).toBe(1)
  })
})

describe('the policy', () => {
  it('is set by who keeps the house, and everybody’s next act names it', async () => {
    const admin = await room.station('an', '安宁', 'admin')
    const [current] = (await editor.ask('desk.policies', null)).filter((one) => one.current)
    const set = { policy: { ...POLICY, name: '二审（试行）' }, replaces: current?.digest ?? '' }
    expect(await editor.code('desk.setPolicy', set)).toBe('not-allowed')
    await admin.ask('desk.setPolicy', set)
    expect((await admin.ask('app.state', null)).newsroom?.policy.name).toBe('二审（试行）')
    await until(() => author.ask('app.state', null), ({ newsroom }) => newsroom?.policy.name === '二审（试行）')
    const id = await submitted(author)
    await clear(id)
    expect((await read(author, id)).seal).toMatchObject({ holds: true })
  })
})

describe('a piece that was signed off', () => {
  it('is corrected with a reason, as a round of its own', async () => {
    const id = await submitted(author)
    await clear(id)
    const draft = await until(() => author.ask('library.open', { id }), ({ piece }) => piece?.standing.state === 'signedOff')
    expect(await author.code('submit.send', { id })).toBe('already-submitted')
    await author.ask('library.save', { story: { ...draft.story, body: bodyOf(['p1', '桥在五月通了。'], ['p2', '两岸的人都来看。']) }, generation: draft.generation })
    expect(await author.code('submit.send', { id, correction: ' ' })).toBe('reason-required')
    expect(await author.ask('submit.send', { id, correction: '通车月份有误。' })).toMatchObject({ decision: 'correct' })
    await until(() => author.ask('outbox.list', null), (entries) => entries.length === 0)
    const { dossier, seal } = await read(chief, id)
    expect(dossier.piece.standing).toMatchObject({ state: 'inReview', stage: 1, revision: { number: 2 } })
    expect(dossier.events.at(-1)).toMatchObject({ decision: 'correct', reason: '通车月份有误。' })
    expect(seal.holds).toBe(true)
  })

  it('whose stored bytes were changed does not hold, and the last whole signed revision is named', async () => {
    const id = await submitted(author)
    const signed = await clear(id)
    const draft = await until(() => author.ask('library.open', { id }), ({ piece }) => piece?.standing.state === 'signedOff')
    await author.ask('library.save', { story: { ...draft.story, headline: '渡口新桥五月通车' }, generation: draft.generation })
    await author.ask('submit.send', { id, correction: '标题有误。' })
    await until(() => author.ask('outbox.list', null), (entries) => entries.length === 0)
    const { seen } = await read(editor, id)
    const revisions = (await readdir(room.newsroom.folder, { recursive: true })).filter((name) => name.includes(seen))
    expect(revisions.length).toBeGreaterThan(0)
    for (const name of revisions) {
      const file = join(room.newsroom.folder, name)
      const text = await readFile(file, 'utf8')
      await rm(file)
      await writeFile(file, text.replace('五月', '六月'))
    }
    const broken = await chief.ask('desk.piece', { id })
    expect(broken.seal).toMatchObject({ holds: false, code: 'story-altered', signed })
    // What lies there is shown, to be held against what was signed.
    expect(broken.story.headline).toBe('渡口新桥六月通车')
    // Who read it before it was changed still has the very words that were sent.
    const known = await editor.ask('desk.piece', { id })
    expect([known.seal.holds, known.seal.signed, known.story.headline]).toEqual([false, seen, '渡口新桥六月通车'])
    expect((await editor.ask('desk.revision', { id, sha256: seen })).headline).toBe('渡口新桥五月通车')
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen })).toBe('story-altered')
  })
})

describe('a machine whose key the desk has never seen', () => {
  it('submits with the desk away, in the first form, and the piece arrives when it is back', async () => {
    const writer = await room.station('bai', '白露', 'reporter', { key: false })
    await room.away()
    await writer.ask('key.create', { passphrase: null })
    const { story, generation } = await writer.ask('library.create', { template: 'news', language: 'zh-CN' })
    await writer.ask('library.save', { story: { ...story, headline: '离岛来电', slugline: '离岛', byline: '本报记者 白露', channel: ['社会'], source: '江畔日报', body: bodyOf(['p1', '电话通了。']) }, generation })
    await writer.ask('submit.send', { id: story.id })
    await room.back()
    await until(() => writer.ask('outbox.list', null), (entries) => entries.length === 0)
    const { dossier, seal } = await read(editor, story.id)
    const statement = reviewStatementSchema.parse(JSON.parse(new TextDecoder().decode(fromBase64(dossier.events[0]?.envelope.payload ?? ''))))
    expect([statement.type, seal.holds]).toEqual(['stet.review/1', true])
  })
})

describe('news of the desk', () => {
  it('comes over the line with the piece it is about', async () => {
    const id = await submitted(author)
    await until(() => Promise.resolve(editor.events), (events) => events.some((event) => event.type === 'deskChanged' && event.story === id))
    const { seen } = await read(editor, id)
    author.events.length = 0
    await editor.ask('desk.decide', { ...plain, id, decision: 'return', reason: '请补信源。', seen })
    await until(() => author.ask('library.open', { id }), ({ group }) => group === 'returned')
    expect(author.events.some((event) => event.type === 'deskChanged' && event.story === id)).toBe(true)
  })
})

describe('an edit the desk does not take', () => {
  it('is kept here, said, and can be read again', async () => {
    const id = await submitted(author)
    const { seen } = await read(editor, id)
    const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...edited } = await editor.ask('desk.working', { id })
    await room.station('xu', '徐行', 'editor').then(async (other) => {
      await other.ask('desk.decide', { ...plain, id, decision: 'return', reason: '请补信源。', seen: (await read(other, id)).seen })
    })
    expect(await editor.code('desk.saveWorking', { id, ...edited, story: { ...edited.story, headline: '没赶上的改动' } })).not.toBe('ok')
    const [first] = (await editor.ask('desk.keptWorkings', { id })).filter(({ why }) => why === 'here')
    expect(first).toMatchObject({ by: '顾岚', base: seen })
    expect(await editor.ask('desk.keptWorking', { id, kept: first?.id ?? '' })).toMatchObject({ story: { headline: '没赶上的改动' } })
    expect(await editor.ask('desk.working', { id })).toMatchObject({ unsent: false })
  })
})
