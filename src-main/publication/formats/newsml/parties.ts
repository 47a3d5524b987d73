import type { Contributor } from '../../../../src-shared/story/story'
import { element, text, type XmlNode } from '../xml'

/** One line: G2's names take no tabs and line ends. */
export const oneLine = (words: string): string => words.replace(/\s+/gu, ' ').trim()

/** Somebody or something without a code of its own, by name. `literal` only makes it one, it is no id. */
export const named = (property: string, name: string, attributes: Record<string, string | null> = {}): XmlNode[] => {
  const words = oneLine(name)
  return words === '' ? [] : [element(property, { literal: words, ...attributes }, element('name', {}, text(words)))]
}

/** Who wrote is a creator; who took pictures, translated or edited had part in it. */
const PROPERTY: Record<Contributor['role'], 'creator' | 'contributor'> = {
  reporter: 'creator', correspondent: 'creator', intern: 'creator', photographer: 'contributor', videographer: 'contributor', translator: 'contributor', editor: 'contributor',
}

/** The people of a piece, and who answers for it. */
export const people = (contributors: readonly Contributor[], editor: string): XmlNode[] => [
  ...contributors.flatMap(({ name, role }) => named(PROPERTY[role], name)),
  ...named('contributor', editor),
]
