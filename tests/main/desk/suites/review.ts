import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Piece } from '../../../../src-shared/desk-api/pieces'
import type { Working } from '../../../../src-shared/desk-api/working'
import { valueOf } from '../../../../src-shared/outcome'
import { oneStagePolicy, threeStagePolicy, type Rules } from '../../../../src-shared/review/policy'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import type { Thread } from '../../../../src-shared/story/notes'
import type { Story } from '../../../../src-shared/story/story'
import { block } from '../../../support/sample-story'
import { codeOf, makeStory, nodeCrypto, openNewsroom, type Member, type Newsroom, type Store } from '../newsroom'

const ID = 'e3d1c0de-0000-4000-8000-000000000001'
const HOUR = 3_600_000

/** Review under 三审三校, with everything between two acts: claims, working copies, policies, delegations. On one kind of store. */
export const reviewSuite = (store: Store): void => {
  let room: Newsroom
  let author: Member
  let editors: Member[] = []
  let chief: Member
  let piece: Piece
  const story = makeStory(ID)

  const open = async (policy: Rules): Promise<void> => {
    room = await openNewsroom(store, { policy })
    author = await room.join('shen', '沈牧', 'reporter')
    editors = []
    for (const [login, name] of [['gu', '顾岚'], ['qin', '秦越'], ['ye', '叶青']] as const) editors.push(await room.join(login, name, 'editor'))
    chief = await room.join('xu', '许知行', 'chief')
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
  }
  afterEach(() => room.close())

  const first = (): Member => editors[0]!
  const second = (): Member => editors[1]!
  const third = (): Member => editors[2]!
  const review = async (member: Member, act: Parameters<Newsroom['review']>[3], of: Story = story): Promise<Piece> => (piece = valueOf(await room.review(member, of, piece.standing, act)))
  const workingOf = async (member: Member): Promise<Working> => valueOf(await member.client.call('working', { params: { story: ID } }))
  const save = (member: Member, working: Omit<Working, 'at' | 'by'>) =>
    member.client.call('saveWorking', { params: { story: ID }, body: { story: working.story, notes: working.notes, conflicts: working.conflicts, base: working.base, generation: working.generation } })
  const thread = (resolved: boolean): Thread => ({ id: 't1', quote: '桥', remarks: [{ id: 'r1', by: '顾岚', at: '2026-05-04T08:00:00.000Z', text: '请核。' }], resolvedAt: resolved ? '2026-05-04T09:00:00.000Z' : null })
  const mended = (changes: Partial<Story> = {}): Story => makeStory(ID, [], { headline: '渡口新桥昨日通车', ...changes })

  describe('under 三审三校 a piece', () => {
    beforeEach(() => open(threeStagePolicy))

    it('needs its issues answered and its proof passes done by different people before the chief signs', async () => {
      expect(piece.dueAt).toBe(new Date(Date.parse(piece.waitingSince) + 24 * HOUR).toISOString())
      await review(first(), { decision: 'pass', reason: '事实已核。', issues: [{ id: 'i1', text: '第二段的数字请核。' }] })
      expect(codeOf(await room.review(second(), story, piece.standing, { decision: 'pass' }))).toBe('issues-open')
      await review(second(), { decision: 'pass', closes: ['i1'] })
      expect(await room.review(chief, story, piece.standing, { decision: 'signOff' })).toMatchObject({ code: 'proofs-missing', details: { count: 4, next: 1 } })
      const waited = piece.waitingSince
      const fourth = await room.join('lu', '陆川', 'editor')
      for (const member of [first(), second(), third(), fourth]) await review(member, { decision: 'proof' })
      expect(piece.waitingSince).toBe(waited)
      await review(chief, { decision: 'signOff' })
      const { events, keys, policies } = valueOf(await author.client.call('piece', { params: { story: ID } }))
      expect(events.map(({ decision, pass }) => [decision, pass])).toEqual([['submit', null], ['pass', null], ['pass', null], ['proof', 1], ['proof', 2], ['proof', 3], ['proof', 4], ['signOff', null]])
      expect([events[1]?.issues.map(({ text }) => text), events[2]?.closes]).toEqual([['第二段的数字请核。'], ['i1']])
      expect(policies).toEqual([threeStagePolicy])
      expect(keys).toHaveLength(6)
      expect(codeOf(await chief.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('ok')
    })

    it('has its issues closed by who reads it, and by nothing else', async () => {
      await review(first(), { decision: 'pass', reason: '事实已核。', issues: [{ id: 'i1', text: '第二段的数字请核。' }] })
      const lines = await room.ledgerLines()
      const again = [{ id: 'i1', text: '再提。' }]
      expect(await room.review(third(), story, piece.standing, { decision: 'proof', closes: ['i1'] })).toMatchObject({ code: 'bad-request', details: { place: 'closes' } })
      expect(await room.review(second(), story, piece.standing, { decision: 'hold', reason: '等。', closes: ['i1'] })).toMatchObject({ code: 'bad-request', details: { place: 'closes' } })
      expect(await room.review(second(), story, piece.standing, { decision: 'hold', reason: '等。', issues: again })).toMatchObject({ code: 'bad-request', details: { place: 'issues' } })
      expect(codeOf(await room.review(third(), story, piece.standing, { decision: 'proof', issues: again }))).toBe('issue-repeated')
      expect(await room.ledgerLines()).toEqual(lines)
      await review(third(), { decision: 'proof', issues: [{ id: 'i2', text: '错字。' }] })
      expect(piece.standing.issues.map(({ id, open }) => [id, open])).toEqual([['i1', true], ['i2', true]])
    })

    it('is edited at the desk and passed in one command, and its proof passes fall with its words', async () => {
      await review(third(), { decision: 'proof' })
      const next = mended()
      await room.upload(first(), next)
      piece = valueOf(await room.reviseAnd(first(), next, piece.standing, { changes: ['headline'] }, (edited) => room.statementOf(first(), next, edited, { decision: 'pass', reason: '标题改过。' })))
      expect(piece).toMatchObject({ headline: '渡口新桥昨日通车', standing: { stage: 1, revision: { number: 2 }, proofs: [], acted: [{ stage: 'first', person: 'gu' }, { stage: 'first', person: 'gu' }] } })
      // Sent again after a lost answer, it is the same; and who edited here may not act at another stage.
      expect(codeOf(await room.review(first(), next, piece.standing, { decision: 'pass' }))).toBe('already-acted')
      expect(valueOf(await author.client.call('piece', { params: { story: ID } })).events.map(({ decision }) => decision)).toEqual(['submit', 'proof', 'revise', 'pass'])
    })

    it('takes an edit and what is decided on it both or neither', async () => {
      const next = mended()
      await room.upload(first(), next)
      const lines = await room.ledgerLines()
      const both = (changes: ('headline' | 'text')[], reason: string) => room.reviseAnd(first(), next, piece.standing, { changes }, (edited) => room.statementOf(first(), next, edited, { decision: 'pass', reason }))
      expect(codeOf(await both(['headline'], ''))).toBe('report-required')
      expect(await both(['text'], '可。')).toMatchObject({ code: 'changes-mismatch', details: { expected: 'headline' } })
      expect(codeOf(await room.reviseAnd(author, next, piece.standing, { changes: ['headline'] }))).toBe('not-allowed')
      expect(codeOf(await room.review(first(), next, piece.standing, { decision: 'revise', changes: ['headline'] }))).toBe('bad-request')
      expect(await room.ledgerLines()).toEqual(lines)
      expect(codeOf(await both(['headline'], '可。'))).toBe('ok')
    })

    it('is held, released, spiked and revived, saying why while it is stopped', async () => {
      const waited = piece.waitingSince
      await review(first(), { decision: 'hold', reason: '等通稿。' })
      expect(piece).toMatchObject({ reason: '等通稿。', dueAt: null, waitingSince: waited, standing: { state: 'held' } })
      expect(valueOf(await first().client.call('pieces', { query: { scope: 'stopped' } })).map(({ standing }) => standing.story)).toEqual([ID])
      expect(codeOf(await room.review(first(), story, piece.standing, { decision: 'pass', reason: '可。' }))).toBe('piece-held')
      await review(second(), { decision: 'release' })
      expect(piece).toMatchObject({ reason: '', waitingSince: waited, standing: { state: 'inReview' } })
      expect(codeOf(await room.review(first(), story, piece.standing, { decision: 'spike', reason: '重复。' }))).toBe('role-lacking')
      await review(chief, { decision: 'spike', reason: '重复。' })
      expect(piece.reason).toBe('重复。')
      await review(chief, { decision: 'revive' })
      expect(piece.standing.state).toBe('inReview')
    })
  })

  describe('a signed piece', () => {
    beforeEach(async () => {
      await open(oneStagePolicy)
      await review(first(), { decision: 'signOff' })
    })

    it('is not published while it is held', async () => {
      await review(second(), { decision: 'hold', reason: '等通稿。' })
      expect(codeOf(await first().client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('piece-held')
      expect(codeOf(await first().client.call('exportPackage', { params: { story: ID } }))).toBe('piece-held')
      expect(room.connector.calls()).toBe(0)
      await review(second(), { decision: 'release' })
      expect(codeOf(await first().client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('ok')
    })

    it('once published is corrected, reviewed again and published again, the old text standing meanwhile', async () => {
      const publish = async () => valueOf(await second().client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      const before = await publish()
      valueOf(await second().client.call('publish', { params: { story: ID }, body: { destination: 'second' } }))
      const { standing } = valueOf(await author.client.call('piece', { params: { story: ID } })).piece
      const next = mended()
      await room.upload(author, next)
      piece = valueOf(await room.submit(author, next, standing, { decision: 'correct', reason: '通车日期有误。' }))
      expect(piece).toMatchObject({ signedBy: '', standing: { state: 'inReview', live: { number: 1 }, revision: { number: 2 } }, publications: [{ destination: 'second' }, before] })
      expect(codeOf(await second().client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))).toBe('not-signed-off')
      await review(third(), { decision: 'signOff' }, next)
      expect(await publish()).toMatchObject({ revision: nodeCrypto.sha256(canonicalBytes(next)) })
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(await room.desk().rebuild()).toEqual({ events: (await room.ledgerLines()).length })
    })
  })

  describe('a claim', () => {
    beforeEach(() => open(oneStagePolicy))
    const claim = (member: Member, takeOver = false) => member.client.call('claim', { params: { story: ID }, body: { takeOver } })

    it('keeps the stage to who has the piece in hand, runs out after half an hour, and is renewed by claiming again', async () => {
      const mine = valueOf(await claim(first()))
      expect(Date.parse(mine.until) - Date.parse(mine.since)).toBe(30 * 60_000)
      expect(await claim(second())).toMatchObject({ code: 'claimed-by-other', details: { name: '顾岚', until: mine.until } })
      expect(codeOf(await room.review(second(), story, piece.standing, { decision: 'signOff' }))).toBe('claimed-by-other')
      expect(valueOf(await second().client.call('pieces', { query: { scope: 'queue' } }))[0]?.claim).toEqual(mine)
      expect(codeOf(await claim(author))).toBe('not-allowed')
      room.clock.time += 20 * 60_000
      expect(valueOf(await claim(first())).since).toBe(mine.since)
      room.clock.time += 31 * 60_000
      expect(valueOf(await claim(second())).person).toBe('qin')
      valueOf(await second().client.call('release', { params: { story: ID } }))
      expect(valueOf(await second().client.call('pieces', { query: { scope: 'queue' } }))[0]?.claim).toBeNull()
    })

    it('is taken over, the working copy kept first, and ends when the piece leaves the stage', async () => {
      valueOf(await claim(first()))
      const working = await workingOf(first())
      valueOf(await save(first(), { ...working, story: mended() }))
      expect(valueOf(await claim(second(), true)).person).toBe('qin')
      const [kept] = valueOf(await first().client.call('keptWorkings', { params: { story: ID } }))
      expect(kept).toMatchObject({ why: 'takeover', by: '秦越', generation: 1 })
      expect(valueOf(await first().client.call('keptWorking', { params: { story: ID, kept: kept!.id } }))).toMatchObject({ by: '顾岚', story: { headline: '渡口新桥昨日通车' } })
      expect(codeOf(await first().client.call('keptWorking', { params: { story: ID, kept: 'none' } }))).toBe('working-unknown')
      expect((await review(second(), { decision: 'return', reason: '再改。' })).claim).toBeNull()
    })
  })

  describe('a working copy', () => {
    beforeEach(() => open(oneStagePolicy))

    it('begins as the revision, is stored by generations, and is never overwritten unseen', async () => {
      const working = await workingOf(first())
      expect(working).toMatchObject({ story, generation: 0, base: piece.standing.revision.sha256, conflicts: [] })
      expect(valueOf(await save(first(), { ...working, story: mended() })).generation).toBe(1)
      expect(await save(second(), { ...working, story: mended({ deck: '一桥飞架' }) })).toMatchObject({ code: 'working-stale', details: { generation: 1 } })
      expect(await workingOf(author)).toMatchObject({ generation: 1, by: '顾岚', story: { headline: '渡口新桥昨日通车' } })
      expect(valueOf(await second().client.call('pieces', { query: { scope: 'queue' } }))[0]?.edited).toBe(true)
      const both = await Promise.all([save(first(), { ...working, generation: 1 }), save(second(), { ...working, generation: 1 })])
      expect(both.map(codeOf).sort()).toEqual(['ok', 'working-stale'])
    })

    it('is refused from its author, as another story, with photos the desk lacks, and once a revision was cut', async () => {
      const working = await workingOf(first())
      expect(codeOf(await save(author, working))).toBe('not-allowed')
      expect(codeOf(await save(first(), { ...working, story: { ...story, id: 'e3d1c0de-0000-4000-8000-00000000ffff' } }))).toBe('wrong-story')
      const photo = { sha256: 'ab'.repeat(32), mediaType: 'image/jpeg', width: 1, height: 1, bytes: 1, name: 'x.jpg' } as const
      expect(codeOf(await save(first(), { ...working, story: makeStory(ID, [photo]) }))).toBe('photo-not-uploaded')
      const next = mended()
      await room.upload(first(), next)
      piece = valueOf(await room.reviseAnd(first(), next, piece.standing, { changes: ['headline'] }))
      expect(await save(first(), working)).toMatchObject({ code: 'working-rebased', details: { base: piece.standing.revision.sha256 } })
      await review(first(), { decision: 'signOff' }, next)
      expect(codeOf(await save(first(), await workingOf(first())))).toBe('not-in-review')
    })

    it('holds a sign-off back while anything in it is open, and says where', async () => {
      const body = { type: 'doc', content: [block.paragraph('p1', '桥通了，', { type: 'text', text: '两岸', marks: [{ type: 'insertion', attrs: { id: 's1' } }] }, '的人都来看。')] }
      const working = await workingOf(first())
      const conflict = { id: 'c1', kind: 'field', place: { field: 'headline' }, base: { headline: '一' }, mine: { headline: '二' }, theirs: { headline: '三' } } as const
      let generation = 0
      const saved = async (changes: Partial<Working>): Promise<void> => {
        generation = valueOf(await save(first(), { ...working, generation, ...changes })).generation
      }
      const signOff = () => room.review(first(), story, piece.standing, { decision: 'signOff' })
      await saved({ story: makeStory(ID, [], { body }) })
      expect(await signOff()).toMatchObject({ code: 'suggestions-open', details: { count: 1, block: 'p1' } })
      await saved({ notes: { threads: [], suggestions: {}, fields: [{ id: 'f1', field: 'deck', was: '', value: '一桥飞架', by: '顾岚', at: '' }] } })
      expect(await signOff()).toMatchObject({ code: 'suggestions-open', details: { count: 1, field: 'deck' } })
      await saved({ conflicts: [conflict] })
      expect(await signOff()).toMatchObject({ code: 'conflicts-open', details: { count: 1, field: 'headline' } })
      await saved({ story: mended() })
      expect(codeOf(await signOff())).toBe('working-ahead')
      await saved({ notes: { threads: [thread(false)], suggestions: {} } })
      expect(await signOff()).toMatchObject({ code: 'comments-open', details: { count: 1 } })
      await saved({ notes: { threads: [thread(true)], suggestions: {} } })
      expect(codeOf(await signOff())).toBe('ok')
    })

    it('follows a revision cut from it, with its comments, and is kept for the author when the piece is returned', async () => {
      const working = await workingOf(first())
      const next = mended()
      valueOf(await save(first(), { ...working, story: next, notes: { threads: [thread(false)], suggestions: {} } }))
      await room.upload(first(), next)
      piece = valueOf(await room.reviseAnd(first(), next, piece.standing, { changes: ['headline'] }, (edited) => room.statementOf(first(), next, edited, { decision: 'return', reason: '请答批注。' })))
      expect(await workingOf(author)).toMatchObject({ base: piece.standing.revision.sha256, generation: 2, story: { headline: next.headline }, notes: { threads: [{ id: 't1' }] } })
      expect(piece).toMatchObject({ edited: false, standing: { state: 'returned', revision: { number: 2 } } })
      expect(valueOf(await author.client.call('keptWorkings', { params: { story: ID } }))).toMatchObject([{ why: 'stage', by: '顾岚', generation: 1 }])
      const again = mended({ deck: '一桥飞架' })
      await room.upload(author, again)
      piece = valueOf(await room.submit(author, again, piece.standing))
      expect(await workingOf(author)).toMatchObject({ generation: 0, base: piece.standing.revision.sha256, notes: { threads: [] } })
    })
  })

  describe('the house\'s policy', () => {
    beforeEach(() => open(oneStagePolicy))
    const set = (member: Member, policy: Rules, replaces: string) => member.client.call('setPolicy', { body: { policy, replaces } })

    it('is on record from the first day, is changed by an administrator, and does not change what is under way', async () => {
      const admin = await room.join('he', '何川', 'admin')
      const [given] = valueOf(await author.client.call('policies'))
      expect(given).toMatchObject({ policy: oneStagePolicy, by: 'desk', current: true })
      expect(codeOf(await set(chief, threeStagePolicy, given!.digest))).toBe('not-allowed')
      const changed = valueOf(await set(admin, threeStagePolicy, given!.digest))
      expect(await set(admin, oneStagePolicy, given!.digest)).toMatchObject({ code: 'policy-stale', details: { current: changed.digest } })
      expect(room.desk().health().policy).toEqual(threeStagePolicy)
      expect(valueOf(await author.client.call('policies')).map(({ policy, current, by }) => [policy.name, current, by])).toEqual([['三审三校', true, 'he'], ['一审', false, 'desk']])
      // The piece began under the one stage, and ends under it.
      await review(first(), { decision: 'signOff' })
      const later = makeStory('e3d1c0de-0000-4000-8000-000000000002')
      await room.upload(author, later)
      expect(codeOf(await room.submit(author, later))).toBe('policy-changed')
      expect(valueOf(await room.submit(author, later, null, { policy: changed.digest })).standing.policy).toBe(changed.digest)
      expect(codeOf(await room.reopen())).toBe('ok')
      expect(room.desk().health().policy).toEqual(threeStagePolicy)
    })

    it('is refused where it is no policy, with the place, or where nobody could fulfil it', async () => {
      const admin = await room.join('he', '何川', 'admin')
      const [given] = valueOf(await author.client.call('policies'))
      const lines = await room.ledgerLines()
      expect(await set(admin, { ...oneStagePolicy, proofreading: { ...oneStagePolicy.proofreading, before: 'nowhere' } }, given!.digest)).toMatchObject({ code: 'bad-request', details: { place: 'body.policy.proofreading.before' } })
      const lonely = await openNewsroom(store)
      try {
        const alone = await lonely.join('he', '何川', 'admin')
        const stages = [{ ...oneStagePolicy.stages[0]!, id: 'final', roles: ['chief' as const] }]
        expect(await alone.client.call('setPolicy', { body: { policy: { ...oneStagePolicy, stages }, replaces: valueOf(await alone.client.call('policies'))[0]!.digest } })).toMatchObject({ code: 'policy-unfillable', details: { stage: 'final' } })
      } finally {
        await lonely.close()
      }
      expect(await room.ledgerLines()).toEqual(lines)
    })
  })

  describe('a delegation', () => {
    beforeEach(() => open(threeStagePolicy))

    it('lets its receiver read and review as the giver may, and is told on whose behalf', async () => {
      const reporter = await room.join('wen', '闻青', 'reporter')
      expect(codeOf(await reporter.client.call('piece', { params: { story: ID } }))).toBe('not-allowed')
      const lent = valueOf(await room.lend(first(), reporter, { channel: ['社会'] }))
      expect(lent).toMatchObject({ fromName: '顾岚', toName: '闻青', endedAt: null })
      expect(valueOf(await reporter.client.call('pieces', { query: { scope: 'queue' } }))).toHaveLength(1)
      await review(reporter, { decision: 'pass', reason: '代看。', delegation: lent.delegation.id })
      const { events, delegations, keys } = valueOf(await author.client.call('piece', { params: { story: ID } }))
      expect(events.at(-1)).toMatchObject({ decision: 'pass', name: '闻青', behalf: '顾岚' })
      expect([delegations.length, keys.map(({ person }) => person).sort()]).toEqual([1, ['gu', 'shen', 'wen']])
      for (const [member, count] of [[reporter, 1], [first(), 1], [second(), 0], [chief, 1]] as const) expect(valueOf(await member.client.call('delegations'))).toHaveLength(count)
      valueOf(await room.endLoan(first(), lent.delegation.id))
      expect(codeOf(await reporter.client.call('piece', { params: { story: ID } }))).toBe('not-allowed')
      // What was done while it ran holds.
      await review(second(), { decision: 'pass' })
      expect(await room.desk().rebuild()).toEqual({ events: (await room.ledgerLines()).length })
    })
  })
}
