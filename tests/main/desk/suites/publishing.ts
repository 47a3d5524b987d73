import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { TRIES } from '../../../../src-main/desk/queue/pace'
import { failed, valueOf, type Outcome } from '../../../../src-shared/outcome'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'
import { codeOf, makeStory, nodeCrypto, type Store } from '../newsroom'
import { oneStagePolicy } from '../../../../src-shared/review/policy'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { aMoment, idOf, openPublishingRoom, type PublishingRoom } from './publishing-room'

const away = connectorFault('destination-away', 'http://paper.test cannot be reached.', { address: 'http://paper.test' })

/** The queue: retries, waiting, hours, holding, taking down and corrections, on one kind of store. */
export const publishingSuite = (store: Store): void => {
  let open: PublishingRoom
  beforeEach(async () => {
    open = await openPublishingRoom(store)
  })
  afterEach(() => open.close())
  const publish = (story: string, more: { destination?: string; when?: string; over?: string } = {}) => open.editor.client.call('publish', { params: { story }, body: { destination: 'paper', ...more } })
  const at = (story: string, destination = 'paper') => ({ params: { story, destination } })
  const decisions = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } })).events.map(({ decision }) => decision)
  const pieceOf = async (story: string) => valueOf(await open.editor.client.call('piece', { params: { story } })).piece
  const refusal = (outcome: Outcome<unknown>) => (outcome.ok ? 'ok' : { code: outcome.code, details: outcome.details })

  describe('a destination that fails', () => {
    it('for a while is tried again by itself, not before its time, and ends published once', async () => {
      const story = await open.signed(1)
      open.paper.then({ fail: away }, { fail: away })
      const waiting = valueOf(await publish(story))
      expect(waiting).toMatchObject({ state: 'waiting', tries: 1, code: 'destination-away', details: { address: 'http://paper.test' }, receipt: null, stands: null })
      const wait = Date.parse(waiting.due ?? '') - open.clock.time
      expect([wait >= 7500, wait <= 15_000]).toEqual([true, true])
      open.pass(7)
      await aMoment()
      expect(open.paper.calls).toHaveLength(1)
      open.pass(8)
      const again = await open.comes(story, { state: 'waiting', tries: 2 })
      expect(Date.parse(again.due ?? '') - open.clock.time).toBeGreaterThanOrEqual(15_000)
      open.pass(30)
      expect(await open.comes(story, { state: 'published' })).toMatchObject({ tries: 0, code: '', due: null, lateBy: null })
      expect([open.paper.calls.length, open.paper.made()]).toEqual([3, 1])
      expect(await decisions(story)).toEqual(['submit', 'signOff', 'published'])
    })

    it('for a day is parked with its words, and a person tries it again', async () => {
      const story = await open.signed(1)
      open.paper.then(...Array.from({ length: TRIES }, () => ({ fail: away })))
      const begun = open.clock.time
      await publish(story)
      for (let tries = 1; tries < TRIES; tries += 1) {
        const { due } = await open.comes(story, { state: 'waiting', tries })
        open.clock.time = Date.parse(due ?? '')
      }
      expect(await open.comes(story, { state: 'failed' })).toMatchObject({ tries: TRIES, code: 'destination-away', message: away.message, due: null })
      const hours = (open.clock.time - begun) / 3_600_000
      expect([hours > 14, hours < 36]).toEqual([true, true])
      await aMoment()
      expect(open.paper.calls).toHaveLength(TRIES)
      expect(valueOf(await open.editor.client.call('retryPublication', { ...at(story), body: {} }))).toMatchObject({ state: 'published', tries: 0 })
    })

    it('in a way a person must mend is parked at once', async () => {
      const story = await open.signed(1)
      open.paper.then({ fail: connectorFault('destination-credentials', 'It does not take these credentials.', { status: 401 }) })
      expect(valueOf(await publish(story))).toMatchObject({ state: 'failed', tries: 1, code: 'destination-credentials', details: { status: 401 }, due: null })
      open.pass(90_000)
      await aMoment()
      expect(open.paper.calls).toHaveLength(1)
      expect(valueOf(await publish(story)).state).toBe('published')
    })

    it('and asks to wait is left alone by everything that is queued for it, and only by that', async () => {
      const [first, second] = [await open.signed(1), await open.signed(2)]
      open.paper.then({ fail: connectorFault('destination-busy', 'It asks to wait.', { seconds: 1800 }) })
      const { state, due } = valueOf(await publish(first))
      // A moment more, by chance.
      expect([state, due !== null && due >= open.iso(1800) && due <= open.iso(1805)]).toEqual(['waiting', true])
      expect(valueOf(await publish(second))).toMatchObject({ state: 'waiting', due: open.iso(1800), tries: 0 })
      expect(valueOf(await open.editor.client.call('retryPublication', { ...at(first), body: {} }))).toMatchObject({ state: 'waiting', due: open.iso(1800) })
      expect(valueOf(await publish(second, { destination: 'wire' })).state).toBe('published')
      open.pass(1795)
      await aMoment()
      expect(open.paper.calls).toHaveLength(1)
      open.pass(10)
      for (const story of [first, second]) await open.comes(story, { state: 'published' })
      expect(open.paper.calls).toHaveLength(3)
    })

    it('and asked to wait is sent one at a time afterwards, until one arrived', async () => {
      const stories: string[] = []
      for (let number = 1; number <= 4; number += 1) stories.push(await open.signed(number))
      open.paper.then({ fail: connectorFault('destination-busy', 'It asks to wait.', { seconds: 10 }) })
      for (const story of stories) expect(valueOf(await publish(story)).state).toBe('waiting')
      let letGo = (): void => undefined
      open.paper.then({ gate: new Promise<void>((resolve) => (letGo = resolve)) })
      open.pass(12)
      await vi.waitFor(() => expect(open.paper.calls).toHaveLength(2), { timeout: 8000 })
      await aMoment()
      expect(open.paper.calls).toHaveLength(2)
      let letRest = (): void => undefined
      const rest = new Promise<void>((resolve) => (letRest = resolve))
      open.paper.then({ gate: rest }, { gate: rest }, { gate: rest })
      letGo()
      await vi.waitFor(() => expect(open.paper.atOnce()).toBe(3), { timeout: 8000 })
      letRest()
      for (const story of stories) await open.comes(story, { state: 'published', tries: 0 })
      expect(open.paper.calls).toHaveLength(5)
    })

    it('is not asked sooner for somebody else was asked to wait less', async () => {
      const [first, second] = [await open.signed(1), await open.signed(2)]
      let letGo = (): void => undefined
      open.paper.then({ gate: new Promise<void>((resolve) => (letGo = resolve)), fail: connectorFault('destination-busy', 'It asks to wait.', { seconds: 5 }) }, { fail: connectorFault('destination-busy', 'It asks to wait.', { seconds: 1800 }) })
      const asked = publish(first)
      await vi.waitFor(() => expect(open.paper.calls).toHaveLength(1), { timeout: 8000 })
      valueOf(await publish(second))
      letGo()
      expect(valueOf(await asked).state).toBe('waiting')
      open.pass(10)
      expect(valueOf(await open.editor.client.call('retryPublication', { ...at(second), body: {} })).due).toBe(open.iso(1790))
    })

    it('by losing its answer has one post and one record in the end', async () => {
      const story = await open.signed(1)
      open.paper.then({ lose: true })
      expect(valueOf(await publish(story))).toMatchObject({ state: 'waiting', code: 'unexpected' })
      open.pass(20)
      await open.comes(story, { state: 'published' })
      expect([open.paper.calls.length, open.paper.made(), open.paper.posts.size]).toEqual([2, 1, 1])
      expect(await decisions(story)).toEqual(['submit', 'signOff', 'published'])
    })

    it('for it was edited there is replaced when somebody who saw it says so', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story))
      open.paper.edit(story)
      const edited = valueOf(await publish(story))
      expect(edited).toMatchObject({ state: 'failed', code: 'remote-edited', details: { version: '11' }, stands: { state: 'published' } })
      const looked = valueOf(await open.editor.client.call('lookAt', at(story)))
      expect(looked).toMatchObject({ found: { state: 'live', version: '11', copy: { title: 'as it stands there' } }, sent: { title: '渡口新桥通车' } })
      expect(valueOf(await open.editor.client.call('retryPublication', { ...at(story), body: { over: '11' } }))).toMatchObject({ state: 'published', receipt: { remoteVersion: '12' } })
      expect(open.paper.calls.at(-1)).toMatchObject({ over: '11' })
    })
  })

  describe('an hour', () => {
    it('is kept to: nothing goes before it', async () => {
      const story = await open.signed(1)
      const hour = open.iso(3600)
      expect(valueOf(await publish(story, { when: hour }))).toMatchObject({ state: 'waiting', hour, due: hour, code: '' })
      open.pass(3590)
      await aMoment()
      expect(open.paper.calls).toHaveLength(0)
      open.pass(15)
      expect(await open.comes(story, { state: 'published' })).toMatchObject({ lateBy: null })
    })

    it('that is over is now', async () => {
      const story = await open.signed(1)
      expect(valueOf(await publish(story, { when: open.iso(-60) }))).toMatchObject({ state: 'published', lateBy: null })
    })

    it('a desk was closed at goes late, once, and says how late', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story, { when: open.iso(3600) }))
      await open.room.desk().close()
      open.pass(3600 + 7200)
      valueOf(await open.room.reopen())
      expect(await open.comes(story, { state: 'published' })).toMatchObject({ lateBy: 7_200_000 })
      expect(open.paper.calls).toHaveLength(1)
      const { events } = valueOf(await open.editor.client.call('piece', { params: { story } }))
      expect(events.at(-1)).toMatchObject({ decision: 'published', destination: 'paper', lateBy: 7_200_000, receipt: { destination: 'paper' } })
      await open.room.desk().rebuild()
      expect(await open.standing(story)).toMatchObject({ state: 'published', lateBy: 7_200_000 })
    })

    it('can be changed, held and let go, and forgotten', async () => {
      const story = await open.signed(1)
      const hold = (held: boolean) => open.editor.client.call('holdPublication', { ...at(story), body: { held } })
      valueOf(await publish(story, { when: open.iso(600) }))
      expect(valueOf(await open.editor.client.call('reschedule', { ...at(story), body: { when: open.iso(1200) } }))).toMatchObject({ state: 'waiting', hour: open.iso(1200), due: open.iso(1200) })
      open.pass(700)
      await aMoment()
      expect(valueOf(await hold(true))).toMatchObject({ state: 'waiting', held: true, due: null })
      open.pass(700)
      await aMoment()
      expect(open.paper.calls).toHaveLength(0)
      expect(valueOf(await hold(false))).toMatchObject({ state: 'published', lateBy: 200_000 })
      valueOf(await publish(story, { destination: 'wire', when: open.iso(600) }))
      expect(valueOf(await open.editor.client.call('cancelPublication', at(story, 'wire')))).toBeNull()
      expect(codeOf(await open.editor.client.call('cancelPublication', at(story, 'wire')))).toBe('nothing-waits')
      expect(codeOf(await hold(true))).toBe('nothing-waits')
      open.pass(700)
      await aMoment()
      expect(open.wire.calls).toHaveLength(0)
    })

    it('asked for again takes the place of the one before', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story, { when: open.iso(600) }))
      expect(valueOf(await publish(story)).state).toBe('published')
      open.pass(700)
      await aMoment()
      expect(open.paper.calls).toHaveLength(1)
    })
  })

  describe('what happened to the piece meanwhile', () => {
    it('keeps a held piece waiting until it is released, and sends it then', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story, { when: open.iso(600) }))
      const held = valueOf(await open.room.review(open.editor, makeStory(idOf(1)), (await pieceOf(story)).standing, { decision: 'hold', reason: '等核实。' }))
      open.pass(700)
      await aMoment()
      expect([open.paper.calls.length, (await open.standing(story))?.state]).toEqual([0, 'waiting'])
      valueOf(await open.room.review(open.editor, makeStory(idOf(1)), held.standing, { decision: 'release' }))
      expect(await open.comes(story, { state: 'published' })).toMatchObject({ lateBy: 100_000 })
    })

    it.each([
      ['spiked', 'piece-spiked', { decision: 'spike', reason: '不用了。' }],
      ['corrected', 'not-signed-off', { decision: 'correct', reason: '改一处。' }],
    ] as const)('ends a publication of a piece that was %s', async (_, code, act) => {
      const story = await open.signed(1)
      valueOf(await publish(story, { when: open.iso(600) }))
      const { standing } = await pieceOf(story)
      const next = makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' })
      if (act.decision === 'correct') {
        await open.room.upload(open.author, next)
        valueOf(await open.room.submit(open.author, next, standing, act))
      } else valueOf(await open.room.review(open.editor, makeStory(idOf(1)), standing, act))
      open.pass(700)
      expect(await open.comes(story, { state: 'failed' })).toMatchObject({ code, due: null })
      expect(open.paper.calls).toHaveLength(0)
    })

    it('ends a publication of a revision that is no longer the signed one', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story, { when: open.iso(600) }))
      const next = makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' })
      await open.room.upload(open.author, next)
      const corrected = valueOf(await open.room.submit(open.author, next, (await pieceOf(story)).standing, { decision: 'correct', reason: '改一处。' }))
      valueOf(await open.room.review(open.editor, next, corrected.standing, { decision: 'signOff' }))
      open.pass(700)
      expect(await open.comes(story, { state: 'failed' })).toMatchObject({ code: 'revision-changed' })
      expect(codeOf(await open.editor.client.call('retryPublication', { ...at(story), body: {} }))).toBe('revision-changed')
      expect(open.paper.calls).toHaveLength(0)
    })

    it('records what arrived of a piece that was corrected while it was being sent', async () => {
      const story = await open.signed(1)
      let letGo = (): void => undefined
      open.paper.then({ gate: new Promise<void>((resolve) => (letGo = resolve)) })
      const publishing = publish(story)
      await open.comes(story, { state: 'sending' })
      const next = makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' })
      await open.room.upload(open.author, next)
      const before = (await pieceOf(story)).standing
      valueOf(await open.room.submit(open.author, next, before, { decision: 'correct', reason: '改一处。' }))
      letGo()
      valueOf(await publishing)
      expect(await pieceOf(story)).toMatchObject({ standing: { state: 'inReview', live: before.revision, revision: { number: 2 } }, publications: [{ state: 'published', revision: before.revision.sha256 }] })
    })
  })

  describe('taking down', () => {
    const down = (story: string, destination = 'paper', reason = '当事人要求。') => open.editor.client.call('takeDown', { ...at(story, destination), body: { reason } })

    it('is on record with its reason; down everywhere it may be spiked, and publishing brings it back', async () => {
      const story = await open.signed(1)
      expect(codeOf(await down(story))).toBe('not-published')
      for (const destination of ['paper', 'wire']) valueOf(await publish(story, { destination }))
      const revision = (await pieceOf(story)).standing.revision
      expect(valueOf(await down(story))).toMatchObject({ state: 'takenDown', reason: '当事人要求。', receipt: { remoteVersion: '2' }, stands: { state: 'takenDown' } })
      expect((await pieceOf(story)).standing).toMatchObject({ state: 'published', live: revision })
      const lines = await open.room.ledgerLines()
      expect(valueOf(await down(story)).state).toBe('takenDown')
      expect(await open.room.ledgerLines()).toEqual(lines)
      valueOf(await down(story, 'wire'))
      expect((await pieceOf(story)).standing).toMatchObject({ state: 'signedOff', live: null })
      expect(valueOf(await publish(story))).toMatchObject({ state: 'published', receipt: { remoteVersion: '3' } })
      expect((await pieceOf(story)).standing).toMatchObject({ state: 'published', live: revision })
      valueOf(await down(story))
      const { events } = valueOf(await open.editor.client.call('piece', { params: { story } }))
      expect(events.slice(2).map(({ decision, destination, reason }) => [decision, destination, reason])).toEqual([
        ['published', 'paper', ''], ['published', 'wire', ''], ['takenDown', 'paper', '当事人要求。'], ['takenDown', 'wire', '当事人要求。'], ['published', 'paper', ''], ['takenDown', 'paper', '当事人要求。'],
      ])
      const before = await pieceOf(story)
      await open.room.desk().rebuild()
      expect(await pieceOf(story)).toEqual(before)
      expect(valueOf(await open.room.review(open.editor, makeStory(idOf(1)), before.standing, { decision: 'spike', reason: '撤稿。' })).standing.state).toBe('spiked')
    })

    it('that cannot be done now goes by itself; a publication that waited does not come after it', async () => {
      const story = await open.signed(1)
      valueOf(await publish(story))
      open.paper.then({ fail: away })
      valueOf(await publish(story))
      open.paper.then({ fail: away })
      expect(valueOf(await down(story))).toMatchObject({ state: 'waiting', doing: 'takeDown', stands: { state: 'published' } })
      open.pass(20)
      await open.comes(story, { state: 'takenDown' })
      open.pass(90_000)
      await aMoment()
      expect(open.paper.calls.map(({ act }) => act)).toEqual(['publish', 'publish', 'takeDown', 'takeDown'])
    })

    it('waits behind a sending that runs, and follows it', async () => {
      const story = await open.signed(1)
      let letGo = (): void => undefined
      open.paper.then({ gate: new Promise<void>((resolve) => (letGo = resolve)) })
      const publishing = publish(story)
      await open.comes(story, { state: 'sending' })
      const taking = down(story)
      await aMoment()
      expect(open.paper.calls).toHaveLength(1)
      letGo()
      valueOf(await publishing)
      expect(valueOf(await taking).state).toBe('takenDown')
      expect(await decisions(story)).toEqual(['submit', 'signOff', 'published', 'takenDown'])
    })
  })

  describe('a correction', () => {
    it('is due wherever the piece is live until every destination carries it, and goes there by one call', async () => {
      const story = await open.signed(1)
      for (const destination of ['paper', 'wire']) valueOf(await publish(story, { destination }))
      const first = await pieceOf(story)
      expect(first.correctionDue).toBeNull()
      const next = makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' })
      await open.room.upload(open.author, next)
      const corrected = valueOf(await open.room.submit(open.author, next, first.standing, { decision: 'correct', reason: '改一处。' }))
      expect(corrected.correctionDue).toBeNull()
      // In review again, it still stands where it was published.
      const idsOf = async (scope: 'cleared' | 'out') => valueOf(await open.editor.client.call('pieces', { query: { scope } })).map(({ standing }) => standing.story)
      expect([await idsOf('cleared'), await idsOf('out')]).toEqual([[], [story]])
      valueOf(await open.room.review(open.editor, next, corrected.standing, { decision: 'signOff' }))
      const [since, due] = [open.iso(), open.iso(86_400)]
      const listed = valueOf(await open.editor.client.call('pieces', { query: { scope: 'cleared' } }))
      expect(listed.find(({ standing }) => standing.story === story)?.correctionDue).toEqual({ since, due, destinations: ['paper', 'wire'] })
      open.wire.then({ fail: away })
      const everywhere = valueOf(await open.editor.client.call('publishAll', { params: { story }, body: { destinations: 'live' } }))
      expect(everywhere.map(({ destination, state }) => [destination, state])).toEqual([['paper', 'published'], ['wire', 'waiting']])
      expect((await pieceOf(story)).correctionDue).toEqual({ since, due, destinations: ['wire'] })
      open.pass(20)
      await open.comes(story, { state: 'published' }, 'wire')
      expect((await pieceOf(story)).correctionDue).toBeNull()
      expect(open.wire.posts.get(story)?.sha256).toBe(nodeCrypto.sha256(canonicalBytes(next)))
    })

    it('is due by the hours the policy gives', async () => {
      await open.close()
      open = await openPublishingRoom(store, { policy: { ...oneStagePolicy, correctionHours: 6 } })
      const story = await open.signed(1)
      valueOf(await publish(story))
      const next = makeStory(idOf(1), [], { headline: '渡口新桥通车（更正）' })
      await open.room.upload(open.author, next)
      const corrected = valueOf(await open.room.submit(open.author, next, (await pieceOf(story)).standing, { decision: 'correct', reason: '改一处。' }))
      open.pass(60)
      valueOf(await open.room.review(open.editor, next, corrected.standing, { decision: 'signOff' }))
      expect((await pieceOf(story)).correctionDue).toEqual({ since: open.iso(), due: open.iso(6 * 3600), destinations: ['paper'] })
      valueOf(await open.editor.client.call('takeDown', { ...at(story), body: { reason: '撤下。' } }))
      expect((await pieceOf(story)).correctionDue).toBeNull()
    })

    it('of a piece that is live nowhere goes nowhere by that call', async () => {
      const story = await open.signed(1)
      expect(codeOf(await open.editor.client.call('publishAll', { params: { story }, body: { destinations: 'live' } }))).toBe('not-published')
      expect(refusal(await open.editor.client.call('publishAll', { params: { story }, body: { destinations: ['paper', 'elsewhere'] } }))).toEqual({ code: 'destination-unknown', details: { destination: 'elsewhere' } })
      expect(open.paper.calls).toHaveLength(0)
      expect(valueOf(await open.editor.client.call('publishAll', { params: { story }, body: { destinations: ['paper', 'wire'] } })).map(({ state }) => state)).toEqual(['published', 'published'])
    })
  })

  it('a desk that closes in the middle of a sending takes it up again', async () => {
    const story = await open.signed(1)
    open.paper.then({ gate: new Promise(() => undefined) })
    const publishing = publish(story)
    // A busy machine is slow, not wrong.
    await vi.waitFor(() => expect(open.paper.calls).toHaveLength(1), { timeout: 8000 })
    valueOf(await open.room.reopen())
    // As it stood when the desk stopped: the answer may come before or after the sending was given up.
    expect(['sending', 'waiting']).toContain(valueOf(await publishing).state)
    await open.comes(story, { state: 'published' })
    expect([open.paper.calls.length, open.paper.made()]).toEqual([2, 1])
  })

  it('publications an older desk kept as failed are parked in the queue', async () => {
    const story = await open.signed(1)
    const { revision } = (await pieceOf(story)).standing
    await open.room.desk().close()
    await open.withTables((db) => db.insertInto('attempts').values({ story, destination: 'paper', at: open.iso(), revision: revision.sha256, code: 'site-unreachable', message: 'No answer.' }).execute())
    valueOf(await open.room.reopen())
    expect(await open.standing(story)).toMatchObject({ state: 'failed', code: 'site-unreachable', at: open.iso() })
    expect(open.paper.calls).toHaveLength(0)
    expect(valueOf(await open.editor.client.call('retryPublication', { ...at(story), body: {} })).state).toBe('published')
  })

  it('a figure says what waits and what failed', async () => {
    const [first, second] = [await open.signed(1), await open.signed(2)]
    valueOf(await publish(first, { when: open.iso(600) }))
    open.paper.then({ fail: failed('site-unreachable', 'No.') })
    valueOf(await publish(second))
    expect(await open.room.desk().figures()).toMatchObject({ failedPublications: 1, queuedPublications: 1 })
  })
}
