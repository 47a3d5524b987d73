import { alikeness, takenFor } from './alike'
import { foreignSlips } from './foreign-name'
import type { Mention } from './mentions'
import { slipsOf } from './name-slips'
import type { AcrossFound, AcrossReading, AcrossRule, Stretch } from './rule'
import { sentencesOf } from './sentences'

const variantsOf = (name: string): { name: string; by: 'seen' | 'heard' }[] =>
  Array.from(name).flatMap((char, index) => takenFor(char).map((other) => ({ name: name.slice(0, index) + other + name.slice(index + 1), by: alikeness(char, other) ?? 'heard' })))

/** Where a name stands, and is not the beginning of the longer one it is compared with. */
const placesIn = (text: string, word: string, longer: string): number[] => {
  const found: number[] = []
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (longer.length <= word.length || !text.startsWith(longer, at)) found.push(at)
  return found
}

const placesOf = (word: string, longer: string, { piece }: AcrossReading): Stretch[] =>
  piece.passages.flatMap(({ text }, passage) => placesIn(text, word, longer).map((at) => ({ passage, from: at, to: at + word.length })))

/** Whether two names are ever told of in one sentence: then they are two people. */
const standTogether = (one: string, other: string, { piece }: AcrossReading): boolean =>
  piece.passages.some(({ text }) => text.includes(one) && text.includes(other) && sentencesOf(text).some((sentence) => placesIn(sentence.text, one, other).length > 0 && placesIn(sentence.text, other, one).length > 0))

/** Whether two names of one surname differ by one character, or by one left out at the end. */
export const areNear = (one: string, other: string): boolean => {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short === long || short.charAt(0) !== long.charAt(0)) return false
  if (short.length === long.length) return short.length > 2 && Array.from(short).filter((char, index) => char !== long[index]).length === 1
  return long.length - short.length === 1 && (long.startsWith(short) || long.slice(0, 1) + long.slice(2) === short)
}

const postKey = (mention: Mention): string[] => mention.posts.filter(({ of }) => of.length > 1).map(({ office, of }) => of.slice(-4) + office)

/** The rarer of two spellings is the slip; of equals, the one that comes later. */
const slipOf = (one: readonly Stretch[], other: readonly Stretch[]): [slips: readonly Stretch[], right: readonly Stretch[], first: boolean] => {
  const later = (stretches: readonly Stretch[]): number => (stretches[0] ? stretches[0].passage * 1e6 + stretches[0].from : 0)
  return one.length < other.length || (one.length === other.length && later(one) > later(other)) ? [one, other, true] : [other, one, false]
}

const report = (name: string, other: string, severity: 'error' | 'warning', reading: AcrossReading): AcrossFound[] => {
  const [slips, right, first] = slipOf(placesOf(name, other, reading), placesOf(other, name, reading))
  const [wrong, usual] = first ? [name, other] : [other, name]
  return slips.map((slip) => ({ ...slip, fixes: [usual], details: { wrong, right: usual }, severity, ...(right[0] ? { other: right[0] } : {}) }))
}

/** One person written two ways: look-alike characters, sounds alike, or a character another one or left out where nobody introduces the second. */
export const name: AcrossRule = {
  id: 'x.name',
  languages: ['zh-CN'],
  severity: 'warning',
  source: 'usage',
  check: (reading, { idioms }) => {
    const people = new Map<string, Mention[]>()
    for (const mention of reading.mentions) people.set(mention.name, [...(people.get(mention.name) ?? []), mention])
    const found: AcrossFound[] = []
    const told = new Set<string>()
    const tell = (one: string, other: string, severity: 'error' | 'warning'): void => {
      const pair = [one, other].sort().join()
      if (told.has(pair)) return
      told.add(pair)
      found.push(...report(one, other, severity, reading))
    }
    const whole = reading.piece.passages.map(({ text }) => text).join('\n')
    for (const [known, mentions] of people) {
      for (const { name: variant, by } of variantsOf(known)) {
        // A variant of two characters may be any word; it must be known for a name.
        const others = people.get(variant)
        if ((known.length < 3 && !others) || !whole.includes(variant) || standTogether(known, variant, reading)) continue
        const bothKnown = mentions.some(({ posts }) => posts.length > 0) && (others ?? []).some(({ posts }) => posts.length > 0)
        if (by === 'heard' && bothKnown && !sharePost(mentions, others ?? [])) continue
        tell(known, variant, by === 'seen' ? 'error' : 'warning')
      }
      for (const slip of slipsOf(known, reading.piece.passages, idioms)) {
        const others = people.get(slip) ?? []
        // Two who are introduced each with a post of his own are two.
        if (standTogether(known, slip, reading) || (others.some(({ introduced }) => introduced) && mentions.some(({ introduced }) => introduced) && !sharePost(mentions, others))) continue
        tell(known, slip, 'warning')
      }
      for (const [other, others] of people) {
        if (!areNear(known, other) || standTogether(known, other, reading)) continue
        const stranger = mentions.some(({ introduced }) => introduced) && others.every(({ introduced, posts }) => !introduced && posts.length === 0)
        if (stranger || sharePost(mentions, others)) tell(other, known, 'warning')
      }
    }
    for (const { slip, from, wrong, right } of foreignSlips(reading.piece)) found.push({ ...slip, fixes: [right], details: { wrong, right }, other: from })
    return found
  },
}

const sharePost = (one: readonly Mention[], other: readonly Mention[]): boolean => {
  const keys = new Set(one.flatMap(postKey))
  return other.some((mention) => postKey(mention).some((key) => keys.has(key)))
}
