import { useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'

import { openConflicts, type Choice, type Conflict } from '../../../src-shared/story/merge'
import type { Story } from '../../../src-shared/story/story'
import type { PhotoUrl } from '../../writing/reading/page'
import { ConflictItem } from './conflict-item'
import css from './conflicts.module.css'

type Props = {
  conflicts: readonly Conflict[]
  /** The merged story: its language, and the photos the copies show. */
  story: Story
  photoUrl: PhotoUrl
  onSettle: (id: string, choice: Choice) => void
  /** Shows the place of a conflict on the page: a block by its id, or a field by its name. */
  onGo: (place: Conflict['place']) => void
}

/** Everything two people made of one place and nobody has chosen yet. After a choice the keyboard is at the next place. */
export const ConflictPanel = ({ conflicts, story, photoUrl, onSettle, onGo }: Props) => {
  const { t } = useTranslation('review')
  const root = useRef<HTMLElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const settled = useRef<{ id: string; at: number } | null>(null)
  const title = useId()
  useEffect(() => {
    const last = settled.current
    if (!last || conflicts.some(({ id }) => id === last.id)) return
    settled.current = null
    const places = root.current?.querySelectorAll<HTMLElement>('[data-conflict]') ?? []
    const next = places[Math.min(last.at, places.length - 1)] ?? heading.current
    next?.focus()
  }, [conflicts])
  return (
    <section ref={root} className={css.panel} aria-labelledby={title}>
      <h2 id={title} ref={heading} tabIndex={-1}>{t('conflict.title', { count: openConflicts(conflicts) })}</h2>
      <p className={css.quiet} role="status">{t(conflicts.length > 0 ? 'conflict.hint' : 'conflict.none')}</p>
      <ol className={css.list}>
        {conflicts.map((conflict, at) => (
          <ConflictItem key={conflict.id} conflict={conflict} story={story} photoUrl={photoUrl} onGo={() => onGo(conflict.place)} onSettle={(choice) => {
            settled.current = { id: conflict.id, at }
            onSettle(conflict.id, choice)
          }} />
        ))}
      </ol>
    </section>
  )
}
