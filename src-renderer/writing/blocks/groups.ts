import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'
import { TextSelection } from '@tiptap/pm/state'

type Run = { from: number; to: number; photos: ProseNode[] }

const isPicture = (node: ProseNode | null): boolean => node?.type.name === 'photo' || node?.type.name === 'photoGroup'
const photosIn = (node: ProseNode): ProseNode[] => (node.type.name === 'photoGroup' ? [...node.content.content] : [node])

/** The photos and groups that stand side by side around the one at a position. */
const runAround = (doc: ProseNode, pos: number): Run | null => {
  const $pos = doc.resolve(pos)
  const { parent } = $pos
  const index = $pos.index()
  if (!isPicture(parent.maybeChild(index)) || parent.type.name === 'photoGroup') return null
  let first = index
  let last = index
  while (isPicture(parent.maybeChild(first - 1))) first -= 1
  while (isPicture(parent.maybeChild(last + 1))) last += 1
  const nodes = [...parent.content.content].slice(first, last + 1)
  const from = $pos.posAtIndex(first)
  return nodes.length < 2 ? null : { from, to: from + nodes.reduce((size, node) => size + node.nodeSize, 0), photos: nodes.flatMap(photosIn) }
}

/** True where a photo or group has a neighbour it can be grouped with. */
export const canGroup = (doc: ProseNode, pos: number): boolean => runAround(doc, pos) !== null

/** Makes one group of the photo or group at a position and the photos beside it. */
export const makeGroup = (editor: Editor, pos: number): boolean => {
  const { doc, tr, schema } = editor.state
  const run = runAround(doc, pos)
  const group = schema.nodes['photoGroup']?.create(null, run?.photos)
  if (!run || !group) return false
  tr.replaceWith(run.from, run.to, group)
  tr.setSelection(TextSelection.near(tr.doc.resolve(run.from + 2)))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Takes a photo out of its group, to stand below it; what is left of a pair is a photo again. */
export const takeFromGroup = (editor: Editor, pos: number): boolean => {
  const { doc, tr } = editor.state
  const $pos = doc.resolve(pos)
  const photo = $pos.nodeAfter
  const group = $pos.parent
  if (group.type.name !== 'photoGroup' || !photo) return false
  const rest = [...group.content.content].filter((_, index) => index !== $pos.index())
  const kept = rest.length > 1 ? [group.copy(group.type.create(null, rest).content)] : rest
  const start = $pos.before()
  tr.replaceWith(start, $pos.after(), [...kept, photo])
  const at = start + kept.reduce((size, node) => size + node.nodeSize, 0)
  tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Lets the photos of a group stand one below another again. */
export const dissolveGroup = (editor: Editor, pos: number): boolean => {
  const { doc, tr } = editor.state
  const group = doc.nodeAt(pos)
  if (group?.type.name !== 'photoGroup') return false
  tr.replaceWith(pos, pos + group.nodeSize, group.content)
  tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1)))
  editor.view.dispatch(tr.scrollIntoView())
  return true
}

/** Puts a place for one more photo at the end of a group. Answers where it is. */
export const addToGroup = (editor: Editor, pos: number): number | null => {
  const { doc, tr, schema } = editor.state
  const group = doc.nodeAt(pos)
  const photo = schema.nodes['photo']?.create()
  if (group?.type.name !== 'photoGroup' || !photo) return null
  const at = pos + group.nodeSize - 1
  editor.view.dispatch(tr.insert(at, photo).setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView())
  return at
}
