import { Fragment, Slice, type Node as ProseNode } from '@tiptap/pm/model'

const INDENT = /^[\u3000\u2003\u2002]+|^[\t \u00a0]{2,}/

/** Blocks copied within the editor, without typed indents, and without pictures this story does not have. Indents are styling here. */
export const tidyPasted = (slice: Slice, has: (digest: string) => boolean): Slice => {
  const tidy = (fragment: Fragment): Fragment => {
    const nodes: ProseNode[] = []
    fragment.forEach((node) => {
      if (node.isText || !node.isBlock) nodes.push(node)
      else if (!node.isTextblock) nodes.push(node.copy(tidy(node.content)))
      else {
        const digest: unknown = node.attrs['photo']
        const kept = typeof digest === 'string' && !has(digest) ? node.type.create({ ...node.attrs, photo: null }, node.content, node.marks) : node
        const indent = INDENT.exec(node.firstChild?.text ?? '')?.[0].length ?? 0
        nodes.push(indent > 0 ? kept.cut(indent) : kept)
      }
    })
    return Fragment.from(nodes)
  }
  return new Slice(tidy(slice.content), slice.openStart, slice.openEnd)
}
