import { z } from 'zod'

/** One node of Ghost's text. Its editor's other fields are kept as they are. */
export type LexicalNode = { type: string; children?: LexicalNode[] | undefined; [field: string]: unknown }
export type Lexical = { root: LexicalNode }

const nodeSchema: z.ZodType<LexicalNode> = z.lazy(() => z.looseObject({ type: z.string(), children: z.array(nodeSchema).optional() }))
const lexicalSchema = z.object({ root: nodeSchema })

/** The bits of a text's format. */
export const FORMAT = { none: 0, bold: 1, italic: 2, superscript: 64 } as const

const element = (type: string, children: LexicalNode[], more: Record<string, unknown> = {}): LexicalNode => ({ type, version: 1, direction: null, format: '', indent: 0, ...more, children })

/** Ghost's nodes, as its own editor writes them. */
export const node = {
  text: (text: string, format: number = FORMAT.none): LexicalNode => ({ type: 'extended-text', version: 1, text, format, detail: 0, mode: 'normal', style: '' }),
  lineBreak: (): LexicalNode => ({ type: 'linebreak', version: 1 }),
  link: (url: string, children: LexicalNode[], rel: string | null = 'noopener nofollow'): LexicalNode => element('link', children, { url, rel, target: null, title: null }),
  paragraph: (children: LexicalNode[]): LexicalNode => element('paragraph', children),
  heading: (children: LexicalNode[]): LexicalNode => element('extended-heading', children, { tag: 'h2' }),
  quote: (children: LexicalNode[]): LexicalNode => element('extended-quote', children),
  /** The second kind of quotation, set large. */
  aside: (children: LexicalNode[]): LexicalNode => element('aside', children),
  list: (kind: 'bullet' | 'number', start: number, children: LexicalNode[]): LexicalNode => element('list', children, { listType: kind, start, tag: kind === 'bullet' ? 'ul' : 'ol' }),
  item: (value: number, children: LexicalNode[]): LexicalNode => element('listitem', children, { value }),
  rule: (): LexicalNode => ({ type: 'horizontalrule', version: 1 }),
  /** `html` is inline HTML. */
  callout: (html: string): LexicalNode => ({ type: 'callout', version: 1, calloutText: `<p>${html}</p>`, calloutEmoji: '', backgroundColor: 'grey' }),
  /** `caption` is inline HTML. */
  image: (image: { src: string; width: number; height: number; alt: string; caption: string }): LexicalNode => ({ type: 'image', version: 1, title: '', cardWidth: 'regular', href: '', ...image }),
  /** HTML that Ghost prints as it is. */
  html: (html: string): LexicalNode => ({ type: 'html', version: 1, html }),
}

/** The text of a post's `lexical` field. */
export const lexicalText = (children: LexicalNode[]): string => JSON.stringify({ root: element('root', children) })

/** Reads a `lexical` field; null where it holds none. */
export const lexicalOf = (text: string | null): Lexical | null => {
  if (text === null) return null
  try {
    const parsed = lexicalSchema.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
