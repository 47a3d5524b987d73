import type { Node as ProseNode } from '@tiptap/pm/model'

/**
 * The words of a body that stand whatever becomes of its suggestions: what is only suggested to be put in is left out. Pictures stand by their
 * digest. Who may only suggest leaves them as they are. `but` names blocks that are not counted.
 */
export const standingWords = (body: ProseNode, but: ReadonlySet<unknown> = new Set()): string => {
  const words: string[] = []
  body.descendants((node) => {
    if (node.marks.some((mark) => mark.type.name === 'insertion') || but.has(node.attrs['blockId'])) return false
    if (node.isText) words.push((node.text ?? '').replaceAll('\u200b', ''))
    else if (node.type.name === 'photo' || node.isAtom) words.push(`<${node.type.name} ${String(node.attrs['photo'] ?? node.attrs['text'] ?? '')}>`)
    return true
  })
  return words.join('')
}
