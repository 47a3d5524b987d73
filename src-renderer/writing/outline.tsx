import type { Editor } from '@tiptap/core'
import { memo, useState, type DragEvent, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { OutlineEntry } from './block-finding'
import { moveSection, sectionsOf, shiftSection } from './tools/sections'
import css from './writing.module.css'

const KIND = 'application/x-stet-section'

/** True in the upper half of a row: what is dropped there goes above it. */
const isAbove = (event: DragEvent<HTMLElement>): boolean => {
  const { top, height } = event.currentTarget.getBoundingClientRect()
  return event.clientY < top + height / 2
}

/** Keys along the list: arrows go, with Alt they move the section. */
const useListKeys = (editor: Editor | null): ((event: KeyboardEvent<HTMLElement>) => void) => (event) => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const list = event.currentTarget
  const buttons = [...list.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button === document.activeElement)
  event.preventDefault()
  if (!event.altKey) {
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus()
    return
  }
  const id = buttons[at]?.dataset['section']
  if (id !== undefined && editor) shiftSection(editor, id, step)
}

/** The story's section headers: a click or Enter goes there; dragging a header, or Alt with the arrows, moves its whole section. */
export const Outline = memo(({ entries, editor, onGo }: { entries: readonly OutlineEntry[]; editor: Editor | null; onGo: (id: string) => void }) => {
  const { t } = useTranslation(['writing', 'tools'])
  const [over, setOver] = useState<{ id: string; above: boolean } | null>(null)
  const onKeyDown = useListKeys(editor)
  const onDrop = (event: DragEvent<HTMLElement>, id: string): void => {
    const moved = event.dataTransfer.getData(KIND)
    const above = isAbove(event)
    setOver(null)
    if (moved === '' || !editor) return
    event.preventDefault()
    const ids = sectionsOf(editor.state.doc).map((section) => section.id)
    moveSection(editor, moved, above ? id : (ids[ids.indexOf(id) + 1] ?? null))
  }
  return (
    <nav className={css.outline} aria-label={t('outline.label')}>
      <h2 className={css.panelTitle}>{t('outline.label')}</h2>
      {entries.length === 0 && <p className={css.quiet}>{t('outline.empty')}</p>}
      <ul className={css.outlineList} onKeyDown={onKeyDown} onDragLeave={() => setOver(null)}>
        {entries.map(({ id, marker, title }, index) => (
          <li key={id || index} data-over={over?.id === id ? (over.above ? 'above' : 'below') : undefined}
            onDragOver={(event) => {
              if (!event.dataTransfer.types.includes(KIND)) return
              event.preventDefault()
              const above = isAbove(event)
              if (over?.id !== id || over.above !== above) setOver({ id, above })
            }}
            onDrop={(event) => onDrop(event, id)}>
            <button type="button" draggable={editor !== null} data-section={id} title={editor ? t('tools:section.drag') : undefined} aria-keyshortcuts={editor ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
              onDragStart={(event) => {
                event.dataTransfer.setData(KIND, id)
                event.dataTransfer.effectAllowed = 'move'
              }}
              onDragEnd={() => setOver(null)} onClick={() => onGo(id)}>
              {marker && <b>{marker}</b>}
              <span data-empty={title === '' || undefined}>{title || t('outline.untitled')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
})
