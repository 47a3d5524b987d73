import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Present } from '../../live/carets'
import css from './desk-room.module.css'

/** How many are named; the others are counted. */
const NAMED = 4

/** Who came and who went since the last time, in words. */
const useNews = (present: readonly Present[]): string => {
  const { t, i18n } = useTranslation('review')
  const [known, setKnown] = useState({ present, words: '' })
  if (known.present !== present) {
    const names = (list: readonly Present[], without: readonly Present[]): string => new Intl.ListFormat(i18n.language, { type: 'conjunction' }).format(list.filter(({ id }) => !without.some((each) => each.id === id)).map(({ name }) => name))
    const [came, went] = [names(present, known.present), names(known.present, present)]
    setKnown({ present, words: [came && t('live.came', { names: came }), went && t('live.went', { names: went })].filter(Boolean).join(' ') })
  }
  return known.words
}

/** Who else is in the piece, each in the colour of their caret and their suggestions. Comings and goings are said politely. */
export const PeopleHere = ({ present, colourOf }: { present: readonly Present[]; colourOf: (person: string) => number }) => {
  const { t } = useTranslation('review')
  const news = useNews(present)
  return (
    <>
      <p className="unseen" role="status">{news}</p>
      {present.length > 0 && (
        <ul className={css['people']} aria-label={t('live.here')}>
          {present.slice(0, NAMED).map(({ id, name }) => (
            <li key={id} data-person={id} style={{ color: `var(--stet-person-${String(colourOf(id))}-word)`, background: `var(--stet-person-${String(colourOf(id))}-wash)` }}>{name}</li>
          ))}
          {present.length > NAMED && <li title={present.slice(NAMED).map(({ name }) => name).join(', ')}>{t('live.others', { count: present.length - NAMED })}</li>}
        </ul>
      )}
    </>
  )
}
