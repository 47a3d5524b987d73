import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'

import { reviewStatementSchema } from '../../../src-shared/signoff/statement'
import { failed } from '../../../src-shared/outcome'
import { fromBase64 } from '../../../src-shared/signoff/envelope'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { asSchemaTwo } from '../../support/schema-two'
import { makeStory, nodeCrypto } from '../desk/newsroom'
import { bodyOf, openRoom, plain, submitted, until, type Room, type Station } from './room'

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

const seenBy = async (station: Station, id: string) => {
  const piece = await station.ask('desk.piece', { id })
  expect(piece.seal).toEqual({ holds: true, code: '', message: '', signed: null })
  return { ...piece, seen: piece.dossier.piece.standing.revision.sha256 }
}
const statementOf = (envelope: { payload: string }) => reviewStatementSchema.parse(JSON.parse(new TextDecoder().decode(fromBase64(envelope.payload))))

describe('a decision', () => {
  it('is signed in the second form under the desk’s record of the key, stage by stage to the sign-off', async () => {
    const id = await submitted(author)
    const first = await seenBy(editor, id)
    const passed = await editor.ask('desk.decide', { ...plain, id, decision: 'pass', reason: '事实已核。', issues: [{ id: 'i1', text: '通车时间再核一次' }], seen: first.seen })
    expect(passed).toMatchObject({ state: 'taken', piece: { standing: { stage: 1 } } })
    const { dossier, seen } = await seenBy(chief, id)
    expect(await chief.code('desk.decide', { ...plain, id, decision: 'signOff', seen })).toBe('issues-open')
    expect(await chief.ask('desk.decide', { ...plain, id, decision: 'signOff', closes: ['i1'], seen })).toMatchObject({ state: 'taken', piece: { signedBy: '何平', standing: { state: 'signedOff' } } })
    const after = await seenBy(author, id)
    const statements = after.dossier.events.map(({ envelope }) => statementOf(envelope))
    expect(statements.map(({ type, decision }) => [type, decision])).toEqual([['stet.review/2', 'submit'], ['stet.review/2', 'pass'], ['stet.review/2', 'signOff']])
    for (const { signer } of statements) expect(after.dossier.keys.some(({ credential, id: key }) => credential === signer.credential && key === signer.key)).toBe(true)
    expect(dossier.keys.find(({ person }) => person === 'gu')?.device).not.toBe('')
  })

  it('finds the seal broken where a byte of the stored text was changed, and has both texts to show what', async () => {
    const id = await submitted(author)
    const { seen, story } = await seenBy(editor, id)
    const file = join(room.newsroom.options.folder, 'revisions', seen.slice(0, 2), `${seen}.json`)
    await writeFile(file, (await readFile(file, 'utf8')).replace(story.headline, `${story.headline}了`))
    const altered = await editor.ask('desk.piece', { id })
    expect(altered).toMatchObject({ story: { headline: `${story.headline}了` }, seal: { holds: false, code: 'story-altered', signed: seen } })
    expect(await editor.ask('desk.revision', { id, sha256: seen })).toMatchObject({ headline: story.headline })
    // Who never read it whole sees what lies there, that it does not hold, and nothing it could be compared with.
    expect(await chief.ask('desk.piece', { id })).toMatchObject({ story: { headline: `${story.headline}了` }, seal: { holds: false, signed: null } })
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', reason: '已读', seen })).toBe('story-altered')
    await writeFile(file, 'not a story')
    expect(await editor.ask('desk.piece', { id })).toMatchObject({ story: { headline: story.headline }, seal: { holds: false, code: 'story-altered' } })
  })

  it.each([
    ['of an author on their own piece', 'own-piece', () => author, {}],
    ['on a revision that is not the newest', 'revision-changed', () => editor, { seen: 'f'.repeat(64) }],
    ['under a delegation nobody gave', 'delegation-unknown', () => editor, { delegation: 'f'.repeat(64) }],
    ['to sign off before the last stage', 'not-final-stage', () => editor, { decision: 'signOff' as const }],
    ['that returns without a reason', 'reason-required', () => editor, { decision: 'return' as const, reason: ' ' }],
  ])('is refused before anything is signed: %s', async (_what, code, who, asked) => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    expect(await who().code('desk.decide', { ...plain, id, decision: 'pass', seen, ...asked })).toBe(code)
    expect((await seenBy(editor, id)).dossier.events).toHaveLength(1)
  })

  it('is worded and signed once more, and only once, where the desk has a newer record of the key', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    room.refuseOnce('/reviews', failed('credential-stale', 'There is a newer record of this key.'))
    const before = room.requests.length
    expect(await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen })).toMatchObject({ state: 'taken' })
    expect(room.requests.slice(before).filter((request) => request.endsWith('/reviews'))).toHaveLength(2)
    expect((await seenBy(chief, id)).dossier.events.map(({ decision }) => decision)).toEqual(['submit', 'pass'])
  })
})

