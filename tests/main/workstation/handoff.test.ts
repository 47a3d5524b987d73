import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import type { Input } from '../../../src-shared/bridge/contract'
import type { HandoffReport } from '../../../src-shared/bridge/handoff'
import type { Outcome } from '../../../src-shared/outcome'
import type { Story } from '../../../src-shared/story/story'
import { smallPhoto } from '../desk/newsroom'
import { block } from '../../support/sample-story'
import { bodyOf, openRoom, plain, submitted, until, type Room, type Station } from './room'

let room: Room
let author: Station
let editor: Station
let chief: Station
let runner: Station
beforeAll(async () => {
  room = await openRoom()
  author = await room.station('shen', '沈牧', 'reporter')
  editor = await room.station('gu', '顾岚', 'editor')
  chief = await room.station('he', '何平', 'chief')
  runner = await room.station('wen', '闻青', 'reporter', { key: false })
  // Keys of people who came later are heard of as they are enrolled.
  for (const station of [author, editor, chief, runner]) await station.ask('handoff.people', null)
}, 60_000)
afterEach(() => room.back())
afterAll(() => room.close())

/** A piece with a photo, written and submitted while the desk is away. */
const writtenAway = async (body?: Story['body']): Promise<string> => {
  const { bytes } = await smallPhoto()
  const { story, generation } = await author.ask('library.create', { template: 'news', language: 'zh-CN' })
  const { photo } = await author.ask('photo.add', { story: story.id, name: 'river.jpg', bytes: new Uint8Array(bytes) })
  const text = body ?? bodyOf(['p1', '桥通了。'], ['p2', '两岸的人都来看。'])
  await author.ask('library.save', {
    story: { ...story, headline: '渡口新桥通车', slugline: '新桥', byline: '本报记者 沈牧', channel: ['社会'], source: '江畔日报', photos: { [photo.sha256]: photo }, body: { type: 'doc', content: [...(text.content ?? []), block.photo('f1', photo.sha256, '新桥。', '沈牧 摄', '江上一座桥')] } },
    generation,
  })
  await author.ask('submit.send', { id: story.id })
  return story.id
}
const hand = async (station: Station, asked: Partial<Input<'handoff.make'>> & Pick<Input<'handoff.make'>, 'id' | 'kind'>): Promise<Buffer> => {
  const made = await station.ask('handoff.make', { note: '', to: [], passphrase: null, ...asked })
  return readFile(made.path)
}
const given = async (station: Station, bytes: Buffer): Promise<Outcome<HandoffReport>> => {
  const { ticket } = await station.ask('archive.receive', { ticket: null, name: 'a.stet', bytes: new Uint8Array(bytes) })
  return station.try('handoff.open', { ticket, passphrase: null })
}
const takes = async (station: Station, bytes: Buffer): Promise<HandoffReport> => {
  const report = await given(station, bytes)
  if (!report.ok) throw new Error(`${report.code}: ${report.message} ${JSON.stringify(report.details)}`)
  return report.value
}
const decide = async (station: Station, id: string, decision: 'pass' | 'signOff' | 'return', reason = '') => {
  const piece = await station.ask('desk.piece', { id })
  expect(piece.seal).toEqual({ holds: true, code: '', message: '', signed: null })
  return station.ask('desk.decide', { ...plain, id, decision, reason, seen: piece.dossier.piece.standing.revision.sha256 })
}
const outboxOf = (station: Station) => station.ask('outbox.list', null)
const emptied = (station: Station) => until(() => outboxOf(station), (entries) => {
  if (entries.some(({ state }) => state === 'parked')) throw new Error(JSON.stringify(entries))
  return entries.length === 0
})
const parked = (station: Station) => until(() => outboxOf(station), (entries) => entries.some(({ state }) => state === 'parked'))

