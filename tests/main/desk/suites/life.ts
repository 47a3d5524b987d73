import { afterEach, describe, expect, it } from 'vitest'

import { failed, valueOf } from '../../../../src-shared/outcome'
import { REVIEW_TYPE } from '../../../../src-shared/signoff/statement'
import { canonicalBytes } from '../../../../src-shared/story/canonical'
import { reviewOnlyPolicy } from '../../../support/signed-piece'
import { codeOf, makeStory, nodeCrypto, openNewsroom, seal, smallPhoto, type Newsroom, type Store } from '../newsroom'

const ID = 'a3d1c0de-0000-4000-8000-000000000001'
const ID2 = 'a3d1c0de-0000-4000-8000-000000000002'

/** A story's life at the desk, on one kind of store. */
export const lifeSuite = (store: Store): void => {
  let room: Newsroom
  afterEach(() => room.close())

  describe('a story', () => {
    it('is submitted, returned with a reason, resubmitted, signed off, published and packaged', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      const photo = await smallPhoto()
      const story = makeStory(ID, [photo.photo])

      expect(valueOf(await author.client.call('hasPhoto', { params: { sha256: photo.photo.sha256 } })).known).toBe(false)
      await room.upload(author, story, [photo])
      expect(valueOf(await author.client.call('hasPhoto', { params: { sha256: photo.photo.sha256 } })).known).toBe(true)

      const submitted = valueOf(await room.submit(author, story))
      expect(submitted).toMatchObject({ headline: '渡口新桥通车', slugline: 'slug-a3d1', channel: ['社会', '交通'], byline: '本报记者 沈牧', authorName: '沈牧', photos: 1, reason: '', signedBy: '', publications: [] })
      expect(submitted.standing).toMatchObject({ state: 'inReview', author: 'shen', revision: { number: 1 } })

      const returned = valueOf(await room.review(editor, story, submitted.standing, { decision: 'return', reason: '第二段请补信源。' }))
      expect(returned).toMatchObject({ reason: '第二段请补信源。', standing: { state: 'returned' } })

      const mended = makeStory(ID, [photo.photo], { headline: '渡口新桥昨日通车' })
      await room.upload(author, mended)
      const again = valueOf(await room.submit(author, mended, returned.standing))
      expect(again).toMatchObject({ headline: '渡口新桥昨日通车', standing: { state: 'inReview', revision: { number: 2 } } })

      const signed = valueOf(await room.review(editor, mended, again.standing, { decision: 'signOff' }))
      expect(signed).toMatchObject({ signedBy: '顾岚', standing: { state: 'signedOff' } })

      const published = valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      expect(published).toMatchObject({ state: 'published', destination: 'site', revision: nodeCrypto.sha256(canonicalBytes(mended)), code: '' })

      const dossier = valueOf(await author.client.call('piece', { params: { story: ID } }))
      expect(dossier.events.map(({ decision, name }) => [decision, name])).toEqual([['submit', '沈牧'], ['return', '顾岚'], ['submit', '沈牧'], ['signOff', '顾岚'], ['published', '顾岚']])
      expect(dossier.piece.publications).toEqual([published])
      expect(dossier.keys.map(({ id }) => id).sort()).toEqual([author.key, editor.key].sort())

      const first = valueOf(await author.client.call('getRevision', { params: { story: ID, sha256: nodeCrypto.sha256(canonicalBytes(story)) } }))
      expect(Buffer.from(first)).toEqual(Buffer.from(canonicalBytes(story)))
      const picture = valueOf(await editor.client.call('getPhoto', { params: { story: ID, sha256: photo.photo.sha256 } }))
      expect(nodeCrypto.sha256(picture)).toBe(photo.photo.sha256)

      const bytes = Buffer.from(await new Response(valueOf(await author.client.call('exportPackage', { params: { story: ID } }))).arrayBuffer())
      expect(bytes).toEqual(Buffer.concat([Buffer.from('PK'), canonicalBytes(mended), photo.bytes]))
    })

    it('published again with the same answer adds nothing, and asked again while it is being sent it is that sending', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      await room.clear(author, [editor], makeStory(ID))
      const publish = async () => valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      const first = await publish()
      const lines = await room.ledgerLines()
      const results = [await publish(), ...(await Promise.all([publish(), publish(), publish()]))]
      expect(results).toEqual([first, first, first, first])
      // Twice one after the other, and three times at once: those share a sending, or follow each other.
      expect(room.connector.calls()).toBeGreaterThanOrEqual(3)
      expect(room.connector.calls()).toBeLessThanOrEqual(5)
      expect(room.connector.atOnce()).toBe(1)
      expect(await room.ledgerLines()).toEqual(lines)
    })

    it('goes to two destinations as two events of one chain', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      await room.clear(author, [editor], makeStory(ID))
      await Promise.all(['site', 'second'].map(async (destination) => valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination } }))))
      const { events, piece } = valueOf(await editor.client.call('piece', { params: { story: ID } }))
      expect(events.map(({ decision }) => decision)).toEqual(['submit', 'signOff', 'published', 'published'])
      expect(piece.publications.map(({ destination }) => destination)).toEqual(['second', 'site'])
      // Only acts of people: what follows is checked from those alone.
      expect(piece.standing.lastEvent).toBe(events[1]?.id)
    })

    it('a destination refuses keeps the reason until a retry succeeds, and its evidence does not change', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      const photo = await smallPhoto()
      await room.clear(author, [editor], makeStory(ID, [photo.photo]), [photo])
      const publish = async () => valueOf(await editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } }))
      const lines = await room.ledgerLines()

      room.connector.fail(failed('site-unreachable', 'The site does not answer.'))
      const failure = await publish()
      expect(failure).toMatchObject({ state: 'failed', code: 'site-unreachable', message: 'The site does not answer.', receipt: null })
      expect(valueOf(await editor.client.call('piece', { params: { story: ID } })).piece).toMatchObject({ standing: { state: 'signedOff' }, publications: [failure] })
      expect(await room.ledgerLines()).toEqual(lines)

      room.connector.fail(null)
      const published = await publish()
      expect(published.state).toBe('published')

      // What stands at the destination is still said when a later try fails.
      room.connector.fail(failed('site-unreachable', 'The site does not answer.'))
      expect(await publish()).toMatchObject({ state: 'failed', receipt: published.receipt })
      room.connector.fail(null)
      expect(await publish()).toEqual(published)
    })

    it('waits for its own publication only: other stories go on meanwhile', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      await room.clear(author, [editor], makeStory(ID))
      let letGo: () => void = () => undefined
      room.connector.hold(new Promise((resolve) => (letGo = resolve)))
      const publishing = editor.client.call('publish', { params: { story: ID }, body: { destination: 'site' } })
      const other = makeStory(ID2)
      await room.upload(author, other)
      expect(codeOf(await room.submit(author, other))).toBe('ok')
      letGo()
      expect(valueOf(await publishing).state).toBe('published')
    })

    it('passes three stages by three people, and is listed where each looks for it', async () => {
      room = await openNewsroom(store, { policy: reviewOnlyPolicy })
      const author = await room.join('shen', '沈牧', 'reporter')
      const other = await room.join('wen', '闻青', 'reporter')
      const editors = [await room.join('gu', '顾岚', 'editor'), await room.join('qin', '秦越', 'editor'), await room.join('xu', '许知行', 'admin')]
      const [story, later] = [makeStory(ID), makeStory(ID2)]
      await room.upload(author, story)
      await room.upload(other, later)
      valueOf(await room.submit(author, story))
      valueOf(await room.submit(other, later))
      const idsOf = async (member: (typeof editors)[number], scope: 'mine' | 'queue' | 'cleared') => valueOf(await member.client.call('pieces', { query: { scope } })).map(({ standing }) => standing.story)
      expect(await idsOf(editors[0]!, 'queue')).toEqual([ID, ID2])
      expect(await idsOf(author, 'queue')).toEqual([ID])
      expect(await idsOf(author, 'mine')).toEqual([ID])
      expect(await idsOf(editors[0]!, 'mine')).toEqual([])

      let piece = valueOf(await editors[0]!.client.call('piece', { params: { story: ID } })).piece
      piece = valueOf(await room.review(editors[0]!, story, piece.standing, { decision: 'pass', reason: '可用。' }))
      // It moved to a new stage, so it has waited the shortest there.
      expect(await idsOf(editors[1]!, 'queue')).toEqual([ID2, ID])
      piece = valueOf(await room.review(editors[1]!, story, piece.standing, { decision: 'pass' }))
      piece = valueOf(await room.review(editors[2]!, story, piece.standing, { decision: 'signOff' }))
      expect(piece.standing.acted.map(({ stage, person }) => [stage, person])).toEqual([['first', 'gu'], ['second', 'qin'], ['final', 'xu']])
      expect(await idsOf(editors[1]!, 'cleared')).toEqual([ID])
      expect(await idsOf(other, 'cleared')).toEqual([])
      expect(await idsOf(author, 'cleared')).toEqual([ID])
    })

    it('sent twenty times at once becomes one event, and later again still one', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const editor = await room.join('gu', '顾岚', 'editor')
      const story = makeStory(ID)
      await room.upload(author, story)
      const envelope = seal(REVIEW_TYPE, room.statementOf(author, story, null, {}), author)
      const answers = await Promise.all(Array.from({ length: 20 }, () => room.send(author, ID, envelope)))
      const piece = valueOf(answers[0]!)
      for (const answer of answers) expect(valueOf(answer)).toEqual(piece)
      expect(valueOf(await author.client.call('piece', { params: { story: ID } })).events).toHaveLength(1)
      const signed = valueOf(await room.review(editor, story, piece.standing, { decision: 'signOff' }))
      expect(valueOf(await room.send(author, ID, envelope))).toEqual(signed)
      expect(await room.ledgerLines()).toHaveLength(5)
    })

    it('tells its listeners of every change, and nobody else when they have stopped listening', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      let told = 0
      const stop = room.desk().onChange(() => (told += 1))
      const story = makeStory(ID)
      await room.upload(author, story)
      expect(told).toBe(0)
      valueOf(await room.submit(author, story))
      expect(told).toBe(1)
      stop()
      await room.desk().rebuild()
      expect(told).toBe(1)
    })

    it('keeps text with characters a table cannot hold', async () => {
      room = await openNewsroom(store)
      const author = await room.join('shen', '沈牧', 'reporter')
      const story = makeStory(ID, [], { headline: 'zero \0 here', slugline: 'a\0b' })
      await room.upload(author, story)
      expect(valueOf(await room.submit(author, story)).headline).toBe('zero \uFFFD here')
      expect(valueOf(await author.client.call('piece', { params: { story: ID } })).events).toHaveLength(1)
    })
  })
}
