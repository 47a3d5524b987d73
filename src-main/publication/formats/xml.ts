import XMLBuilder from 'fast-xml-builder'

import { printable } from '../../../src-shared/publication/markup'

/** An element with its attributes and children in order, or a text; as the XML builder takes them. */
export type XmlNode = Record<string, unknown>

const ATTRIBUTES = ':@'
// Deeper than any story nests: each block of a body is at most three elements.
const DEPTH = 400

const builder = new XMLBuilder({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', suppressEmptyNode: true, suppressBooleanAttributes: false, maxNestedTags: DEPTH, processEntities: true })

/** A text, without the characters XML cannot carry. */
export const text = (value: string): XmlNode => ({ '#text': printable(value) })

/** An element. An attribute that is null is left out. */
export const element = (name: string, attributes: Record<string, string | number | null> = {}, ...children: readonly XmlNode[]): XmlNode => {
  const given = Object.entries(attributes).flatMap(([key, value]) => (value === null ? [] : [[key, printable(String(value))]]))
  return { [name]: children, ...(given.length === 0 ? {} : { [ATTRIBUTES]: Object.fromEntries(given) as Record<string, string> }) }
}

/** An element of one line of text, or nothing for no words. */
export const said = (name: string, words: string, attributes: Record<string, string | null> = {}): XmlNode[] => (words.trim() === '' ? [] : [element(name, attributes, text(words.trim()))])

/** A whole document in UTF-8, every text and attribute escaped once. Blanks between elements would be words where text is mixed, so there are none. */
export const xmlDocument = (root: XmlNode): string => `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build([root])}\n`
