import { describe, expect, it } from 'vitest'

import { embargoOf } from '../../../src-shared/publication/embargo'

describe('the embargo of a story', () => {
  it.each([
    ['a form of story without the field', {}, null],
    ['none', { embargo: null }, null],
    ['an empty one', { embargo: '' }, null],
    ['a time', { embargo: '2026-05-04T18:00:00+08:00' }, '2026-05-04T10:00:00.000Z'],
    ['a time in UTC', { embargo: '2026-05-04T10:00:00Z' }, '2026-05-04T10:00:00.000Z'],
  ])('is read from %s', (_, story, until) => {
    expect(embargoOf(story)).toBe(until)
  })

  it.each([['tomorrow'], [7], [{}], [true]])('that cannot be read (%j) does not end', (embargo) => {
    expect(embargoOf({ embargo })).toBe('9999-12-31T23:59:59.000Z')
  })
})
