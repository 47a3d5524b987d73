import { ActionIcon, Button } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/routes'
import { useApp } from '../ui/app-state'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import classes from '../ui/rows.module.css'
import { standingTone, standingWord } from '../ui/stage'
import { When } from '../ui/time'

const TONES = { returned: 'cinnabar', waiting: 'ochre', published: 'pine', writing: undefined, inReview: undefined, bin: undefined } as const

/** One story of the library. `piece` is the desk's word on it, where the desk answered. */
export const StoryRow = ({ row, piece, bin, restore }: { row: LibraryRow; piece: Piece | undefined; bin: (row: LibraryRow) => void; restore: (row: LibraryRow) => void }) => {
  const { t, i18n } = useTranslation(['library', 'common'])
  const { newsroom } = useApp()
  const name = row.headline || row.slugline
  const known = piece && (row.group === 'inReview' || row.group === 'published' || row.group === 'returned')
  return (
    <tr className={classes['row']}>
      <th scope="row">
        <a className={classes['open']} href={addressOf({ screen: 'story', id: row.id })} data-row={row.id} lang={row.language}>
          {name || <span className={classes['untitled']}>{t('common:untitled')}</span>}
        </a>
        {row.headline !== '' && row.slugline !== '' && <span className={classes['slug']}>{row.slugline}</span>}
        {row.damaged && <span className={classes['under']}>{t('library:damaged')}</span>}
        {!row.damaged && row.group === 'returned' && piece && piece.reason !== '' && <span className={classes['under']} title={piece.reason}>{t('library:reason', { reason: piece.reason })}</span>}
      </th>
      <td>{row.channel.join(' / ')}</td>
      <td className={classes['wide']}>{row.byline}</td>
      <td className={classes['number']}>{row.language === 'en' ? t('common:words', { count: row.words }) : t('common:characters', { count: row.characters })}</td>
      <td className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{row.photos > 0 ? row.photos : ''}</td>
      <td><When at={row.changedAt} /></td>
      <td>
        {row.damaged ? <Pill tone="cinnabar">{t('library:damagedPill')}</Pill> : known ? <Pill tone={standingTone(piece.standing)}>{standingWord(t, newsroom?.policy, piece.standing, i18n.language)}</Pill> : <Pill tone={TONES[row.group]}>{t(`library:group.${row.group}`)}</Pill>}
      </td>
      <td className={classes['number']}>
        <span className={classes['act']}>
          {row.group === 'bin' ? (
            <Button size="compact-xs" variant="default" onClick={() => restore(row)}>{t('library:restore')}</Button>
          ) : (
            (row.group === 'writing' || row.group === 'returned') && (
              <ActionIcon variant="subtle" size="sm" onClick={() => bin(row)} aria-label={t('library:binOf', { name: name || t('common:untitled') })} title={t('library:binKey')}>
                <IconTrash size={15} aria-hidden />
              </ActionIcon>
            )
          )}
        </span>
      </td>
    </tr>
  )
}
