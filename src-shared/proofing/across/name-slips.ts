import type { Passage } from '../passage'
import { isMistaken, type IdiomTable } from '../zh/idiom-table'

/** Whether a word of a name's length is that name with one character of its given name mistaken for another, or with two of them changed about. */
const isSlip = (name: string, word: string, idioms: IdiomTable): boolean => {
  const differing = Array.from(name, (_char, at) => at).filter((at) => name.charAt(at) !== word.charAt(at))
  const [first, second] = differing
  if (first === undefined || first === 0) return false
  if (second === undefined) return isMistaken(idioms, name.charAt(first), word.charAt(first))
  return differing.length === 2 && name.charAt(first) === word.charAt(second) && name.charAt(second) === word.charAt(first)
}

/** Every word of a piece that is a name of three characters or more, miswritten: 李见国 for 李建国, 李国建. */
export const slipsOf = (name: string, passages: readonly Passage[], idioms: IdiomTable): string[] => {
  if (name.length < 3) return []
  const found = new Set<string>()
  for (const { text } of passages)
    for (let at = text.indexOf(name.charAt(0)); at >= 0; at = text.indexOf(name.charAt(0), at + 1)) {
      const word = text.slice(at, at + name.length)
      if (word.length === name.length && /^\p{Script=Han}+$/u.test(word) && isSlip(name, word, idioms)) found.add(word)
    }
  return [...found]
}
