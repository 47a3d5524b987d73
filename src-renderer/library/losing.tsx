import type { TFunction } from 'i18next'
import { modals } from '@mantine/modals'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import classes from './library.module.css'

const NAMED = 5
const sum = (rows: readonly LibraryRow[], of: (row: LibraryRow) => number): number => rows.reduce((total, row) => total + of(row), 0)

/** What goes with these stories, in words: their names, characters and words, photos. */
const Lost = ({ rows, t }: { rows: readonly LibraryRow[]; t: TFunction }) => {
  const photos = sum(rows, (row) => row.photos)
  const characters = sum(rows, (row) => (row.language === 'en' ? 0 : row.characters))
  const words = sum(rows, (row) => (row.language === 'en' ? row.words : 0))
  const amounts = [
    t('library:remove.stories', { count: rows.length }),
    ...(characters > 0 ? [t('common:characters', { count: characters })] : []),
    ...(words > 0 ? [t('common:words', { count: words })] : []),
    ...(photos > 0 ? [t('library:remove.photos', { count: photos })] : []),
  ]
  return (
    <>
      {t('library:remove.lost', { amounts: amounts.join(t('library:remove.comma')) })}
      <ul className={classes['lost']}>
        {rows.slice(0, NAMED).map((row) => <li key={row.id} lang={row.language}>{[row.headline, row.slugline].filter(Boolean).join(' · ') || t('common:untitled')}</li>)}
        {rows.length > NAMED && <li>{t('library:remove.others', { count: rows.length - NAMED })}</li>}
      </ul>
    </>
  )
}

/** Says exactly what will be lost, and goes on only if told to. */
export const confirmRemoval = (t: TFunction, rows: readonly LibraryRow[], goOn: () => void): void => {
  modals.openConfirmModal({
    title: t('library:remove.title', { count: rows.length }),
    children: <Lost rows={rows} t={t} />,
    labels: { confirm: t('library:remove.act'), cancel: t('common:cancel') },
    confirmProps: { color: 'cinnabar' },
    closeButtonProps: { 'aria-label': t('common:close') },
    onConfirm: goOn,
  })
}