describe('an edit at the desk', () => {
  it('becomes a revision of its own, with the decision on it', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    await editor.ask('desk.claim', { id, takeOver: false })
    const working = await editor.ask('desk.working', { id })
    const { at: _at, by: _by, unsent, asOf, ...edited } = working
    expect([working.generation, unsent, asOf]).toEqual([0, false, null])
    const saved = await editor.ask('desk.saveWorking', { id, ...edited, story: { ...edited.story, headline: '渡口新桥昨日通车' } })
    expect(saved).toMatchObject({ generation: 1, merged: null, unsent: false })
    const taken = await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen, working: 1 })
    expect(taken).toMatchObject({ state: 'taken', piece: { headline: '渡口新桥昨日通车', standing: { stage: 1, revision: { number: 2 } } } })
    const { dossier, story } = await seenBy(chief, id)
    expect(story.headline).toBe('渡口新桥昨日通车')
    expect(dossier.events.map(({ envelope }) => statementOf(envelope)).map(({ decision, changes }) => [decision, changes])).toEqual([['submit', []], ['revise', ['headline']], ['pass', []]])
  })

  it('is refused while it holds a suggestion, or where it is not the copy that was edited here, and nothing is signed', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...edited } = await editor.ask('desk.working', { id })
    const [first, ...rest] = edited.story.body.content ?? []
    const body = { ...edited.story.body, content: [{ ...first!, content: [...(first?.content ?? []), { type: 'text', text: '昨天', marks: [{ type: 'insertion', attrs: { id: 's1' } }] }] }, ...rest] }
    const notes = { ...edited.notes, suggestions: { s1: { by: '顾岚', at: '2026-05-04T08:00:00Z' } } }
    const { generation } = await editor.ask('desk.saveWorking', { id, ...edited, story: { ...edited.story, body }, notes })
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen, working: generation })).toBe('suggestions-open')
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen, working: generation + 1 })).toBe('working-stale')
    expect((await seenBy(editor, id)).dossier.events).toHaveLength(1)
  })

  it('of two people at once is merged; what both changed waits as a conflict and stops the decision', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    const open = async (station: Station) => {
      const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...edited } = await station.ask('desk.working', { id })
      return edited
    }
    const [mine, theirs] = [await open(editor), await open(chief)]
    const changed = (edited: typeof mine, paragraphs: [string, string][]) => ({ ...edited, story: { ...edited.story, body: bodyOf(...paragraphs) } })
    expect(await chief.ask('desk.saveWorking', { id, ...changed(theirs, [['p1', '桥今天通了。'], ['p2', '两岸的人都来看。'], ['p3', '江上很热闹。']]) })).toMatchObject({ generation: 1, merged: null })
    const merged = await editor.ask('desk.saveWorking', { id, ...changed(mine, [['p1', '桥昨天通了。'], ['p2', '两岸的人都来看。'], ['p3', '江上非常热闹。']]) })
    expect(merged.generation).toBe(2)
    expect(merged.merged?.conflicts).toHaveLength(1)
    expect(merged.merged?.conflicts[0]).toMatchObject({ mineBy: '顾岚', theirsBy: '何平' })
    expect(JSON.stringify(merged.merged?.story.body)).toContain('江上非常热闹。')
    expect(JSON.stringify(merged.merged?.conflicts)).toContain('桥昨天通了。')
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen, working: 2 })).toBe('conflicts-open')
  })
})

describe('with the desk away', () => {
  it('a piece read before is read, edited and signed; the act waits through a restart, is taken when the desk is back, and the edit is merged', async () => {
    const id = await submitted(author)
    const other = await submitted(author)
    const { seen } = await seenBy(editor, id)
    await editor.ask('desk.seen', { id, sha256: seen })
    await seenBy(editor, other)
    const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...edited } = await editor.ask('desk.working', { id: other })
    await room.away()
    const away = await editor.ask('desk.piece', { id })
    expect(away).toMatchObject({ seal: { holds: true }, seen })
    expect(away.asOf).not.toBeNull()
    const waiting = await editor.ask('desk.decide', { ...plain, id, decision: 'pass', reason: '已核。', seen })
    expect(waiting).toMatchObject({ state: 'waiting', entry: { story: id, decision: 'pass' } })
    expect(await editor.code('desk.decide', { ...plain, id, decision: 'pass', seen })).toBe('decision-waiting')
    expect(await editor.code('desk.decide', { ...plain, id: other, decision: 'revise', seen, working: 0 })).not.toBe('ok')
    const saved = await editor.ask('desk.saveWorking', { id: other, ...edited, story: { ...edited.story, headline: '离线改的标题' } })
    expect(saved).toMatchObject({ generation: 0, merged: null, unsent: true })
    await editor.restart()
    expect(await editor.ask('outbox.list', null)).toMatchObject([{ id: waiting.state === 'waiting' ? waiting.entry.id : '', decision: 'pass' }])
    expect(await editor.ask('desk.working', { id: other })).toMatchObject({ unsent: true, story: { headline: '离线改的标题' } })
    await room.back()
    await until(() => editor.ask('outbox.list', null), (entries) => entries.length === 0)
    expect((await seenBy(chief, id)).dossier.piece.standing.stage).toBe(1)
    const stored = await until(() => chief.ask('desk.working', { id: other }), ({ story }) => story.headline === '离线改的标题')
    expect(stored).toMatchObject({ generation: 1, by: '顾岚', unsent: false })
  })

  it('an act that is outdated when it arrives stays, with the desk’s reason, and can be withdrawn', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    await room.away()
    await editor.ask('desk.decide', { ...plain, id, decision: 'pass', seen })
    await editor.close()
    await room.back()
    const second = await room.station('lin', '林晚', 'editor')
    await seenBy(second, id)
    await second.ask('desk.decide', { ...plain, id, decision: 'return', reason: '请补信源。', seen })
    await editor.restart()
    await editor.try('app.signIn', { login: 'gu', password: 'correct horse battery' })
    const [entry] = await until(() => editor.ask('outbox.list', null), ([first]) => first?.state === 'parked')
    expect(entry).toMatchObject({ story: id, decision: 'pass', code: 'stale' })
    await editor.ask('outbox.withdraw', { id: entry?.id ?? '' })
    expect(await editor.ask('outbox.list', null)).toEqual([])
    expect((await seenBy(second, id)).dossier.events.map(({ decision }) => decision)).toEqual(['submit', 'return'])
  })
})

