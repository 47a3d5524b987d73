import { describe, expect, it } from 'vitest'

import { workingSchema } from '../../../src-shared/desk-api/working'
import { noNotes } from '../../../src-shared/story/notes'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { keptStorySchema, readStory } from '../../../src-shared/story/migrations'
import { STORY_SCHEMA, storySchema, type Story } from '../../../src-shared/story/story'
import { englishStory } from '../../support/sample-story'
import { asSchemaOne } from '../../support/schema-one'
import { asSchemaTwo } from '../../support/schema-two'

const today: Story = { ...englishStory([]), contributors: [], columnTag: '', originalHeadline: '', correction: null }
const embargoed: Story = { ...today, embargo: '2026-11-23T06:00:00+08:00', destinations: ['site', 'blog'] }
const copyOf = (story: unknown) => ({ story, notes: noNotes, conflicts: [], base: 'a'.repeat(64), generation: 3, at: '2026-11-22T00:00:00Z', by: '沈牧' })

describe('a story of an earlier schema', () => {
  it.each([['first', asSchemaOne(today)], ['second', asSchemaTwo(today)]])('the %s is read as today’s, with nothing set that it did not have', (_, old) => {
    expect(storySchema.safeParse(old).success).toBe(false)
    expect(readStory(old)).toEqual({ ok: true, value: today })
    expect(today).toMatchObject({ schema: STORY_SCHEMA, embargo: null, destinations: [] })
  })

  it.each([['first', asSchemaOne(today)], ['second', asSchemaTwo(today)]])('the %s is read inside a working copy as well', (_, old) => {
    expect(workingSchema.parse(copyOf(old))).toEqual(copyOf(today))
  })

  it('is left as it is by reading it: its own bytes carry its signature', () => {
    const old = asSchemaTwo(today)
    const before = Buffer.from(canonicalBytes(old)).toString('hex')
    readStory(old)
    keptStorySchema.parse(old)
    expect(Buffer.from(canonicalBytes(old)).toString('hex')).toBe(before)
  })

  it('is refused where it has a field of a later one', () => {
    expect(readStory({ ...asSchemaTwo(today), embargo: '2026-11-23T06:00:00+08:00' })).toMatchObject({ ok: false, code: 'story-invalid' })
    expect(readStory({ ...asSchemaOne(today), columnTag: '深读' })).toMatchObject({ ok: false, code: 'story-invalid' })
  })
})

describe('an embargo and destinations', () => {
  it('are read as they were written', () => expect(readStory(JSON.parse(JSON.stringify(embargoed)))).toEqual({ ok: true, value: embargoed }))

  it('are among the bytes that are signed', () => {
    const text = new TextDecoder().decode(canonicalBytes(embargoed))
    expect(text).toContain('"destinations":["site","blog"]')
    expect(text).toContain('"embargo":"2026-11-23T06:00:00+08:00"')
  })

  it.each([
    ['an embargo without an offset', { embargo: '2026-11-23T06:00:00' }, 'story-invalid', 'embargo'],
    ['an embargo that is a day', { embargo: '2026-11-23' }, 'story-invalid', 'embargo'],
    ['no embargo at all', { embargo: undefined }, 'story-invalid', 'embargo'],
    ['a destination without an id', { destinations: [''] }, 'story-invalid', 'destinations.0'],
    ['one destination too many', { destinations: Array.from({ length: 21 }, (_, at) => `d${String(at)}`) }, 'too-long', 'destinations'],
  ])('rejects %s', (_, change, code, place) => expect(readStory({ ...today, ...change })).toMatchObject({ ok: false, code, details: { place } }))

  it('leaves a story of a newer schema untouched', () => {
    expect(readStory({ ...today, schema: STORY_SCHEMA + 1 })).toMatchObject({ ok: false, code: 'story-newer' })
    expect(workingSchema.safeParse(copyOf({ ...today, schema: STORY_SCHEMA + 1 })).success).toBe(false)
  })
})
