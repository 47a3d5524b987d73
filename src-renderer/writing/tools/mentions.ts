import type { Someone } from '../notes-store'

/** What is typed behind an "@" at the caret, and where the "@" is; null where none is being typed. */
export const mentionAt = (text: string, caret: number): { from: number; asked: string } | null => {
  const found = /@([^\s@]{0,20})$/.exec(text.slice(0, caret))
  return found ? { from: found.index, asked: found[1] ?? '' } : null
}

/** The people whose names hold what is asked for; at most eight. */
export const peopleLike = (people: readonly Someone[], asked: string): Someone[] =>
  people.filter(({ name }) => name.toLocaleLowerCase().includes(asked.toLocaleLowerCase())).slice(0, 8)

/** A text as its parts: words, and names that are called on. Of names that begin alike the longest counts. */
export const mentionParts = (text: string, people: readonly Someone[]): { text: string; person: Someone | null }[] => {
  const named = people.filter(({ name }) => name !== '').toSorted((a, b) => b.name.length - a.name.length)
  const parts: { text: string; person: Someone | null }[] = []
  let from = 0
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const person = named.find(({ name }) => text.startsWith(name, at + 1))
    if (!person) continue
    if (at > from) parts.push({ text: text.slice(from, at), person: null })
    from = at + 1 + person.name.length
    parts.push({ text: text.slice(at, from), person })
  }
  if (from < text.length) parts.push({ text: text.slice(from), person: null })
  return parts
}

/** The ids of those a text calls on, each once. */
export const mentionsIn = (text: string, people: readonly Someone[]): string[] =>
  [...new Set(mentionParts(text, people).flatMap(({ person }) => (person && person.id !== '' ? [person.id] : [])))].slice(0, 20)
