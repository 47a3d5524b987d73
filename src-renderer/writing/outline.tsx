import { memo, type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'

import type { OutlineEntry } from './block-finding'
import css from './writing.module.css'

const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  buttons[Math.min(buttons.length - 1, Math.max(0, buttons.findIndex((button) => button === document.activeElement) + step))]?.focus()
  event.preventDefault()
}

/** The story's section headers; one click, or arrows and Enter, goes there. */
export const Outline = memo(({ entries, onGo }: { entries: readonly OutlineEntry[]; onGo: (id: string) => void }) => {
  const { t } = useTranslation('writing')
  return (
    <nav className={css.outline} aria-label={t('outline.label')}>
      <h2 className={css.panelTitle}>{t('outline.label')}</h2>
      {entries.length === 0 && <p className={css.quiet}>{t('outline.empty')}</p>}
      <ul className={css.outlineList} onKeyDown={onKeyDown}>
        {entries.map(({ id, marker, title }, index) => (
          <li key={id || index}>
            <button type="button" onClick={() => onGo(id)}>
              {marker && <b>{marker}</b>}
              <span data-empty={title === '' || undefined}>{title || t('outline.untitled')}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
})