describe('a piece handed over while the desk is away', () => {
  it('is read, signed stage by stage on two machines, and carried to the desk by somebody else, who is named', async () => {
    await room.away()
    const id = await writtenAway()
    const toEditor = await hand(author, { id, kind: 'review', note: '请初审。', to: ['gu'] })
    expect(toEditor.subarray(0, 21).toString()).toBe('age-encryption.org/v1')
    expect(await given(chief, toEditor)).toMatchObject({ ok: false, code: 'handoff-not-for-you' })
    const report = await takes(editor, toEditor)
    expect(report).toMatchObject({ kind: 'review', headline: '渡口新桥通车', note: '请初审。', from: '沈牧', to: ['顾岚'], encrypted: true, piece: 'new', draft: null, acts: [{ decision: 'submit', name: '沈牧', atDesk: false }] })
    expect(report.queued).toHaveLength(1)
    expect((await editor.ask('desk.pieces', { scope: 'queue' })).find(({ standing }) => standing.story === id)).toMatchObject({ authorName: '沈牧', carried: { name: '沈牧', note: '请初审。' } })
    expect(await editor.ask('desk.piece', { id })).toMatchObject({ carried: { name: '沈牧' }, story: { headline: '渡口新桥通车' } })
    expect(await decide(editor, id, 'pass')).toMatchObject({ state: 'waiting' })
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen: (await editor.ask('desk.piece', { id })).dossier.piece.standing.revision.sha256 })).toBe('decision-waiting')

    const toChief = await hand(editor, { id, kind: 'review', to: ['he'] })
    expect((await takes(chief, toChief)).acts.map(({ decision, name }) => [decision, name])).toEqual([['submit', '沈牧'], ['pass', '顾岚']])
    expect(await decide(chief, id, 'signOff')).toMatchObject({ state: 'waiting' })
    expect((await takes(chief, toChief)).piece).toBe('known')
    const back = await hand(chief, { id, kind: 'acts', to: [] })

    // Closed and opened again in between, as machines are.
    await editor.restart()
    // Carried by somebody without a key, whose machine is the only one that reaches the desk.
    for (const station of [author, editor, chief]) await station.close()
    await room.back()
    const carriedReport = await takes(runner, back)
    expect(carriedReport.acts.map(({ decision, atDesk }) => [decision, atDesk])).toEqual([['submit', false], ['pass', false], ['signOff', false]])
    await emptied(runner)
    for (const station of [author, editor, chief]) await station.restart()
    await room.away()
    await room.back()
    const { dossier, carried } = await chief.ask('desk.piece', { id })
    expect(dossier.piece).toMatchObject({ signedBy: '何平', standing: { state: 'signedOff' } })
    expect(dossier.events.map(({ decision, name, carried: by }) => [decision, name, by?.name])).toEqual([['submit', '沈牧', '闻青'], ['pass', '顾岚', '闻青'], ['signOff', '何平', '闻青']])
    expect(carried).toBeNull()
    // What waited at those who signed it is known there already.
    for (const station of [author, editor, chief]) await emptied(station)
    // Brought once more, it changes nothing.
    await takes(runner, back)
    await emptied(runner)
    expect((await chief.ask('desk.piece', { id })).dossier.events).toHaveLength(3)
  }, 60_000)

  it('reaches the desk from the machine that took it, in order, when the desk is there again', async () => {
    await room.away()
    const id = await writtenAway()
    const file = await hand(author, { id, kind: 'review' })
    expect(file.subarray(0, 2).toString()).toBe('PK')
    await takes(editor, file)
    await decide(editor, id, 'pass')
    expect((await outboxOf(editor)).map(({ decision, signedBy }) => [decision, signedBy])).toEqual([['submit', '沈牧'], ['pass', '']])
    await author.close()
    await room.back()
    await emptied(editor)
    expect(await editor.ask('desk.piece', { id })).toMatchObject({ carried: null, dossier: { piece: { standing: { stage: 1 } }, events: [{ carried: { name: '顾岚' } }, { carried: null }] } })
    await author.restart()
    await emptied(author)
  }, 60_000)

  it('is refused with its reason where the piece moved on meanwhile, and the signer’s own copy is parked too', async () => {
    const id = await submitted(author)
    await editor.ask('desk.piece', { id })
    await room.away()
    expect(await decide(editor, id, 'pass')).toMatchObject({ state: 'waiting' })
    const back = await hand(editor, { id, kind: 'acts' })
    await editor.close()
    await room.back()
    await decide(chief, id, 'return', '事实不清。')
    const report = await takes(runner, back)
    expect(report.acts.map(({ name, atDesk }) => [name, atDesk])).toEqual([['沈牧', true], ['顾岚', false]])
    expect(await parked(runner)).toMatchObject([{ code: 'stale', signedBy: '顾岚' }])
    await runner.ask('outbox.withdraw', { id: report.queued[0] ?? '' })
    await editor.restart()
    await room.away()
    await room.back()
    expect(await parked(editor)).toMatchObject([{ code: 'stale', signedBy: '' }])
    await editor.ask('outbox.withdraw', { id: report.queued[0] ?? '' })
  }, 60_000)

  it('is refused where it does not go on from what is known here, and told where there is nothing new in it', async () => {
    const id = await submitted(author)
    await editor.ask('desk.piece', { id })
    await chief.ask('desk.piece', { id })
    await room.away()
    await decide(editor, id, 'pass')
    await decide(chief, id, 'return', '事实不清。')
    expect(await given(chief, await hand(editor, { id, kind: 'review' }))).toMatchObject({ ok: false, code: 'handoff-parted' })
    for (const station of [editor, chief]) for (const { id: entry } of await outboxOf(station)) await station.ask('outbox.withdraw', { id: entry })
    expect(await editor.code('handoff.make', { id, kind: 'acts', note: '', to: [], passphrase: null })).toBe('handoff-nothing-waits')
  }, 60_000)
})

