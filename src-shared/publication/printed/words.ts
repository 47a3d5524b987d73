import { isSafeLink } from '../../story/body'
import type { BodyJson } from '../../story/story'
import type { Run, Words } from './printed'

const textAttribute = (node: { attrs?: Record<string, unknown> }, name: string): string => {
  const value = node.attrs?.[name]
  return typeof value === 'string' ? value : ''
}

/** A text attribute of a node; empty where there is none. */
export const attributeOf = textAttribute

const has = (node: BodyJson, name: string): boolean => (node.marks ?? []).some(({ type }) => type === name)

const linkOf = (node: BodyJson): string | null => {
  const mark = (node.marks ?? []).find(({ type }) => type === 'link')
  const href = mark ? textAttribute(mark, 'href') : ''
  // The schema refuses other addresses already; a reader that is handed one keeps only the words.
  return isSafeLink(href) ? href : null
}

/** Nodes inside a line of text, and how each is read. A footnote without words is none. */
const INLINE: Record<'text' | 'hardBreak' | 'footnote', (node: BodyJson, notes: string[]) => Run | null> = {
  text: (node) => (node.text === undefined || node.text === '' ? null : { kind: 'words', text: node.text, bold: has(node, 'bold'), italic: has(node, 'italic'), link: linkOf(node) }),
  hardBreak: () => ({ kind: 'break' }),
  footnote: (node, notes) => {
    const text = textAttribute(node, 'text').trim()
    return text === '' ? null : { kind: 'note', number: notes.push(text) }
  },
}

/** The marks words are read with. Suggestions and comments have none: a text that holds one is not printed. */
export const READ_MARKS = ['bold', 'italic', 'link'] as const
/** The inline nodes that are read. */
export const READ_INLINE = Object.keys(INLINE)

const isInline = (type: string): type is keyof typeof INLINE => type in INLINE

/** A line of text in runs; the footnotes it calls are added to `notes`. Throws on a node or mark nobody reads. */
export const wordsOf = (node: Pick<BodyJson, 'content'>, notes: string[]): Words =>
  (node.content ?? []).flatMap((child) => {
    if (!isInline(child.type)) throw new Error(`Nothing prints ${child.type} in a line.`)
    const strange = (child.marks ?? []).find(({ type }) => !(READ_MARKS as readonly string[]).includes(type))
    if (strange) throw new Error(`Nothing prints the mark ${strange.type}.`)
    return INLINE[child.type](child, notes) ?? []
  })

/** Runs as plain text: line ends as \n, each footnote's call as `call` says. */
export const plainWords = (words: Words, call: (number: number) => string = () => ''): string =>
  words.map((run) => (run.kind === 'words' ? run.text : run.kind === 'break' ? '\n' : call(run.number))).join('')
