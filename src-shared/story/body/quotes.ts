import { Node } from '@tiptap/core'
import { Blockquote } from '@tiptap/extension-blockquote'

import { textAttribute } from './attributes'

/** A quotation 引文: somebody's words or a document's, in blocks of their own. */
export const Quotation = Blockquote.extend({ group: 'block simple', content: 'simple+', marks: 'insertion deletion modification' })

/** A pull quote 提要引语: a line of the text set large beside it; `by` is whose it is. */
export const PullQuote = Node.create({
  name: 'pullQuote',
  group: 'block simple',
  content: 'inline*',
  defining: true,
  addAttributes: () => ({ by: textAttribute('by') }),
  parseHTML: () => [{ tag: 'aside[data-pull-quote]' }],
  renderHTML: ({ HTMLAttributes }) => ['aside', { 'data-pull-quote': '', ...HTMLAttributes }, 0],
})

const turn = (name: 'question' | 'answer') =>
  Node.create({
    name,
    group: 'block simple',
    content: 'inline*',
    defining: true,
    addAttributes: () => ({ speaker: textAttribute('speaker', { limit: 60 }) }),
    parseHTML: () => [{ tag: `p[data-turn="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => ['p', { 'data-turn': name, ...HTMLAttributes }, 0],
  })

/** What is asked in an interview. `speaker` is printed before it ("记者", "问"); empty where the one before goes on. */
export const Question = turn('question')
/** What is answered. */
export const Answer = turn('answer')
