import XMLBuilder from 'fast-xml-builder'
import { XMLParser } from 'fast-xml-parser'

/** Who changed or said something in a Word file, and when; `at` is as the file has it. */
export type DocxVoice = { by: string; at: string }
/** A comment of a Word file; `id` is Word's own. */
export type DocxComment = DocxVoice & { id: string; text: string }

// Noncharacters: allowed in XML, written by nobody, passed on by whatever reads the text.
const OPEN = '\ufdd0'
const SHUT = '\ufdd1'
/** A place in the text where a change or a comment begins or ends: what it is, "+" or "-", and its number. */
export const DOCX_MARK = /\ufdd0([idc])([+-])(\d+)\ufdd1/g

type XmlNode = Record<string, unknown>

const ATTRIBUTES = ':@'
// `htmlEntities` is what reads &#20013; too, which some programs write all Chinese as.
const XML = { preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false, parseTagValue: false, parseAttributeValue: false, processEntities: true, htmlEntities: true } as const

const nameOf = (node: XmlNode): string => Object.keys(node).find((key) => key !== ATTRIBUTES) ?? ''
const childrenOf = (node: XmlNode): XmlNode[] => {
  const inside = node[nameOf(node)]
  return Array.isArray(inside) ? (inside as XmlNode[]) : []
}
const attributeOf = (node: XmlNode, name: string): string => {
  const attributes = node[ATTRIBUTES] as Record<string, unknown> | undefined
  const value = attributes?.[name]
  return typeof value === 'string' ? value : ''
}

/** Text as a run of its own, so that it takes on no formatting. */
const run = (text: string): XmlNode => ({ 'w:r': [{ 'w:t': [{ '#text': text }], [ATTRIBUTES]: { 'xml:space': 'preserve' } }] })
const mark = (kind: 'i' | 'd' | 'c', sign: '+' | '-', number: number): XmlNode => run(`${OPEN}${kind}${sign}${String(number)}${SHUT}`)

const CHANGES: Record<string, 'i' | 'd'> = { 'w:ins': 'i', 'w:moveTo': 'i', 'w:del': 'd', 'w:moveFrom': 'd' }
/** Where the same names mean the change of a mark or a row, and hold no words. */
const PROPERTIES = new Set(['w:rPr', 'w:trPr', 'w:pPr', 'w:tcPr', 'w:tblPr', 'w:sectPr'])

type Found = { changes: DocxVoice[]; comments: Map<string, number> }

const rewrite = (nodes: readonly XmlNode[], found: Found, inProperties: boolean): XmlNode[] =>
  nodes.flatMap((node): XmlNode[] => {
    const name = nameOf(node)
    if (name === '#text') return [{ '#text': String(node['#text']).replaceAll(/[\ufdd0\ufdd1]/g, '') }]
    const change = CHANGES[name]
    if (change !== undefined && inProperties) return []
    if (change !== undefined) {
      const number = found.changes.push({ by: attributeOf(node, 'w:author'), at: attributeOf(node, 'w:date') }) - 1
      return [mark(change, '+', number), ...rewrite(childrenOf(node), found, false), mark(change, '-', number)]
    }
    if (name === 'w:commentRangeStart' || name === 'w:commentRangeEnd') {
      const id = attributeOf(node, 'w:id')
      const number = found.comments.get(id) ?? found.comments.size
      found.comments.set(id, number)
      return [mark('c', name === 'w:commentRangeStart' ? '+' : '-', number)]
    }
    const inside = rewrite(childrenOf(node), found, inProperties || PROPERTIES.has(name))
    // Deleted words are words while somebody has still to decide on them.
    const kept = name === 'w:delText' ? 'w:t' : name
    return [{ [kept]: inside, ...(node[ATTRIBUTES] !== undefined && { [ATTRIBUTES]: name === 'w:delText' ? { 'xml:space': 'preserve' } : node[ATTRIBUTES] }) }]
  })

/** The document's XML with changes and comment ranges as marks in its text (DOCX_MARK), deleted words kept as words; changes by number, comments' numbers by Word's id. Throws on XML that cannot be read. */
export const markChanges = (xml: string): { xml: string } & Found => {
  const found: Found = { changes: [], comments: new Map() }
  const nodes = rewrite(new XMLParser(XML).parse(xml) as XmlNode[], found, false)
  return { xml: new XMLBuilder(XML).build(nodes), ...found }
}

const textIn = (nodes: readonly XmlNode[]): string =>
  nodes.map((node) => {
    const name = nameOf(node)
    if (name === '#text') return ''
    if (name === 'w:t') return childrenOf(node).map((child) => (typeof child['#text'] === 'string' ? child['#text'] : '')).join('')
    return textIn(childrenOf(node)) + (name === 'w:p' ? '\n' : '')
  }).join('')

const each = (nodes: readonly XmlNode[], name: string, act: (node: XmlNode) => void): void => {
  for (const node of nodes) {
    if (nameOf(node) === name) act(node)
    else each(childrenOf(node), name, act)
  }
}

/** The comments of word/comments.xml. Throws on XML that cannot be read. */
export const readComments = (xml: string): DocxComment[] => {
  const comments: DocxComment[] = []
  each(new XMLParser(XML).parse(xml) as XmlNode[], 'w:comment', (node) => {
    comments.push({ id: attributeOf(node, 'w:id'), by: attributeOf(node, 'w:author'), at: attributeOf(node, 'w:date'), text: textIn(childrenOf(node)).trim() })
  })
  return comments
}
