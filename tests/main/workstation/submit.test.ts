import { describe, expect, test } from 'vitest'

import { openMachine } from '../../../src-main/proofing/machine'
import { freeze, prepareSubmission } from '../../../src-main/workstation/submit'
import type { Health } from '../../../src-shared/desk-api/routes'
import { ok } from '../../../src-shared/outcome'
import { threeStagePolicy } from '../../../src-shared/review/policy'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import type { Aside } from '../../../src-shared/story/notes'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { bit, block, chineseStory } from '../../support/sample-story'
import { makeSigner, nodeCrypto, seal } from '../../support/signed-piece'

const author = makeSigner('u-author', '沈牧', 'reporter')
const desk = makeSigner('desk', 'The desk', 'admin')
const health: Health = { name: '临江日报', version: '0', desk: { key: desk.key, publicKey: desk.publicKey }, policy: threeStagePolicy, destinations: [], live: false }
const parts = {
  person: { id: author.person, name: author.name, login: 'shen', role: 'reporter' as const },
  health,
  at: '2026-03-12T00:00:00.000Z',
  crypto: nodeCrypto,
  sign: (_person: string, type: string, payload: Uint8Array) => ok(seal(type, JSON.parse(new TextDecoder().decode(payload)), author)),
  publicKey: () => ok({ id: author.key, publicKey: author.publicKey }),
  machinePass: (story: Story, asides: readonly Aside[]) => openMachine('0', nodeCrypto.sha256)(story, asides, { rows: [], own: '', today: '' }),
}
const withBody = (...content: BodyJson[]): Story => ({ ...chineseStory([]), body: { type: 'doc', content } })
const submit = (story: Story) => prepareSubmission({ story, piece: null }, null, parts)

describe('a submission', () => {
  test('leaves comments behind in the draft: the bytes are those of a story nobody commented on', () => {
    const commented = withBody(block.paragraph('a', '江畔', bit.text('夜校', { type: 'comment', attrs: { id: 'c1' } }), '亮灯'))
    const plain = withBody(block.paragraph('a', '江畔夜校亮灯'))
    const made = submit(commented)
    if (!made.ok) throw new Error(made.code)
    expect(Buffer.from(made.value.storyBytes).equals(canonicalBytes(plain))).toBe(true)
    expect(JSON.stringify(commented)).toContain('comment')
  })

  test.each(['insertion', 'deletion', 'modification'])('is refused while a %s is open, and nothing is signed', (type) => {
    const made = submit(withBody(block.paragraph('a', '江畔', bit.text('夜校', { type, attrs: { id: 's1' } }))))
    expect(made).toMatchObject({ ok: false, code: 'story-unresolved', details: { count: 1 } })
  })

  test('says where a photo was taken only where a photo of it shows its place', () => {
    const [hidden, shown] = ['a', 'b'].map((letter) => letter.repeat(64))
    const words = { caption: '', creator: '沈牧', credit: '', copyright: '', alt: '', headline: '', place: '青石渡', takenAt: '', located: true }
    const known = Object.fromEntries([hidden!, shown!].map((sha256) => [sha256, { sha256, mediaType: 'image/jpeg' as const, width: 1, height: 1, bytes: 1, name: 'x.jpg', words }]))
    const photo = (sha256: string, place: string): BodyJson => ({ type: 'photo', attrs: { blockId: 'p', photo: sha256, credit: '', alt: '', place } })
    const { photos } = freeze({ ...withBody(photo(hidden!, 'hidden'), photo(shown!, 'shown')), photos: known })
    expect([photos[hidden!]?.words?.place, photos[shown!]?.words?.place]).toEqual(['', '青石渡'])
    expect(photos[hidden!]?.words?.creator).toBe('沈牧')
  })

  test('carries only the photos it shows, wherever they stand', () => {
    const digests = ['a', 'b', 'c'].map((letter) => letter.repeat(64))
    const [inGroup, inBox, nowhere] = digests
    const photo = (sha256: string): BodyJson => block.photo('p', sha256, '图')
    const known = Object.fromEntries(digests.map((sha256) => [sha256, { sha256, mediaType: 'image/jpeg' as const, width: 1, height: 1, bytes: 1, name: 'x.jpg' }]))
    const story = { ...withBody({ type: 'photoGroup', content: [photo(inGroup!)] }, { type: 'factBox', content: [{ type: 'boxTitle' }, photo(inBox!)] }), photos: known }
    expect(Object.keys(freeze(story).photos).sort()).toEqual([inGroup, inBox])
    expect(nowhere! in freeze(story).photos).toBe(false)
  })
})
