import { describe, expect, it } from 'vitest'

import { checkPassage, type Flag } from '../../../../src-shared/proofing/check'
import type { PassageKind } from '../../../../src-shared/proofing/passage'
import type { TextRule } from '../../../../src-shared/proofing/rule'
import { noTables } from '../../../../src-shared/proofing/tables'

/** A sentence with what is flagged in it between ⟦ and ⟧, and the first fix of each; the kind of passage where it is not running text. */
export type Flagged = readonly [marked: string, fixes: readonly (string | undefined)[], kind?: PassageKind]
type Clean = string | readonly [text: string, kind: PassageKind]

const flags = (rule: TextRule, text: string, kind: PassageKind = 'text'): Flag[] => checkPassage({ text, kind }, 'zh-CN', [rule], noTables)

const marked = (text: string, found: readonly Flag[]): string => {
  let result = ''
  let at = 0
  for (const { from, to } of found) {
    result += `${text.slice(at, from)}⟦${text.slice(from, to)}⟧`
    at = to
  }
  return result + text.slice(at)
}

const mended = (text: string, found: readonly Flag[]): string => {
  let result = ''
  let at = 0
  for (const { from, to, fixes } of found) {
    result += text.slice(at, from) + (fixes[0] ?? text.slice(from, to))
    at = to
  }
  return result + text.slice(at)
}

/** Holds a rule to what it flags, what its first fixes leave, and what it leaves alone. */
export const expectRule = (rule: TextRule, flagged: readonly Flagged[], clean: readonly Clean[]): void => {
  describe(rule.id, () => {
    it.each(flagged.map(([sentence, fixes, kind]) => ({ sentence, fixes, kind })))('flags $sentence', ({ sentence, fixes, kind }) => {
      const text = sentence.replace(/[⟦⟧]/g, '')
      const found = flags(rule, text, kind)
      expect(marked(text, found)).toBe(sentence)
      expect(found.map(({ fixes: [first] }) => first)).toEqual(fixes)
    })

    it.each(clean.map((each) => (typeof each === 'string' ? ([each, 'text'] as const) : each)))('leaves %s', (text, kind) => {
      expect(marked(text, flags(rule, text, kind))).toBe(text)
    })

    it('finds nothing where its first fixes were taken', () => {
      for (const [sentence, , kind] of flagged) {
        const text = sentence.replace(/[⟦⟧]/g, '')
        const found = flags(rule, text, kind)
        if (found.every(({ fixes }) => fixes.length > 0)) expect(flags(rule, mended(text, found), kind).map((flag) => [text, flag.from])).toEqual([])
      }
    })

    it('flags within the text, and never where a fix changes nothing', () => {
      for (const [sentence, , kind] of flagged) {
        const text = sentence.replace(/[⟦⟧]/g, '')
        for (const { from, to, fixes } of flags(rule, text, kind)) {
          expect(from >= 0 && from < to && to <= text.length).toBe(true)
          expect(fixes).not.toContain(text.slice(from, to))
        }
      }
    })
  })
}
