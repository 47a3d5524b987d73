import type { Found, TextRule } from '../rule'

const CLOCK = /(?<![\d:.,$])(\d{1,2})(?::(\d{2}))? ?([ap])(\.?) ?(m)(\.?)(?![\w])/gi
const TWELVE = /\b12(?::00)? ?(noon|midnight)\b/gi
const WORDS = /(?<![\d:.,$])(\d{1,2}) o[’']clock(?: in the (morning|afternoon|evening)| at night)?/gi

const DOUBLED = /(?<![\d:.,$])(\d{1,2}(?::\d{2})? [ap]\.m\.) (?:in the (?:morning|afternoon|evening)|at night)\b/gi
/** Of the day's twenty-four hours, after a word of time: a runner's 17:30 is none. */
const DAY_CLOCK = /(?<=\b(?:at|by|until|till|from|before|after|around|about) )(1[3-9]|2[0-3]):([0-5]\d)\b(?![:.]\d)/g

const found = (from: number, said: string, right: string): Found => ({ from, to: from + said.length, fixes: [right], details: { said, right } })

/** Times as AP writes them: 5 p.m., 5:30 a.m., noon, midnight. */
export const time: TextRule = {
  id: 'en.time',
  language: 'en',
  severity: 'warning',
  source: 'ap',
  check: ({ text }) => {
    const clocks = [...text.matchAll(CLOCK)].flatMap((match): Found[] => {
      const [whole, hour = '', minutes, half = '', , , stop = ''] = match
      // "I am" and "3 am I": a bare "am" is a time only beside a figure, which it is here; "pm2" is not.
      if (Number(hour) > 12 || Number(hour) < 1) return []
      const ends = /^\s+(?:["“(]?[A-Z])|^["”’)]?$|^\n/.test(text.slice(match.index + whole.length))
      const shown = minutes === undefined || minutes === '00' ? String(Number(hour)) : `${Number(hour)}:${minutes}`
      const right = hour === '12' && (minutes === undefined || minutes === '00') ? (half.toLowerCase() === 'p' ? 'noon' : 'midnight') : `${shown} ${half.toLowerCase()}.m.`
      const said = whole
      // Where the stop of "p.m." closes the sentence too, noon must keep it.
      return said === right ? [] : [found(match.index, said, right.endsWith('.') || !ends || stop === '' ? right : `${right}.`)]
    })
    const twelves = [...text.matchAll(TWELVE)].map((match) => found(match.index, match[0], (match[1] ?? '').toLowerCase()))
    const spoken = [...text.matchAll(WORDS)].flatMap((match): Found[] => {
      const [said, hour = '', part] = match
      return part === undefined && !said.endsWith('night') ? [] : [found(match.index, said, `${hour} ${part?.toLowerCase() === 'morning' ? 'a' : 'p'}.m.`)]
    })
    const doubled = [...text.matchAll(DOUBLED)].map((match) => found(match.index, match[0], match[1] ?? ''))
    const day = [...text.matchAll(DAY_CLOCK)].map((match) => {
      const said = `${match[1] ?? ''}:${match[2] ?? ''}`
      return found(match.index, said, `${Number(match[1]) - 12}${match[2] === '00' ? '' : `:${match[2] ?? ''}`} p.m.`)
    })
    return [...doubled, ...day, ...clocks, ...twelves, ...spoken]
  },
}
