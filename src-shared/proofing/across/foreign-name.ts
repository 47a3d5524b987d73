import { alikeness } from './alike'
import type { Piece } from './piece'
import type { Stretch } from './rule'

const HAN = /\p{Script=Han}/u

type Dot = { passage: number; at: number; text: string }

const dotsOf = (piece: Piece): Dot[] => piece.passages.flatMap(({ text }, passage) => [...text.matchAll(/(?<=\p{Script=Han})·(?=\p{Script=Han})/gu)].map(({ index }) => ({ passage, at: index, text })))

/** How far two texts agree from a place on, in one direction, and whether one slip of look-alike characters stands between what agrees. */
const follow = (one: Dot, other: Dot, step: 1 | -1): { length: number; slip: boolean } => {
  let [length, slip, since] = [0, -1, 0]
  for (let shift = 1; shift < 9; shift += 1) {
    const [mine, theirs] = [one.text.charAt(one.at + step * shift), other.text.charAt(other.at + step * shift)]
    if (!HAN.test(mine) || !HAN.test(theirs)) break
    if (mine === theirs) since += 1
    else if (slip < 0 && alikeness(mine, theirs) !== null) [slip, since] = [shift, 0]
    else break
    length = shift
  }
  // A slip at the end may as well be where the names have ended.
  return slip > 0 && since === 0 ? { length: slip - 1, slip: false } : { length, slip: slip > 0 }
}

/** Names of other languages, parted by ·, that are one but for a look-alike character: 彼得罗夫, 彼德罗夫. The later, and the earlier it differs from. */
export const foreignSlips = (piece: Piece): { slip: Stretch; from: Stretch; wrong: string; right: string }[] => {
  const dots = dotsOf(piece)
  return dots.flatMap((later, index) => {
    for (const earlier of dots.slice(0, index)) {
      const [back, ahead] = [follow(earlier, later, -1), follow(earlier, later, 1)]
      if (!(back.slip || ahead.slip) || back.length < 2 || ahead.length < 2) continue
      const stretch = ({ passage, at }: Dot): Stretch => ({ passage, from: at - back.length, to: at + ahead.length + 1 })
      const [slip, from] = [stretch(later), stretch(earlier)]
      return [{ slip, from, wrong: later.text.slice(slip.from, slip.to), right: earlier.text.slice(from.from, from.to) }]
    }
    return []
  })
}
