import { expect, test } from 'vitest'

import { signedPiece } from '../../src-shared/publication/piece'
import { oneStagePolicy } from '../../src-shared/review/policy'
import { parseBody } from '../../src-shared/story/body'
import { buildSignedPiece, nodeCrypto } from './signed-piece'
import { bit, block, englishStory } from './sample-story'

test('the sample piece holds, its photos are the signed ones, and building it twice gives the same bytes', async () => {
  const built = await buildSignedPiece()
  expect(parseBody(built.story.body).ok).toBe(true)
  expect([...built.photos].map(([sha256, bytes]) => nodeCrypto.sha256(bytes) === sha256)).toEqual([true, true, true])
  expect(built.piece.statements.map(({ statement }) => statement.decision)).toEqual(['submit', 'pass', 'pass', 'signOff'])
  const again = await buildSignedPiece()
  expect(again.source.envelopes).toEqual(built.source.envelopes)
  expect(Buffer.from(again.piece.storyBytes).equals(built.piece.storyBytes)).toBe(true)
})

test('the builder takes another story and policy, and what it builds can be broken', async () => {
  const built = await buildSignedPiece({ base: englishStory, policy: oneStagePolicy, story: { headline: 'Another head' } })
  expect(built.piece.story.headline).toBe('Another head')
  expect(built.photos.size).toBe(1)
  const storyBytes = Uint8Array.from(built.source.storyBytes)
  storyBytes[40]! ^= 1
  expect(signedPiece({ ...built.source, storyBytes }, nodeCrypto)).toMatchObject({ ok: false, code: 'story-altered' })
})

test.each(['insertion', 'deletion', 'modification', 'comment'])('a text that still holds a mark of %s makes no signed piece, however many signed it', async (type) => {
  const body = { type: 'doc', content: [block.paragraph('a', '字', bit.text('句', { type, attrs: { id: 's1' } }))] }
  await expect(buildSignedPiece({ base: englishStory, story: { body, photos: {} } })).rejects.toMatchObject({ code: 'story-unresolved', details: { count: 1 } })
})
