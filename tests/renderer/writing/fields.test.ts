import { describe, expect, it } from 'vitest'

import { asLine, overflowOf, photosUsed } from '../../../src-renderer/writing/fields'
import { asAddress } from '../../../src-renderer/writing/link-dialog'
import { asClock, asInput, asMoment, zoneOf } from '../../../src-renderer/writing/moment'
import { createStoryStore } from '../../../src-renderer/writing/story-store'
import { isSafeLink } from '../../../src-shared/story/body'
import { LIMITS, storySchema } from '../../../src-shared/story/story'
import { chineseStory } from '../../support/sample-story'
import { photo } from './photo'

const three = [photo('1'), photo('2'), photo('3')]

describe('a field that is too long', () => {
  it('names itself, its length and its limit', () => {
    expect(overflowOf('headline', '长'.repeat(10_000))).toEqual({ field: 'headline', unit: 'characters', length: 10_000, limit: LIMITS.headline })
    expect(overflowOf('headline', '长'.repeat(LIMITS.headline))).toBeNull()
    expect(overflowOf('channel', ['一', '二', '三', '四', '五', '六', '七'])).toMatchObject({ unit: 'items', length: 7, limit: LIMITS.channelDepth })
    expect(overflowOf('keywords', ['长'.repeat(61)])).toMatchObject({ unit: 'characters', length: 61, limit: 60 })
  })

  it('is exactly what the story schema would refuse', () => {
    const story = chineseStory(three)
    for (const field of ['slugline', 'kicker', 'headline', 'deck', 'byline', 'dateline', 'source', 'responsibleEditor', 'summary'] as const)
      for (const length of [LIMITS.line, LIMITS.line + 1, LIMITS.summary, LIMITS.summary + 1]) {
        const value = 'x'.repeat(length)
        expect([field, length, overflowOf(field, value) === null]).toEqual([field, length, storySchema.safeParse({ ...story, [field]: value }).success])
      }
  })

  it('stays on the page while the story to save keeps the last value that fitted, and everything else', () => {
    let changes = 0
    const store = createStoryStore(chineseStory(three), () => (changes += 1))
    store.set('headline', '长'.repeat(10_000))
    store.set('deck', '新的副题')
    expect(store.shown('headline')).toHaveLength(10_000)
    expect(store.overflows().map(({ field }) => field)).toEqual(['headline'])
    const saved = store.story({ type: 'doc' })
    expect([saved.headline, saved.deck]).toEqual(['江畔夜校亮灯一百天', '新的副题'])
    expect(changes).toBe(1)
    store.set('headline', '短了')
    expect(store.overflows()).toEqual([])
    expect(store.story({ type: 'doc' }).headline).toBe('短了')
  })
})

describe('the story to save', () => {
  it('keeps only the photo records its body refers to', () => {
    const store = createStoryStore(chineseStory(three), () => undefined)
    store.addPhoto(photo('4'))
    const body = { type: 'doc', content: [{ type: 'blockquote', content: [{ type: 'photo', attrs: { photo: photo('4').sha256 } }] }, { type: 'photo', attrs: { photo: null } }] }
    expect(Object.keys(store.story(body).photos)).toEqual([photo('4').sha256])
    expect(photosUsed(body, {})).toEqual({})
  })

  it('has every field of the schema and no other', () => {
    const story = chineseStory(three)
    expect(storySchema.safeParse(createStoryStore(story, () => undefined).story(story.body)).data).toEqual(story)
  })
})

describe('what is typed or pasted', () => {
  it('becomes one line, a line break becoming one space', () => {
    expect(asLine('上海\r\n北京')).toBe('上海 北京')
    expect(asLine('a \n\n  b\u2028c')).toBe('a b c')
    expect(asLine(' a  b ')).toBe(' a  b ')
  })

  it('becomes an address only where that plainly is meant', () => {
    expect(asAddress(' example.org/a?b=1 ')).toBe('https://example.org/a?b=1')
    expect(asAddress('desk@example.org')).toBe('mailto:desk@example.org')
    expect(asAddress('http://x.cn')).toBe('http://x.cn')
    for (const bad of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'java\tscript:alert(1)', 'two words', 'word', '//example.org', '']) expect([bad, isSafeLink(asAddress(bad))]).toEqual([bad, false])
  })
})

describe('a publish time', () => {
  it('survives the input of this zone, and is what the schema takes', () => {
    const moment = asMoment('2026-03-12T09:10')
    expect(moment).toMatch(/^2026-03-12T09:10:00[+-]\d\d:\d\d$/)
    expect(asInput(moment)).toBe('2026-03-12T09:10')
    expect(storySchema.shape.publishTime.safeParse(moment).success).toBe(true)
    expect(zoneOf(moment ?? '')).toBe(`UTC${moment?.slice(-6) ?? ''}`)
    expect([asMoment(''), asInput(null), asMoment('nonsense')]).toEqual([null, '', null])
    expect(asClock('2026-03-12T09:10:05')).toBe('09:10:05')
  })
})
