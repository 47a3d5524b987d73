import type { Found, TextRule } from '../rule'

/** Words that rightly stand twice: "that that", "had had", and what is named or said so. */
const TWICE = new Set('that had is do does bye no ha ho very so now there hear knock tut yum choo pago bora walla paw aye tsk half same-same night home'.split(' '))

const told = (match: RegExpExecArray): Found => ({ from: match.index, to: match.index + match[0].length, fixes: [match[1] ?? ''], details: { said: match[1] ?? '' } })

/** A word, or two, typed twice. */
export const repeat: TextRule = {
  id: 'en.repeat',
  language: 'en',
  severity: 'error',
  source: 'usage',
  check: ({ text }) => [
    ...[...text.matchAll(/(?<![\p{L}’'-])(\p{L}+)(\s+)\1(?![\p{L}’'-])/giu)]
      // "Yo-Yo Ma", "Long Long": two capitals are a name.
      .filter(([whole, word = '', gap = '']) => !TWICE.has(word.toLowerCase()) && !/^\p{Lu}/u.test(whole.slice(word.length + gap.length)))
      .map(told),
    // "again and again and again" goes on rightly.
    ...[...text.matchAll(/(?<![\p{L}’'-])(\p{L}+ \p{L}+) \1(?![\p{L}’'-])/giu)].filter(([, said = '']) => !/\b(?:and|by|after|upon|on|or)\b/i.test(said) && new Set(said.toLowerCase().split(' ')).size > 1).map(told),
  ],
}
