import { renderJSONContentToString } from '@tiptap/static-renderer/json/html-string'

import type { BodyJson } from '../../story/story'
import { blockNodes } from './blocks'
import type { Print } from './drawing'
import { inlineNodes, marks } from './inline'
import { pictureNodes } from './pictures'
import { tableNodes } from './table'

/** Draws one block of a body as HTML; footnotes it calls are added to `print.notes`. Throws on a node or mark the schema does not have. */
export const blockHtml = (print: Print): ((block: BodyJson) => string) => {
  const render = renderJSONContentToString({ nodeMapping: { ...blockNodes(print), ...inlineNodes(print), ...pictureNodes(print), ...tableNodes(print) }, markMapping: marks })
  return (block) => render({ content: block })
}
