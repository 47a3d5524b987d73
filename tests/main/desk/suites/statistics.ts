import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { statistics } from '../../../../src-main/desk/migrations/0014-statistics'
import type { StatisticsQuery, StatisticsRow } from '../../../../src-shared/desk-api/statistics'
import { valueOf } from '../../../../src-shared/outcome'
import { countStory } from '../../../../src-shared/story/count'
import { block } from '../../../support/sample-story'
import { makeStory, smallPhoto, type Member, type Store } from '../newsroom'
import { idOf, openPublishingRoom, type PublishingRoom } from './publishing-room'

const QUERY: StatisticsQuery = { from: '2026-01', to: '2026-12', zone: 'Asia/Shanghai', by: 'author' }
const CHARACTERS = countStory(makeStory(idOf(1))).characters

/** A row in one line: "2026-05 沈牧 社会/交通 submitted 1 11 0". */
const said = ({ month, name, channel, milestone, pieces, characters, photos }: StatisticsRow): string => [month, name, channel.join('/'), milestone, pieces, characters, photos].join(' ')

/** What a desk counts of its pieces, on one kind of store. */
export const statisticsSuite = (store: Store): void => {
  let open: PublishingRoom
  beforeEach(async () => {
    open = await openPublishingRoom(store)
  })
  afterEach(() => open.close())
  const read = async (query: Partial<StatisticsQuery> = {}, by: Member = open.editor) => valueOf(await by.client.call('statistics', { query: { ...QUERY, ...query } }))
  const rows = async (query: Partial<StatisticsQuery> = {}, by?: Member) => (await read(query, by)).rows.map(said)
  const publish = async (story: string) => {
    valueOf(await open.editor.client.call('publish', { params: { story }, body: { destination: 'paper' } }))
    await open.comes(story, { state: 'published' })
  }
  /** The desk's clock, and that by which people date what they sign. */
  const toMonth = (iso: string) => {
    open.clock.time = Date.parse(iso)
    open.room.clock.time = Date.parse(iso)
  }

  it('counts a piece in the months it was submitted, signed off and published, with its characters and photos', async () => {
    const drawn = await smallPhoto()
    const story = makeStory(idOf(1), [drawn.photo])
    const count = String(countStory(story).characters)
    await open.room.upload(open.author, story, [drawn])
    const piece = valueOf(await open.room.submit(open.author, story))
    toMonth('2026-06-10T08:00:00.000Z')
    valueOf(await open.room.review(open.editor, story, piece.standing, { decision: 'signOff' }))
    toMonth('2026-07-10T08:00:00.000Z')
    await publish(story.id)
    const expected = [`2026-05 沈牧 社会/交通 submitted 1 ${count} 1`, `2026-06 沈牧 社会/交通 signedOff 1 ${count} 1`, `2026-07 沈牧 社会/交通 published 1 ${count} 1`]
    expect(await rows()).toEqual(expected)
    expect(await rows({ from: '2026-06', to: '2026-06' })).toEqual([expected[1]])
    expect((await read()).totals.published).toEqual({ pieces: 1, characters: Number(count), photos: 1 })
    expect(await rows({ from: '2025-01', to: '2025-12' })).toEqual([])
  })

  it('counts what was returned and sent in again, corrected or published again once, as it first was', async () => {
    const story = makeStory(idOf(1))
    await open.room.upload(open.author, story)
    const first = valueOf(await open.room.submit(open.author, story))
    const returned = valueOf(await open.room.review(open.editor, story, first.standing, { decision: 'return', reason: '补信源。' }))
    toMonth('2026-06-01T08:00:00.000Z')
    const longer = makeStory(idOf(1), [], { body: { type: 'doc', content: [block.paragraph('p1', '桥通了，两岸的人都来看。'), block.paragraph('p2', '又添一段。')] } })
    await open.room.upload(open.author, longer)
    const again = valueOf(await open.room.submit(open.author, longer, returned.standing))
    const signed = valueOf(await open.room.review(open.editor, longer, again.standing, { decision: 'signOff' }))
    await publish(story.id)
    toMonth('2026-08-01T08:00:00.000Z')
    const corrected = makeStory(idOf(1), [], { headline: '更正' })
    await open.room.upload(open.author, corrected)
    const correcting = valueOf(await open.room.submit(open.author, corrected, signed.standing, { decision: 'correct', reason: '标题有误。' }))
    valueOf(await open.room.review(open.editor, corrected, correcting.standing, { decision: 'signOff' }))
    await publish(story.id)
    const long = String(countStory(longer).characters)
    const expected = [`2026-05 沈牧 社会/交通 submitted 1 ${String(CHARACTERS)} 0`, `2026-06 沈牧 社会/交通 signedOff 1 ${long} 0`, `2026-06 沈牧 社会/交通 published 1 ${long} 0`]
    expect(await rows()).toEqual(expected)
    await open.room.desk().rebuild()
    expect(await rows(), 'the same after a rebuild').toEqual(expected)
  })

  it('counts by the byline, each person named, and the total once', async () => {
    await open.signed(1, { byline: '本报记者 沈牧 许知行 通讯员 沈牧' })
    await open.signed(2, { byline: '' })
    const one = `1 ${String(CHARACTERS)} 0`
    const byByline = await read({ by: 'byline' })
    expect(byByline.rows.map(said)).toEqual(['', '沈牧', '许知行'].flatMap((name) => [`2026-05 ${name} 社会/交通 submitted ${one}`, `2026-05 ${name} 社会/交通 signedOff ${one}`]))
    expect(byByline.totals.signedOff).toEqual({ pieces: 2, characters: 2 * CHARACTERS, photos: 0 })
    expect(await rows()).toEqual([`2026-05 沈牧 社会/交通 submitted 2 ${String(2 * CHARACTERS)} 0`, `2026-05 沈牧 社会/交通 signedOff 2 ${String(2 * CHARACTERS)} 0`])
  })

  it('puts a piece into the month the clock of the zone shows', async () => {
    toMonth('2026-05-31T20:00:00.000Z')
    await open.signed(1)
    const months = async (zone: string) => [...new Set((await read({ zone })).rows.map(({ month }) => month))]
    expect(await months('Asia/Shanghai')).toEqual(['2026-06'])
    expect(await months('UTC')).toEqual(['2026-05'])
    expect(await months('America/New_York')).toEqual(['2026-05'])
  })

  it('shows editors everybody in their channels, and a reporter their own', async () => {
    await open.signed(1)
    await open.signed(2, { channel: ['文化'] })
    const other = await open.room.join('lin', '林岸', 'reporter')
    const theirs = makeStory(idOf(3), [], { channel: ['社会'] })
    await open.room.upload(other, theirs)
    valueOf(await open.room.submit(other, theirs))
    const seen = async (by: Member) => [...new Set((await read({}, by)).rows.filter(({ milestone }) => milestone === 'submitted').map(({ name, channel }) => `${name} ${channel.join('/')}`))].sort()
    expect(await seen(open.editor)).toEqual(['林岸 社会', '沈牧 文化', '沈牧 社会/交通'].sort())
    expect(await seen(open.author)).toEqual(['沈牧 文化', '沈牧 社会/交通'].sort())
    expect(await seen(other)).toEqual(['林岸 社会'])
    const admin = await open.room.join('xu', '许知行', 'admin')
    valueOf(await admin.client.call('changePerson', { params: { person: 'lin' }, body: { name: '林岸', role: 'reporter', grants: [{ role: 'editor', channel: ['社会'] }] } }))
    expect(await seen(other), 'the channel and what lies under it').toEqual(['林岸 社会', '沈牧 社会/交通'].sort())
    expect((await read({ by: 'byline' }, other)).totals.submitted.pieces).toBe(2)
  })

  it('answers the running year where nothing is asked, and refuses what has no bounds', async () => {
    await open.signed(1)
    const ask = (query: string) => open.room.request('GET', `/api/statistics${query}`, { token: open.editor.token })
    const plain = (await (await ask('')).response.json()) as { value: { from: string; to: string; zone: string; rows: unknown[] } }
    expect(plain.value).toMatchObject({ from: '2026-01', to: '2026-12', zone: 'UTC' })
    expect(plain.value.rows).toHaveLength(2)
    for (const query of ['?from=2026-01', '?from=2026-05&to=2026-04', '?from=2020-01&to=2026-12', '?from=2026-13&to=2026-13', '?zone=Nowhere', '?by=desk', '?zone=UTC%27)--'])
      expect([query, (await ask(query)).failure?.code]).toEqual([query, 'bad-request'])
    expect((await open.room.request('GET', '/api/statistics')).status).toBe(401)
  })

  describe('a desk of an earlier Stet', () => {
    it('counts what it has on record when it opens, however often that is begun', async () => {
      await open.signed(1, { byline: '本报记者 沈牧 许知行' })
      await publish(idOf(1))
      await open.signed(2)
      const [before, named] = [await rows(), await rows({ by: 'byline' })]
      await open.room.desk().close()
      await open.withTables(async (db) => {
        await db.schema.dropTable('tallies').execute()
        await db.schema.dropTable('tally_names').execute()
        await db.schema.alterTable('stories').dropColumn('names').execute()
        await statistics.up(db)
        await statistics.up(db)
        // Cut off half way: a later milestone is there, and not the first.
        await db.insertInto('tallies').values({ story: idOf(2), milestone: 'signedOff', at: '2026-09-01T00:00:00.000Z', channel: '[]', characters: 1, photos: 9 }).execute()
      })
      valueOf(await open.room.reopen())
      expect(await rows()).toEqual(before)
      expect(await rows({ by: 'byline' })).toEqual(named)
      valueOf(await open.room.reopen())
      expect(await rows()).toEqual(before)
    })
  })
}
