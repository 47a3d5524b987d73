import { defaultTreeAdapter, parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'

import { failed, ok, type Outcome } from '../../outcome'

/** What a reading takes in: UTF-16 units of markup (pictures inside it too), elements, and how deep they nest. Browsers nest no deeper than 512. */
export const HTML_LIMITS = { units: 60_000_000, elements: 300_000, depth: 512 } as const

export type Element = Tree.Element
export type TreeNode = Tree.ChildNode

/** Thrown out of the parser, and caught where it was called: the parser has no other way to stop. */
class TooMuch extends Error {
  readonly code: 'html-too-large' | 'html-too-deep'
  constructor(code: TooMuch['code']) {
    super(code)
    this.code = code
  }
}

const boundedAdapter = (): typeof defaultTreeAdapter => {
  let elements = 0
  let depth = 0
  return {
    ...defaultTreeAdapter,
    createElement: (...given) => {
      elements += 1
      if (elements > HTML_LIMITS.elements) throw new TooMuch('html-too-large')
      return defaultTreeAdapter.createElement(...given)
    },
    onItemPush: () => {
      depth += 1
      if (depth > HTML_LIMITS.depth) throw new TooMuch('html-too-deep')
    },
    onItemPop: () => {
      depth -= 1
    },
  }
}

const PREFACE = /^\s*(?:<!--|<meta[\s>])/i
const TABLE_PART = /^\s*<(?:tr|td|th|tbody|thead|tfoot|col|colgroup)[\s>]/i

/** True for the parts of a table copied without it. On their own they would run together. */
const opensInTable = (html: string): boolean => {
  let start = html.slice(0, 2000)
  while (PREFACE.test(start)) {
    const end = start.indexOf(/^\s*<!--/.test(start) ? '-->' : '>')
    if (end < 0) return false
    start = start.slice(end).replace(/^-{0,2}>/, '')
  }
  return TABLE_PART.test(start)
}

/** Parses HTML as a browser would, running and fetching nothing. `html-too-large` and `html-too-deep` name the limit that was passed. */
export const parseHtml = (html: string): Outcome<Element> => {
  if (html.length > HTML_LIMITS.units) return failed('html-too-large', 'There is too much HTML to be read.', { limit: HTML_LIMITS.units })
  try {
    const page = parse(opensInTable(html) ? `<table>${html}` : html, { treeAdapter: boundedAdapter() })
    const root = page.childNodes.find((node): node is Element => node.nodeName === 'html')
    // parse5 always makes one; a reading without it would be a parser's bug, not the source's.
    if (!root) throw new Error('HTML without a root')
    return ok(root)
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    const limit = error.code === 'html-too-large' ? HTML_LIMITS.elements : HTML_LIMITS.depth
    return failed(error.code, `The HTML passes the limit of ${String(limit)} (${error.code}).`, { limit })
  }
}
