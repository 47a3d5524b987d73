// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { groupRows } from '../../../src-renderer/library/groups'
import type { LibraryRow } from '../../../src-shared/bridge/contract'

const row = (id: string, group: LibraryRow['group'], more: Partial<LibraryRow> = {}): LibraryRow => ({
  id, slugline: '', headline: '', language: 'zh-CN', channel: [], byline: '', characters: 0, words: 0, photos: 0, changedAt: '2026-11-22T10:00:00Z', group, damaged: false, ...more,
})

describe('the library', () => {
  it('groups by what to do next, in that order, and leaves empty groups out', () => {
    expect(groupRows([row('a', 'bin'), row('b', 'writing'), row('c', 'returned')], '').map(({ group }) => group)).toEqual(['returned', 'writing', 'bin'])
  })
  it('puts the newest change first', () => {
    const rows = [row('old', 'writing', { changedAt: '2026-11-20T10:00:00Z' }), row('new', 'writing', { changedAt: '2026-11-22T09:00:00+08:00' })]
    expect(groupRows(rows, '')[0]?.rows.map(({ id }) => id)).toEqual(['new', 'old'])
  })
  it('filters by headline, slug, byline and channel, needing every word', () => {
    const rows = [row('a', 'writing', { headline: '汉江边的夜校', byline: '本报记者 刘强' }), row('b', 'writing', { slugline: 'Ferry', channel: ['Region'] })]
    expect(groupRows(rows, '夜校 刘强')[0]?.rows.map(({ id }) => id)).toEqual(['a'])
    expect(groupRows(rows, 'ferry region')[0]?.rows.map(({ id }) => id)).toEqual(['b'])
    expect(groupRows(rows, '夜校 ferry')).toEqual([])
  })
})
