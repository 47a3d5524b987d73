import { Button, Group, Popover, Stack, Textarea } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { useEffect, useRef, useState, useSyncExternalStore, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'

import type { BlockDesk } from './block-desk'
import css from './blocks.module.css'

const textAt = (editor: Editor, pos: number): string => {
  const node = editor.state.doc.nodeAt(pos)
  return node?.type.name === 'footnote' ? String(node.attrs['text'] ?? '') : ''
}

/** Keeps the position of the open footnote right while the text around it changes. */
const useFollowed = (editor: Editor, pos: number): RefObject<number> => {
  const at = useRef(pos)
  useEffect(() => {
    const follow = ({ transaction }: { transaction: { mapping: { map: (pos: number) => number } } }): void => {
      at.current = transaction.mapping.map(at.current)
    }
    editor.on('transaction', follow)
    return () => {
      editor.off('transaction', follow)
    }
  }, [editor])
  return at
}

const Writing = ({ editor, pos, onClose }: { editor: Editor; pos: number; onClose: () => void }) => {
  const { t } = useTranslation('writing')
  const at = useFollowed(editor, pos)
  const [text, setText] = useState(() => textAt(editor, pos))
  const write = (next: string): void => {
    setText(next)
    if (editor.state.doc.nodeAt(at.current)?.type.name === 'footnote') editor.view.dispatch(editor.state.tr.setNodeAttribute(at.current, 'text', next))
  }
  const leave = (remove: boolean): void => {
    const there = editor.state.doc.nodeAt(at.current)?.type.name === 'footnote'
    const { tr } = editor.state
    // A note without a word is no note.
    if (there && (remove || text.trim() === '')) tr.delete(at.current, at.current + 1)
    tr.setSelection(TextSelection.near(tr.doc.resolve(Math.min(tr.mapping.map(at.current + 1), tr.doc.content.size))))
    editor.view.dispatch(tr)
    onClose()
    editor.view.focus()
  }
  return (
    <Stack gap="xs" className={css.noteBox}>
      <Textarea data-autofocus autosize minRows={2} maxRows={8} maxLength={5000} aria-label={t('footnote.text')} placeholder={t('footnote.text')} value={text} onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || event.shiftKey || (event.key !== 'Enter' && event.key !== 'Escape')) return
          event.preventDefault()
          event.stopPropagation()
          leave(false)
        }} />
      <Group justify="space-between">
        <Button size="compact-sm" variant="subtle" onClick={() => leave(true)}>{t('footnote.remove')}</Button>
        <Button size="compact-sm" onClick={() => leave(false)}>{t('footnote.done')}</Button>
      </Group>
    </Stack>
  )
}

/** The words of a footnote, in a small box at its sign. Enter and Escape go back to the text; a note left empty is taken away. */
export const FootnoteBox = ({ editor, desk }: { editor: Editor; desk: BlockDesk }) => {
  const open = useSyncExternalStore(desk.subscribe, desk.state)
  if (open?.kind !== 'footnote') return null
  const rect = editor.view.coordsAtPos(open.pos)
  const close = (): void => desk.show(null)
  const dismiss = (): void => {
    // Clicked away: a note nobody wrote goes too.
    if (editor.state.doc.nodeAt(open.pos)?.type.name === 'footnote' && textAt(editor, open.pos).trim() === '') editor.view.dispatch(editor.state.tr.delete(open.pos, open.pos + 1))
    close()
  }
  return (
    <Popover opened onChange={(opened) => !opened && dismiss()} position="bottom" withArrow shadow="md" trapFocus returnFocus={false} withinPortal>
      <Popover.Target>
        <span aria-hidden className={css.anchor} style={{ left: rect.left, top: rect.bottom }} />
      </Popover.Target>
      <Popover.Dropdown>
        <Writing key={open.pos} editor={editor} pos={open.pos} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  )
}
