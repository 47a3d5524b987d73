import type { Reading } from '../reading'
import type { Found } from '../rule'

/** A find whose message speaks of what stands there and what should. `around` widens what is quoted, not what is flagged. */
export const say = (text: string, from: number, to: number, fixes: readonly string[], around: readonly [number, number] = [from, to]): Found => {
  const [start, end] = [Math.max(0, around[0]), Math.min(text.length, around[1])]
  const quoted = (inner: string): string => text.slice(start, from) + inner + text.slice(to, end)
  return { from, to, fixes, details: { wrong: quoted(text.slice(from, to)), right: fixes[0] === undefined ? '' : quoted(fixes[0]) } }
}

/** A find of a whole match. */
export const sayMatch = (match: RegExpExecArray, ...fixes: string[]): Found => say(match.input, match.index, match.index + match[0].length, fixes)

/** What `judge` makes of every match outside addresses; nothing where it finds the match is right. */
export const findEach = (reading: Reading, pattern: RegExp, judge: (match: RegExpExecArray) => Found | undefined): Found[] =>
  reading.matches(pattern).flatMap((match) => judge(match) ?? [])
