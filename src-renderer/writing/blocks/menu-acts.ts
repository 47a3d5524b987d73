import type { Editor } from '@tiptap/core'
import type { Node as ProseNode } from '@tiptap/pm/model'

import { addBeside, duplicateBlock, moveBlock, removeBlock, selectBlock } from './arrange'
import { BLOCK_KEYS } from './block-keys'
import { addToGroup, canGroup, dissolveGroup, makeGroup, takeFromGroup } from './groups'

/** An act of a block's menu: `name` is a locale key under `block.`, `keys` its shortcut, `can` whether it makes sense there. */
export type BlockAct = { name: string; keys?: string; can: (doc: ProseNode, pos: number) => boolean; run: (editor: Editor, pos: number) => unknown }

const always = (): boolean => true
const isA = (name: string) => (doc: ProseNode, pos: number): boolean => doc.nodeAt(pos)?.type.name === name
const inGroup = (doc: ProseNode, pos: number): boolean => doc.resolve(pos).parent.type.name === 'photoGroup'

/** Where a block stands. */
export const PLACING: readonly BlockAct[] = [
  { name: 'up', keys: BLOCK_KEYS.up, can: always, run: (editor, pos) => moveBlock(editor, pos, -1) },
  { name: 'down', keys: BLOCK_KEYS.down, can: always, run: (editor, pos) => moveBlock(editor, pos, 1) },
  { name: 'duplicate', keys: BLOCK_KEYS.duplicate, can: always, run: duplicateBlock },
  { name: 'above', can: always, run: (editor, pos) => addBeside(editor, pos, -1) },
  { name: 'below', can: always, run: (editor, pos) => addBeside(editor, pos, 1) },
  { name: 'select', can: always, run: selectBlock },
]

/** Photos and their groups. */
export const GROUPING: readonly BlockAct[] = [
  { name: 'group', can: canGroup, run: makeGroup },
  { name: 'takeOut', can: inGroup, run: takeFromGroup },
  { name: 'addPhoto', can: isA('photoGroup'), run: addToGroup },
  { name: 'dissolve', can: isA('photoGroup'), run: dissolveGroup },
]

/** The end of it. */
export const REMOVE: BlockAct = { name: 'remove', keys: BLOCK_KEYS.remove, can: always, run: removeBlock }
