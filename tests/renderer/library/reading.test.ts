// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest'

import { groupRows } from '../../../src-renderer/library/groups'
import { readPlainText } from '../../../src-renderer/library/plain-text'
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

describe('plain text', () => {
  const text = '汉江边的夜校\n本报记者 刘强'
  it.each([
    ['UTF-8', new TextEncoder().encode(text)],
    ['UTF-8 with its mark', new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)])],
    ['UTF-16 little-endian', new Uint8Array([0xff, 0xfe, ...new Uint8Array(Buffer.from(text, 'utf16le'))])],
    // "汉江" as GB 18030 writes it.
    ['GB 18030', new Uint8Array([0xba, 0xba, 0xbd, 0xad])],
  ])('in %s is read', (name, bytes) => {
    expect(readPlainText(bytes)).toEqual({ ok: true, value: name === 'GB 18030' ? '汉江' : text })
  })
  it.each([
    ['bytes that are no text', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), 'import-not-text'],
    ['what is longer than one story', new Uint8Array(2_000_001).fill(0x61), 'import-too-long'],
  ])('rejects %s', (_what, bytes, code) => {
    expect(readPlainText(bytes)).toMatchObject({ ok: false, code })
  })
})
