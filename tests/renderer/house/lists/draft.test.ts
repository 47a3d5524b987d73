import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { changesBetween, countChanges, putRow, removeRow, replaceRows, startDraft, takeRows, undoStep } from '../../../../src-renderer/house/lists/draft'
import { keyOf, type Row } from '../../../../src-shared/proofing/house/row'
import { anyList } from '../../../shared/proofing/house/rows'

const banned = (word: string, note = ''): Row => ({ kind: 'banned', word, note })
const lists = (rows: Row[]) => ({ version: null, rows, own: '江畔日报', asOf: null })

describe('a draft of the house\'s lists', () => {
  it('is changed by steps that are all taken back one by one', () => {
    fc.assert(
      fc.property(anyList(), anyList(), anyList(), (rows, more, other) => {
        let draft = startDraft(lists(rows))
        const states = [draft.rows]
        for (const row of more) states.push((draft = putRow(draft, row, null)).rows)
        for (const row of rows) states.push((draft = removeRow(draft, row)).rows)
        states.push((draft = takeRows(draft, other)).rows, (draft = replaceRows(draft, more)).rows)
        for (const before of states.reverse().slice(1)) {
          draft = undoStep(draft)
          expect(draft.rows).toBe(before)
        }
        expect(undoStep(draft)).toBe(draft)
      }),
    )
  })

  it('never holds one key twice, also where a word is renamed into another', () => {
    const draft = putRow(startDraft(lists([banned('甲'), banned('乙')])), banned('乙', '新'), banned('甲'))
    expect(draft.rows).toEqual([banned('乙', '新')])
  })

  it('says what it adds, changes and removes', () => {
    fc.assert(
      fc.property(anyList(), anyList(), (before, after) => {
        const { added, removed, changed } = changesBetween(before, after)
        const keys = (rows: readonly Row[]): string[] => rows.map(keyOf).sort()
        expect(keys([...before.filter((row) => !removed.includes(row)), ...added])).toEqual(keys(after))
        expect(changed.every(({ before: one, after: other }) => keyOf(one) === keyOf(other))).toBe(true)
        expect(countChanges(changesBetween(after, after))).toBe(0)
      }),
    )
  })
})
