import { makeBudget, makeKeys, stepsBetween } from '../compare/steps'

/** A stretch of three lists: an item all three have, or a stretch where at least one side has other items. */
type Stretch<T> = { kept: { base: T; mine: T; theirs: T } } | { kept: null; base: T[]; mine: T[]; theirs: T[] }

/** Where each item of `before` is in `after`, if it stayed. Null where the two have too little in common to say. */
const stayed = (before: number[], after: number[]): (number | undefined)[] | null => {
  const steps = stepsBetween(before, after, makeBudget())
  if (!steps) return null
  const places: (number | undefined)[] = []
  let to = 0
  for (const { op, count } of steps)
    for (let step = 0; step < count; step += 1) {
      if (op !== 'added') places.push(op === 'same' ? to : undefined)
      if (op !== 'removed') to += 1
    }
  return places
}

/** Lays two changed lists beside the one they come from: what neither touched, and between that what one or both did. Null where they have too little in common. */
export const layBeside = <T>(base: readonly T[], mine: readonly T[], theirs: readonly T[], keyOf: (item: T) => string): Stretch<T>[] | null => {
  const key = makeKeys()
  const [old, one, other] = [base, mine, theirs].map((items) => items.map((item) => key(keyOf(item))))
  const [inMine, inTheirs] = [stayed(old ?? [], one ?? []), stayed(old ?? [], other ?? [])]
  if (!inMine || !inTheirs) return null
  const stretches: Stretch<T>[] = []
  const from = { base: 0, mine: 0, theirs: 0 }
  const upTo = (b: number, m: number, t: number): void => {
    if (b > from.base || m > from.mine || t > from.theirs) stretches.push({ kept: null, base: base.slice(from.base, b), mine: mine.slice(from.mine, m), theirs: theirs.slice(from.theirs, t) })
  }
  base.forEach((item, b) => {
    const [m, t] = [inMine[b], inTheirs[b]]
    if (m === undefined || t === undefined) return
    const [ours, desk] = [mine[m], theirs[t]]
    if (ours === undefined || desk === undefined) return
    upTo(b, m, t)
    stretches.push({ kept: { base: item, mine: ours, theirs: desk } })
    Object.assign(from, { base: b + 1, mine: m + 1, theirs: t + 1 })
  })
  upTo(base.length, mine.length, theirs.length)
  return stretches
}
