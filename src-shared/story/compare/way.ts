import { makeKeys, readable, shared, stepsBetween, type Budget, type Step } from './steps'

/** The least share two texts have in common for one to be shown as an edit of the other, and how long both must be to be judged. */
const KINDRED = 0.2
const JUDGED = 16

/** Pairs of characters where there are no spaces between words, else words: enough to see whether two texts are kin. */
const gramsOf = (text: string): string[] => (/\p{Script=Han}/u.test(text) ? Array.from(text, (_, at) => text.slice(at, at + 2)) : text.split(/[^\p{L}\p{N}]+/u).filter(Boolean))

/** True where so little is left of a text that showing what is left would only confuse. */
const isRewritten = (before: string, after: string): boolean => {
  if (before.length < JUDGED || after.length < JUDGED) return false
  const key = makeKeys()
  const [from, to] = [gramsOf(before).map(key), gramsOf(after).map(key)]
  return Math.min(from.length, to.length) >= 8 && (2 * shared(from, to)) / (from.length + to.length) < KINDRED
}

/** How items are read: as text, as what makes two of them the same, and cut up finer. `ofText` makes one of text; `solid` ones are no text. */
export type Reading<T> = { textOf: (item: T) => string; keyOf: (item: T) => string; split: (item: T) => T[]; ofText: (text: string) => T; solid: (item: T) => boolean }

type Way<T> = { steps: Step[]; before: T[]; after: T[] }

const wholly = <T>(before: T[], after: T[]): Way<T> => ({ steps: [{ op: 'removed' as const, count: before.length }, { op: 'added' as const, count: after.length }].filter(({ count }) => count > 0), before, after })

/** Where words begin and end in a run of items, in UTF-16 units. */
const edgesOf = (texts: readonly string[]): Set<number> => {
  const edges = new Set<number>()
  let at = 0
  for (const text of texts) edges.add((at += text.length))
  return edges
}

/** How much two texts have in common at their start, up to where a word of either ends there. */
const commonStart = (before: readonly string[], after: readonly string[]): number => {
  const [old, fresh] = [before.join(''), after.join('')]
  let length = 0
  while (length < old.length && length < fresh.length && old[length] === fresh[length]) length += 1
  const [one, other] = [edgesOf(before), edgesOf(after)]
  while (length > 0 && !one.has(length) && !other.has(length)) length -= 1
  return length
}

const backwards = (texts: readonly string[]): string[] => texts.map((text) => text.split('').reverse().join('')).reverse()

/**
 * The same signs are cut into other words where their neighbours differ (江边|走了, 江|边|慢慢|走了): what both sides of a change
 * begin and end with is given back, as long as that is a word on either side.
 */
const trimmed = <T>(way: Way<T>, { textOf, ofText, solid }: Reading<T>): Way<T> => {
  const out: Way<T> = { steps: [], before: [], after: [] }
  const put = (op: Step['op'], before: readonly T[], after: readonly T[]): void => {
    const count = Math.max(before.length, after.length)
    if (count > 0) out.steps.push({ op, count })
    out.before.push(...before)
    out.after.push(...after)
  }
  const textItems = (text: string): T[] => (text === '' ? [] : [ofText(text)])
  let [from, to] = [0, 0]
  for (let at = 0; at < way.steps.length; ) {
    const counts = { removed: 0, added: 0 }
    let step = way.steps[at]
    for (; step && step.op !== 'same'; step = way.steps[(at += 1)]) counts[step.op] += step.count
    const [went, came] = [way.before.slice(from, (from += counts.removed)), way.after.slice(to, (to += counts.added))]
    const [old, fresh] = [went.map(textOf), came.map(textOf)]
    const whole = went.some(solid) || came.some(solid) || went.length === 0 || came.length === 0
    const start = whole ? 0 : commonStart(old, fresh)
    const [oldText, freshText] = [old.join(''), fresh.join('')]
    const end = whole ? 0 : Math.min(commonStart(backwards(old), backwards(fresh)), oldText.length - start, freshText.length - start)
    if (start + end === 0) {
      put('removed', went, [])
      put('added', [], came)
    } else {
      put('same', textItems(oldText.slice(0, start)), textItems(freshText.slice(0, start)))
      put('removed', textItems(oldText.slice(start, oldText.length - end)), [])
      put('added', [], textItems(freshText.slice(start, freshText.length - end)))
      put('same', textItems(oldText.slice(oldText.length - end)), textItems(freshText.slice(freshText.length - end)))
    }
    if (!step) break
    put('same', way.before.slice(from, (from += step.count)), way.after.slice(to, (to += step.count)))
    at += 1
  }
  return out
}

/** The way between sentences that are not the same, by words; whole where that costs too much or would say nothing. */
const wayInside = <T>(before: T[], after: T[], reading: Reading<T>, budget: Budget): Way<T> => {
  const { textOf, keyOf, split } = reading
  const join = (items: readonly T[]): string => items.map(textOf).join('')
  if (before.length === 0 || after.length === 0 || isRewritten(join(before), join(after))) return wholly(before, after)
  const [from, to] = [before.flatMap(split), after.flatMap(split)]
  const key = makeKeys()
  const steps = stepsBetween(from.map((item) => key(keyOf(item))), to.map((item) => key(keyOf(item))), budget)
  return steps ? trimmed({ steps, before: from, after: to }, reading) : wholly(before, after)
}

/** The way from one text to another, both given by sentences: those that stay are left whole, what lies between is followed by words. */
export const wayBetween = <T>(before: T[], after: T[], reading: Reading<T>, budget: Budget): Way<T> => {
  const key = makeKeys()
  const outer = stepsBetween(before.map((item) => key(reading.keyOf(item))), after.map((item) => key(reading.keyOf(item))), budget)
  if (!outer) return wholly(before, after)
  const way: Way<T> = { steps: [], before: [], after: [] }
  let [from, to] = [0, 0]
  const append = (part: Way<T>): void => {
    way.steps.push(...part.steps)
    way.before.push(...part.before)
    way.after.push(...part.after)
  }
  for (let at = 0; at < outer.length; ) {
    const counts = { removed: 0, added: 0 }
    let step = outer[at]
    for (; step && step.op !== 'same'; step = outer[(at += 1)]) counts[step.op] += step.count
    append(wayInside(before.slice(from, (from += counts.removed)), after.slice(to, (to += counts.added)), reading, budget))
    if (!step) break
    append({ steps: [step], before: before.slice(from, (from += step.count)), after: after.slice(to, (to += step.count)) })
    at += 1
  }
  return { ...way, steps: readable(way.steps, way.before.map(reading.textOf), way.after.map(reading.textOf)) }
}
