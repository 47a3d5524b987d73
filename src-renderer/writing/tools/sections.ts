import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'

/** A section of the body: its header and all blocks up to the next header. Positions are of the document. */
export type Section = { id: string; from: number; to: number }

const idOf = (node: ProseNode): string => (typeof node.attrs['blockId'] === 'string' ? node.attrs['blockId'] : '')

/** The sections of a body, in order. What stands before the first header belongs to none. */
export const sectionsOf = (doc: ProseNode): Section[] => {
  const found: Section[] = []
  doc.forEach((node, pos) => {
    const open = found.at(-1)
    if (node.type.name === 'crosshead') {
      if (open) open.to = pos
      found.push({ id: idOf(node), from: pos, to: doc.content.size })
    } else if (open && node.type.name === 'endMark') {
      // The end mark closes the article, not its last section.
      if (open.to === doc.content.size) open.to = pos
    }
  })
  return found
}

/** Moves a whole section before another one, or behind the last where `before` is null: one step of the history, every block kept with its id. False where nothing would move. */
export const moveSection = (editor: Editor, id: string, before: string | null): boolean => {
  const { doc, tr } = editor.state
  const sections = sectionsOf(doc)
  const section = sections.find((each) => each.id === id)
  const target = before === null ? sections.at(-1)?.to : sections.find((each) => each.id === before)?.from
  if (!section || target === undefined || (target >= section.from && target <= section.to)) return false
  const content = doc.slice(section.from, section.to).content
  tr.delete(section.from, section.to)
  tr.insert(tr.mapping.map(target), content)
  editor.view.dispatch(tr)
  return true
}

/** Moves a section one place up (-1) or down (1). False at either end. */
export const shiftSection = (editor: Editor, id: string, direction: -1 | 1): boolean => {
  const sections = sectionsOf(editor.state.doc)
  const at = sections.findIndex((each) => each.id === id)
  if (at === -1) return false
  if (direction === -1) return at > 0 && moveSection(editor, id, sections[at - 1]?.id ?? null)
  return at < sections.length - 1 && moveSection(editor, id, sections[at + 2]?.id ?? null)
}
