import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { listsBytes, readLists } from '../../../../src-shared/proofing/house/lists'
import { mergeRows, settleRows } from '../../../../src-shared/proofing/house/merge'
import { keyOf, sameRow, type Row } from '../../../../src-shared/proofing/house/row'
import { valueOf } from '../../../../src-shared/outcome'
import { anyList } from './rows'

const banned = (word: string, note = ''): Row => ({ kind: 'banned', word, note })
const find = (rows: readonly Row[], key: string): Row | null => rows.find((row) => keyOf(row) === key) ?? null
const same = (one: Row | null, other: Row | null): boolean => (one && other ? sameRow(one, other) : one === other)

describe('merging two lists that grew from one', () => {
  it('takes what one alone added, changed or removed', () => {
    const base = [banned('甲'), banned('乙'), banned('丙')]
    const merged = mergeRows(base, [banned('甲', '我改'), banned('乙'), banned('丙'), banned('丁')], [banned('甲'), banned('丙'), banned('戊')])
    expect(merged.conflicts).toEqual([])
    expect(merged.rows.map(({ word, note }) => word + note).sort()).toEqual(['丁', '丙', '戊', '甲我改'])
  })

  it('keeps both of what both changed otherwise, and a removal beside a change', () => {
    const merged = mergeRows([banned('甲'), banned('乙')], [banned('甲', '一'), banned('乙', '改')], [banned('甲', '二')])
    expect(merged.rows).toEqual([])
    expect(merged.conflicts).toEqual([
      { key: 'banned 甲', base: banned('甲'), mine: banned('甲', '一'), theirs: banned('甲', '二') },
      { key: 'banned 乙', base: banned('乙'), mine: banned('乙', '改'), theirs: null },
    ])
    expect(settleRows(merged, ({ key }) => (key === 'banned 甲' ? 'theirs' : 'mine'))).toEqual([banned('甲', '二'), banned('乙', '改')])
  })

  it('loses nothing: every row of either is in the result, in a conflict, or was removed or replaced by the other alone', () => {
    fc.assert(
      fc.property(anyList(), anyList(), anyList(), (base, mine, theirs) => {
        const { rows, conflicts } = mergeRows(base, mine, theirs)
        const keys = [...rows.map(keyOf), ...conflicts.map(({ key }) => key)]
        expect(new Set(keys).size).toBe(keys.length)
        for (const key of new Set([...base, ...mine, ...theirs].map(keyOf))) {
          const [was, own, other, now] = [base, mine, theirs, rows].map((list) => find(list, key)) as [Row | null, Row | null, Row | null, Row | null]
          const conflict = conflicts.find((each) => each.key === key)
          const moved = [own, other].filter((row) => !same(was, row))
          if (moved.length === 2 && !same(own, other)) expect(conflict).toEqual({ key, base: was, mine: own, theirs: other })
          else {
            expect(conflict).toBeUndefined()
            expect(same(now, moved.length > 0 ? (moved[0] ?? null) : was)).toBe(true)
          }
        }
      }),
    )
  })

  it('comes to the same whoever saves first, and to oneself where nobody else did', () => {
    fc.assert(
      fc.property(anyList(), anyList(), anyList(), (base, mine, theirs) => {
        const [one, other] = [mergeRows(base, mine, theirs), mergeRows(base, theirs, mine)]
        expect(listsBytes(one.rows)).toEqual(listsBytes(other.rows))
        expect(one.conflicts.map(({ key }) => key).sort()).toEqual(other.conflicts.map(({ key }) => key).sort())
        expect(listsBytes(mergeRows(base, mine, base).rows)).toEqual(listsBytes(mine))
        expect(mergeRows(base, mine, mine).conflicts).toEqual([])
      }),
    )
  })
})

describe('a file of lists', () => {
  it('is the same bytes in whatever order its rows came, and reads back', () => {
    fc.assert(
      fc.property(anyList(), (rows) => {
        expect(listsBytes([...rows].reverse())).toEqual(listsBytes(rows))
        expect(listsBytes(valueOf(readLists(listsBytes(rows))).rows)).toEqual(listsBytes(rows))
      }),
    )
  })

  it('rejects what is no list, two rows of one key, and a word over the limit', () => {
    const read = (value: unknown): string => {
      const outcome = readLists(new TextEncoder().encode(JSON.stringify(value)))
      return outcome.ok ? 'ok' : outcome.code
    }
    expect(readLists(Uint8Array.of(0xff)).ok).toBe(false)
    expect(read({ schema: 2, rows: [] })).toBe('lists-invalid')
    expect(read({ schema: 1, rows: [banned('甲'), banned('甲', '又')] })).toBe('lists-invalid')
    expect(read({ schema: 1, rows: [banned('长'.repeat(61))] })).toBe('lists-invalid')
    expect(read({ schema: 1, rows: [banned('甲|乙')] })).toBe('lists-invalid')
    expect(read({ schema: 1, rows: [banned('甲\n乙')] })).toBe('lists-invalid')
    expect(read({ schema: 1, rows: [banned('甲')] })).toBe('ok')
  })
})
