import { Fragment, Slice, type Node as ProseNode, type NodeType, type Schema } from '@tiptap/pm/model'

const LISTS: ReadonlySet<string> = new Set(['bulletList', 'orderedList'])

/** What blocks print beside their content. */
const PRINTED = ['marker', 'speaker', 'credit', 'by'] as const

/** What must not go missing: letters, pictures, footnotes. */
export const weigh = (node: ProseNode): { text: number; atoms: number } => {
  let [text, atoms] = [0, 0]
  node.descendants((child) => {
    for (const name of PRINTED) if (typeof child.attrs[name] === 'string') text += child.attrs[name].length
    if (child.isText) text += (child.text ?? '').length
    else if (child.type.name === 'photo' || child.type.name === 'footnote') atoms += 1
  })
  return { text, atoms }
}

/** The blocks of text in nodes, in reading order. */
export const textblocksIn = (nodes: readonly ProseNode[]): ProseNode[] =>
  nodes.flatMap((node) => {
    if (node.isTextblock) return [node]
    const found: ProseNode[] = []
    node.descendants((child) => {
      if (child.isTextblock) found.push(child)
      return !child.isTextblock
    })
    return found
  })

/** A printed speaker or marker stays with its words where the block that prints it is left behind. */
const leadOf = (node: ProseNode): string => {
  const said = (name: string): string => (typeof node.attrs[name] === 'string' ? node.attrs[name] : '')
  return node.type.name === 'crosshead' ? said('marker') : said('speaker') === '' ? '' : `${said('speaker')}：`
}

const inlineOf = (node: ProseNode, type: NodeType): ProseNode[] => {
  const lead = leadOf(node)
  const nodes: ProseNode[] = lead === '' ? [] : [node.type.schema.text(lead)]
  node.content.forEach((child) => nodes.push(child.mark(child.marks.filter((mark) => type.allowsMarkType(mark.type)))))
  return nodes
}

/** All words in one line, a space between what were lines where their letters would else run together. */
export const oneLine = (nodes: readonly ProseNode[], type: NodeType): Slice => {
  const line: ProseNode[] = []
  for (const block of textblocksIn(nodes)) {
    if (line.length > 0 && block.content.size > 0) line.push(block.type.schema.text(' '))
    line.push(...inlineOf(block, type).map((child) => (child.type.name === 'hardBreak' ? child.type.schema.text(' ') : child)))
  }
  return new Slice(Fragment.from(line), 0, 0)
}

/** Paragraphs and lists alone, for places that hold nothing else. */
export const paragraphs = (nodes: readonly ProseNode[], schema: Schema): Slice => {
  const type = schema.nodes['paragraph']
  if (!type) return Slice.empty
  const plain = nodes.flatMap((node) => (LISTS.has(node.type.name) ? [node] : textblocksIn([node]).map((block) => type.create(null, inlineOf(block, type)))))
  return new Slice(Fragment.from(plain), isParagraph(plain[0]) ? 1 : 0, isParagraph(plain.at(-1)) ? 1 : 0)
}

/** True for a plain paragraph. */
export const isParagraph = (node: ProseNode | undefined): boolean => node?.type.name === 'paragraph'

/** True for one line alone. */
export const isPhrase = (nodes: readonly ProseNode[]): boolean => nodes.length === 1 && nodes[0]?.isTextblock === true && nodes[0].type.spec.isolating !== true

/** Blocks as they are, open at either end where a paragraph can go on in the line around it. */
export const asSlice = (nodes: readonly ProseNode[]): Slice => {
  // A phrase, whatever it was set as where words stand already, goes on in their line.
  if (isPhrase(nodes)) return new Slice(Fragment.from(nodes), 1, 1)
  return new Slice(Fragment.from(nodes), isParagraph(nodes[0]) ? 1 : 0, isParagraph(nodes.at(-1)) ? 1 : 0)
}