describe('a draft handed over', () => {
  it('becomes a draft of one’s own that says who it came from, with its comments and photos; never over another', async () => {
    const { bytes } = await smallPhoto()
    const { story, generation } = await author.ask('library.create', { template: 'news', language: 'zh-CN' })
    const { photo } = await author.ask('photo.add', { story: story.id, name: 'river.jpg', bytes: new Uint8Array(bytes) })
    const notes = { threads: [{ id: 't1', quote: '桥', remarks: [{ id: 'r1', by: '沈牧', at: '2026-11-22T10:00:00Z', text: '核一下时间' }], resolvedAt: null }], suggestions: {} }
    const saved = await author.ask('library.save', { story: { ...story, headline: '夜渡', photos: { [photo.sha256]: photo }, body: { type: 'doc', content: [block.paragraph('p1', '桥通了。'), block.photo('f1', photo.sha256, '', '', '')] } }, generation, notes })
    await room.away()
    const file = await hand(author, { id: story.id, kind: 'draft', note: '你接着写。', to: ['gu', 'he'] })
    expect(await takes(editor, file)).toMatchObject({ kind: 'draft', draft: { id: story.id, how: 'new' }, from: '沈牧', to: ['顾岚', '何平'] })
    expect(await editor.ask('library.open', { id: story.id })).toMatchObject({ story: { headline: '夜渡' }, notes, handed: { name: '沈牧', note: '你接着写。' }, group: 'writing' })
    expect(await takes(editor, file)).toMatchObject({ draft: { id: story.id, how: 'there' } })
    // Further at home: what comes back stands beside it.
    await author.ask('library.save', { story: { ...story, headline: '夜渡两岸' }, generation: saved.generation })
    const back = await takes(author, await hand(editor, { id: story.id, kind: 'draft' }))
    expect(back.draft?.how).toBe('copy')
    expect(await author.ask('library.open', { id: back.draft?.id ?? '' })).toMatchObject({ copyOf: { story: story.id, from: '顾岚' }, handed: { name: '顾岚' }, story: { headline: '夜渡' } })
    expect((await author.ask('library.open', { id: story.id })).story.headline).toBe('夜渡两岸')
    // The sender can open what they sent.
    expect((await takes(author, file)).draft).toEqual({ id: back.draft?.id, how: 'there' })
  })

  it('is not made for who has no key, nor by who has none', async () => {
    const { story } = await author.ask('library.create', { template: 'news', language: 'zh-CN' })
    expect(await author.code('handoff.make', { id: story.id, kind: 'draft', note: '', to: ['wen'], passphrase: null })).toBe('handoff-keyless')
    expect(await author.code('handoff.make', { id: story.id, kind: 'review', note: '', to: [], passphrase: null })).toBe('handoff-nothing')
    expect((await author.ask('handoff.people', null)).map(({ id }) => id).sort()).toEqual(['gu', 'he'])
    const own = await runner.ask('library.create', { template: 'news', language: 'zh-CN' })
    expect(await runner.code('handoff.make', { id: own.story.id, kind: 'draft', note: '', to: [], passphrase: null })).toBe('key-absent')
    expect(await author.code('handoff.reveal', { path: join(author.home, 'settings.json') })).toBe('not-allowed')
  })
})

describe('rejects', () => {
  it('a file that was changed on its way, and takes nothing of it', async () => {
    const { story } = await author.ask('library.create', { template: 'news', language: 'zh-CN' })
    const file = await hand(author, { id: story.id, kind: 'draft' })
    const at = file.indexOf('"draft"') + 2
    const changed = Buffer.from(file)
    changed[at]! ^= 1
    const before = await editor.ask('library.list', null)
    expect(await given(editor, changed)).toMatchObject({ ok: false, code: 'handoff-damaged' })
    expect(await editor.ask('library.list', null)).toEqual(before)
    expect(await editor.code('handoff.open', { ticket: '3b241101-e2bb-4255-8caf-4136c566a962', passphrase: null })).toBe('archive-unreadable')
  })

  it('a file of a person whose key was ended since, once this machine heard of it', async () => {
    const lost = await room.station('lin', '林晚', 'reporter')
    const { story } = await lost.ask('library.create', { template: 'news', language: 'zh-CN' })
    const file = await hand(lost, { id: story.id, kind: 'draft' })
    expect((await takes(editor, file)).from).toBe('林晚')
    const [key] = (await lost.ask('desk.keys', null)).filter(({ person }) => person === 'lin')
    await lost.ask('desk.revokeKey', { key: key?.id ?? '', reason: '电脑遗失' })
    expect(await given(editor, file)).toMatchObject({ ok: false, code: 'key-revoked' })
    await room.away()
    expect(await given(editor, file)).toMatchObject({ ok: false, code: 'key-revoked' })
  })
})
