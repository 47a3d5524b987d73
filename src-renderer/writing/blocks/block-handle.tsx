import { IconGripVertical } from '@tabler/icons-react'
import { DragHandle } from '@tiptap/extension-drag-handle-react'
import type { Editor } from '@tiptap/react'
import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import type { BlockDesk } from './block-desk'
import css from './blocks.module.css'
import { isUnit } from './unit'

// Out of a table nothing is drawn by a handle; its rows and cells have acts of their own.
const inTable = ($pos: { depth: number; node: (depth: number) => { type: { name: string } } }, depth: number): boolean => {
  for (let at = 1; at < depth; at += 1) if ($pos.node(at).type.name === 'table') return true
  return false
}

// One object for the life of the window: a new one would register the handle anew.
const NESTED: NonNullable<Parameters<typeof DragHandle>[0]['nested']> = {
  defaultRules: false,
  rules: [{ id: 'units', evaluate: ({ parent, node, depth, $pos }) => (isUnit(parent, node) && !inTable($pos, depth) ? 0 : 1000) }],
  // Left of a block inside a box, the box is meant.
  edgeDetection: { edges: ['left'], threshold: -10, strength: 500 },
}

/** The handle beside the block under the pointer: dragging moves the block, a click opens its menu. The keyboard has both by shortcut. */
export const BlockHandle = memo(({ editor, desk }: { editor: Editor; desk: BlockDesk }) => {
  const { t } = useTranslation('writing')
  const at = useRef(-1)
  return (
    <DragHandle editor={editor} nested={NESTED} className={css.handleBox ?? ''} onNodeChange={({ pos }) => {
      at.current = pos
    }}>
      <button type="button" className={css.handle} tabIndex={-1} aria-label={t('block.handle')} title={t('block.handle')}
        onClick={(event) => {
          if (at.current < 0) return
          const rect = event.currentTarget.getBoundingClientRect()
          editor.view.dispatch(editor.state.tr.setMeta('lockDragHandle', true))
          desk.show({ kind: 'menu', pos: at.current, left: rect.right, top: rect.top })
        }}>
        <IconGripVertical size={16} stroke={1.6} aria-hidden />
      </button>
    </DragHandle>
  )
})
