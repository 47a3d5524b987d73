import type { Reading } from '../reading'
import type { Found, TextRule } from '../rule'
import { ACTING, CLOSING, NO_OUTCOME, ONLY_HOW, OWNING, WENT } from './de-certain'
import { ADVERBS, BROUGHT, DOING, GAINED, MANNER, QUALITIES, RUNS, RUNS_PLAINLY, SENSED, THINGS, VERY } from './de-words'
import { say } from './say'

const HOW = new RegExp(`(?:${ADVERBS})的(?=${DOING})`, 'gu')
const SPEECH = new RegExp(`(?:${ADVERBS})得(?=(?:说|问|喊|回答)(?:[：“]|道))`, 'gu')
const HOW_FIRST = /(?<=^|[，。；！？\n])(?:渐渐|慢慢|悄悄|默默|静静|不知不觉|久而久之)的(?=，)/gu
const SO = new RegExp(`(?:(?:${RUNS})的|(?:${RUNS_PLAINLY})地)(?=(?:${VERY})(?:${MANNER})了?(?:[，。！？；、”]|$))|(?:${RUNS_PLAINLY})地(?=(?:${VERY})(?:${SENSED})(?:[，。！？；、”]|$))|做[的地](?=(?:不错|出色|到位)(?:[，。！？；、”]|$))`, 'gu')
const BROUGHT_TO = BROUGHT.map(([verbs, states]) => new RegExp(`(?:${verbs})的(?=${states})`, 'gu'))
const GAINED_WORDS = GAINED.map((pattern) => new RegExp(pattern, 'gu'))
const CERTAINLY_HOW = new RegExp(`(?:${ONLY_HOW})的(?=${ACTING}|${DOING})`, 'gu')
const NOT_SO = new RegExp(`(?:${NO_OUTCOME})得(?=${ACTING})`, 'gu')
const OUTCOMES = [WENT, ...CLOSING].map((pattern) => new RegExp(pattern, 'gu'))
const OWNED = OWNING.map((pattern) => new RegExp(pattern, 'gu'))
const WHAT = new RegExp(`(?:${QUALITIES})[地得](?=${THINGS})`, 'gu')

/** What should stand for the last 的, 地 or 得 of every match. */
const swap = (reading: Reading, pattern: RegExp, right: string): Found[] =>
  reading.matches(pattern).map((match) => {
    const shift = Math.max(match[0].lastIndexOf('的'), match[0].lastIndexOf('地'), match[0].lastIndexOf('得'))
    const at = match.index + shift
    return say(reading.text, at, at + 1, [right], [match.index, at + 3])
  })

/** 的, 地 and 得 taken for each other, where the words beside them leave no doubt. */
export const de: TextRule = {
  id: 'zh.de',
  language: 'zh-CN',
  severity: 'error',
  source: 'de-usage',
  check: (reading): Found[] => {
    const found = [
      ...swap(reading, HOW, '地'),
      ...swap(reading, HOW_FIRST, '地'),
      ...swap(reading, SPEECH, '地'),
      ...swap(reading, SO, '得'),
      ...BROUGHT_TO.flatMap((pattern) => swap(reading, pattern, '得')),
      ...GAINED_WORDS.flatMap((pattern) => swap(reading, pattern, '得')),
      ...swap(reading, CERTAINLY_HOW, '地'),
      ...swap(reading, NOT_SO, '地'),
      ...OUTCOMES.flatMap((pattern) => swap(reading, pattern, '得')),
      ...swap(reading, WHAT, '的'),
      ...OWNED.flatMap((pattern) => swap(reading, pattern, '的')),
    ]
    // Two lists may know one place.
    const seen = new Set<number>()
    return found.filter(({ from }) => !seen.has(from) && seen.add(from))
  },
}
