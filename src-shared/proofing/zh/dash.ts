import type { PassageKind } from '../passage'
import type { Found, TextRule } from '../rule'
import { findEach, say, sayMatch } from './say'

/** Copy in sentences: a hyphen with spaces around it is no part of a headline's form there. */
const RUNNING: ReadonlySet<PassageKind> = new Set(['text', 'quote', 'caption', 'summary', 'footnote'])

/** Words that go on after a dash, and with which no place or time begins. */
const GOES_ON = /^(?:这|那[个种些位年天时是就]|也[就是许正]|即[是便将]|就是|他们?[^念]|她|它|我|你|而[且是]|但|却|因为|所以|从此|原来|终于|正是|不[是仅过只]|又[是一]|一[个位种场条座项次群名片幅句])/u

/** The dash —— typed as hyphens, as half of itself, or as a character that only looks like it. A single — between places or figures is another mark. */
export const dash: TextRule = {
  id: 'zh.punct.dash',
  language: 'zh-CN',
  severity: 'error',
  source: 'gbt15834',
  check: (reading, { kind }): Found[] => {
    const { text, isHan } = reading
    const chinese = (at: number): boolean => isHan(at) || /[，。！？：；”’》）“‘《（…]/.test(text[at] ?? '')
    return [
      ...findEach(reading, /-{2,20}|[－–―─‐‑]{2,20}|—{3,20}|—[-－–―]{1,9}|-—/g, (match) => {
        const to = match.index + match[0].length
        if (!chinese(reading.before(match.index)) && !chinese(reading.behind(to - 1))) return undefined
        return sayMatch(match, '——')
      }),
      ...findEach(reading, /(?<!—)—(?!—)/g, (match) => {
        const at = match.index
        const starts = text.slice(0, at).trim() === ''
        const after = /[，。！？；…]/.test(text[at - 1] ?? '')
        const on = isHan(at - 1) && GOES_ON.test(text.slice(at + 1, at + 5))
        const quotes = isHan(at - 1) && /[“《]/.test(text[at + 1] ?? '') && !/[”》]/.test(text[at - 1] ?? '')
        return chinese(at + 1) && (starts || after || on || quotes) ? say(text, at, at + 1, ['——'], [at - 3, at + 4]) : undefined
      }),
      ...findEach(reading, /—\s{1,4}—/g, (match) => sayMatch(match, '——')),
      ...findEach(reading, /\s{1,4}[-－–—]\s{1,4}/g, (match) => {
        const to = match.index + match[0].length
        return RUNNING.has(kind) && isHan(match.index - 1) && isHan(to) && /[，。；！？]/.test(text) ? { ...sayMatch(match, '——'), severity: 'warning' } : undefined
      }),
    ]
  },
}
