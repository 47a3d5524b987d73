import fc from 'fast-check'

import type { Row } from '../../../../src-shared/proofing/house/row'

/** A row of few words, so that lists made apart meet often. */
export const anyRow = (words: readonly string[] = ['甲', '乙', '丙', '丁']): fc.Arbitrary<Row> => {
  const word = fc.constantFrom(...words)
  const note = fc.constantFrom('', '按通知', '编委会定')
  const many = fc.uniqueArray(fc.constantFrom('子', '丑', 'a b', "'=1", '@x'), { maxLength: 2 })
  return fc.oneof(
    fc.record({ kind: fc.constant('wrong' as const), word, note, right: many, except: many }),
    fc.record({ kind: fc.constant('preferred' as const), word, note, instead: fc.uniqueArray(fc.constantFrom('旧称', '=旧'), { minLength: 1, maxLength: 2 }) }),
    fc.record({ kind: fc.constant('banned' as const), word, note }),
    fc.record({ kind: fc.constant('official' as const), word, note, title: fc.constantFrom('省委书记', '省长'), order: fc.nat(3) }),
    fc.record({ kind: fc.constant('withheld' as const), word, note, until: fc.constantFrom('', '2026-12-01') }),
    fc.record({ kind: fc.constant('dictionary' as const), word, note }),
  )
}

/** A list: no two rows of one key. */
export const anyList = (words?: readonly string[]): fc.Arbitrary<Row[]> => fc.uniqueArray(anyRow(words), { selector: ({ kind, word }) => `${kind} ${word}`, maxLength: 12 })
