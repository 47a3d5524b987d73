import type { Editor } from '@tiptap/core'

import type { BodyJson } from '../../src-shared/story/story'

/**
 * Makes the body on screen another one, touching only what differs, so that the caret and what was undone nearby stay where they
 * were. Neither suggested nor to be undone: it is somebody else's work that arrived.
 */
export const replaceBody = (editor: Editor, body: BodyJson): void => {
  const next = editor.schema.nodeFromJSON(body)
  next.check()
  const { doc } = editor.state
  const start = doc.content.findDiffStart(next.content)
  const end = doc.content.findDiffEnd(next.content)
  if (start === null || !end) return
  // Where a repeated text makes the two ends cross, the later one is meant.
  const crossed = Math.max(0, start - Math.min(end.a, end.b))
  const { tr } = editor.state
  tr.replace(start, end.a + crossed, next.slice(start, end.b + crossed))
  if (!tr.doc.eq(next)) {
    const whole = editor.state.tr.replaceWith(0, doc.content.size, next.content)
    editor.view.dispatch(whole.setMeta('addToHistory', false))
    return
  }
  editor.view.dispatch(tr.setMeta('addToHistory', false))
}