describe('a piece that was signed in the second schema', () => {
  const OLD = asSchemaTwo(makeStory('0c4ad5a4-4a5b-4c1e-9d0e-0f8a3d1b2c31'))
  const working = async () => {
    const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...copy } = await editor.ask('desk.working', { id: OLD.id })
    return copy
  }

  it('is read whole, its seal holds, and editing it without a change is no edit; an embargo is one of its details', async () => {
    const member = await room.newsroom.join('qin', '秦川', 'reporter')
    await room.newsroom.upload(member, OLD)
    await room.newsroom.submit(member, OLD)
    const { seen, story } = await seenBy(editor, OLD.id)
    expect(seen).toBe(nodeCrypto.sha256(canonicalBytes(OLD)))
    expect(story).toMatchObject({ schema: 3, embargo: null, destinations: [] })
    await editor.ask('desk.claim', { id: OLD.id, takeOver: false })
    await editor.ask('desk.saveWorking', { id: OLD.id, ...(await working()) })
    expect(await editor.code('desk.decide', { ...plain, id: OLD.id, decision: 'revise', seen, working: 1 })).toBe('nothing-changed')
    const copy = await working()
    await editor.ask('desk.saveWorking', { id: OLD.id, ...copy, story: { ...copy.story, embargo: '2030-11-23T06:00:00+08:00' } })
    await editor.ask('desk.decide', { ...plain, id: OLD.id, decision: 'pass', seen, working: 2 })
    const after = await seenBy(chief, OLD.id)
    expect(after.story.embargo).toBe('2030-11-23T06:00:00+08:00')
    expect(after.dossier.events.map(({ envelope }) => statementOf(envelope)).map(({ decision, changes }) => [decision, changes])).toEqual([['submit', []], ['revise', ['details']], ['pass', []]])
  })
})

describe('a return', () => {
  it('brings what the desk did into the author’s draft beside what they wrote meanwhile; the text before is kept, and a conflict stops the submission', async () => {
    const id = await submitted(author)
    const { seen } = await seenBy(editor, id)
    const draft = await author.ask('library.open', { id })
    const { at: _at, by: _by, unsent: _unsent, asOf: _asOf, ...edited } = await editor.ask('desk.working', { id })
    await editor.ask('desk.saveWorking', { id, ...edited, story: { ...edited.story, body: bodyOf(['p1', '桥昨天通了。'], ['p2', '两岸的人都来看，桥头站满了。'], ['p3', '江上很热闹。']) } })
    await author.ask('library.save', { story: { ...draft.story, body: bodyOf(['p1', '大桥通了。'], ['p2', '两岸的人都来看。'], ['p3', '江上很热闹，有船队。']) }, generation: draft.generation })
    await editor.ask('desk.decide', { ...plain, id, decision: 'return', reason: '请补信源。', seen })
    const back = await until(() => author.ask('library.open', { id }), ({ group }) => group === 'returned')
    const text = JSON.stringify(back.story.body)
    expect(text).toContain('桥头站满了')
    expect(text).toContain('有船队')
    expect(back.conflicts).toHaveLength(1)
    expect(JSON.stringify(back.conflicts)).toContain('大桥通了。')
    const { versions } = await author.ask('history.list', { id })
    expect(versions.some(({ cause }) => cause === 'returned')).toBe(true)
    expect(await author.code('submit.send', { id })).toBe('conflicts-open')
    await author.ask('library.save', { story: back.story, generation: back.generation, conflicts: [] })
    expect(await author.code('submit.send', { id })).toBe('ok')
  })
})
