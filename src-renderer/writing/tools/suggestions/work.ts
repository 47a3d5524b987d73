import type { ChangedRange } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'

/** Where a block of the changed document stands in the suggested one, and how offsets in it lead there. */
export type Place = { node: ProseNode; at: (offset: number) => number }

/** What is known while one change is made a suggestion. */
export type Work = {
  /** The id of what it suggests. */
  id: string
  /** True for suggestions of the person who makes it. */
  mine: (id: string) => boolean
  ranges: readonly ChangedRange[]
  /** Where the caret was before; -1 where words were chosen. */
  caret: number
  /** True where the caret stands at the end of its line: what is drawn up to it was drawn by Delete. */
  forward: boolean
  used: Set<string>
  places: Map<ProseNode, Place>
  /** Whole blocks that would go, and that would come. */
  struck: ProseNode[]
  put: ProseNode[]
  /** Blocks whose marks a split or join of the editor repeated or lost, as they should have been. */
  meant: Map<ProseNode, ProseNode>
  /** Set where the change was of struck-out blocks, which stay as they are. */
  trusted: boolean
}
