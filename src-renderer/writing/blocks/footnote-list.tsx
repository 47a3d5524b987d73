import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import story from '../story.module.css'
import css from './blocks.module.css'
import type { Note } from './footnotes'

/** The story's footnotes at the foot of its page, as print lists them; one goes to its place. `onGo` gets its number, from 0. */
export const FootnoteList = memo(({ notes, onGo }: { notes: readonly Note[]; onGo: (index: number) => void }) => {
  const { t } = useTranslation('writing')
  if (notes.length === 0) return null
  return (
    <section className={`${story.footnotes ?? ''} ${css.notes ?? ''}`} aria-label={t('footnote.list')}>
      <ol>
        {notes.map(({ text }, index) => (
          <li key={index}>
            <button type="button" onClick={() => onGo(index)} data-empty={text.trim() === '' || undefined}>{text.trim() || t('footnote.empty')}</button>
          </li>
        ))}
      </ol>
    </section>
  )
})
