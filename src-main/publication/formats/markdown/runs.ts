import type { PhrasingContent } from 'mdast'

import { printable } from '../../../../src-shared/publication/markup'
import type { Run, Words } from '../../../../src-shared/publication/printed/printed'

/** Plain words. */
export const text = (value: string): PhrasingContent => ({ type: 'text', value: printable(value) })

const dressed = (run: Extract<Run, { kind: 'words' }>): PhrasingContent => {
  const plain = text(run.text)
  const italic: PhrasingContent = run.italic ? { type: 'emphasis', children: [plain] } : plain
  const bold: PhrasingContent = run.bold ? { type: 'strong', children: [italic] } : italic
  return run.link === null ? bold : { type: 'link', url: run.link, children: [bold] }
}

/** A line of text. Footnotes are called by their number. */
export const phrasing = (words: Words): PhrasingContent[] =>
  words.map((run): PhrasingContent => {
    if (run.kind === 'break') return { type: 'break' }
    if (run.kind === 'note') return { type: 'footnoteReference', identifier: String(run.number), label: String(run.number) }
    return dressed(run)
  })
