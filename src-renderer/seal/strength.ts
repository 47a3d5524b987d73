/** How well a passphrase would stand being guessed: an estimate from length and variety, for a hint and nothing else. */
export type Strength = 'weak' | 'fair' | 'strong'

const KINDS: readonly [RegExp, number][] = [[/[a-z]/, 26], [/[A-Z]/, 26], [/[0-9]/, 10], [/[\u0020-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007e]/, 33], [/[^\0-\u007f]/, 2500]]

/** A letter that repeats or follows on the one before ("aaa", "1234") adds next to nothing. */
const telling = (letters: readonly string[]): number =>
  letters.filter((letter, index) => {
    const step = (letter.codePointAt(0) ?? 0) - (letters[index - 1]?.codePointAt(0) ?? -10)
    return index === 0 || Math.abs(step) > 1
  }).length

/** Weak under some 45 bits, strong from 85 on: a guess costs half a second here and perhaps a thousandth elsewhere. */
export const strengthOf = (passphrase: string): Strength => {
  const letters = Array.from(passphrase.normalize('NFKC'))
  const pool = KINDS.reduce((sum, [kind, size]) => (kind.test(passphrase) ? sum + size : sum), 0)
  // Words are chosen, not drawn: a Chinese character in a phrase is worth far less than one out of thousands.
  const perLetter = Math.min(Math.log2(Math.max(2, pool)), 6.5)
  const distinct = new Set(letters).size
  const bits = Math.min(telling(letters), distinct * 1.5) * perLetter * (letters.length > 20 ? 0.8 : 0.9)
  return letters.length < 8 || bits < 45 ? 'weak' : bits < 85 ? 'fair' : 'strong'
}
