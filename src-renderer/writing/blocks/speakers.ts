import type { Node as ProseNode } from '@tiptap/pm/model'

export type TurnKind = 'question' | 'answer'

/** Who last had a turn of a kind before a position; else who has the first one after it; else nobody. */
export const speakerNear = (doc: ProseNode, pos: number, kind: TurnKind): string => {
  let before = ''
  let after = ''
  doc.descendants((node, at) => {
    const speaker: unknown = node.type.name === kind ? node.attrs['speaker'] : ''
    if (typeof speaker === 'string' && speaker !== '') {
      if (at < pos) before = speaker
      else after ||= speaker
    }
    return !node.isTextblock
  })
  return before || after
}
