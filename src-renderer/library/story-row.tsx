import { IconCopy, IconTrash } from '@tabler/icons-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Term } from '../../src-shared/story/search-text'
import { useApp } from '../ui/app-state'
import { EmbargoPill } from '../ui/embargo-pill'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import { standingTone, standingWord } from '../ui/stage'
import { When } from '../ui/time'
import type { RowAct } from './acts'
import classes from './library.module.css'
import { Marked, Sought } from './marked'
import type { FoundRow } from './use-found'

const TONES = { returned: 'cinnabar', waiting: 'ochre', published: 'pine', writing: undefined, inReview: undefined, bin: undefined } as const
const NO_TERMS: readonly Term[] = []

const Acts = ({ row, name, act }: { row: LibraryRow; name: string; act: (act: RowAct, id: string) => void }) => {
  const { t } = useTranslation('library')
  if (row.group === 'bin')
    return (
      <>
        <button type="button" className={classes['word']} onClick={() => act('restore', row.id)}>{t('restore')}</button>
        <button type="button" className={classes['tool']} aria-label={t('removeOf', { name })} title={t('removeKey')} onClick={() => act('remove', row.id)}><IconTrash size={15} aria-hidden /></button>
      </>
    )
  return (
    <>
      <button type="button" className={classes['tool']} aria-label={t('duplicateOf', { name })} title={t('duplicateKey')} onClick={() => act('duplicate', row.id)}><IconCopy size={15} aria-hidden /></button>
      {(row.group === 'writing' || row.group === 'returned') && <button type="button" className={classes['tool']} aria-label={t('binOf', { name })} title={t('binKey')} onClick={() => act('bin', row.id)}><IconTrash size={15} aria-hidden /></button>}
    </>
  )
}

type Props = {
  row: LibraryRow
  /** The desk's word on it, where the desk answered. */
  piece: Piece | undefined
  chosen: boolean
  terms?: readonly Term[]
  found?: FoundRow
  act: (act: RowAct, id: string) => void
  choose: (id: string, stretch: boolean) => void
}

/** One story of the library; `act` and `choose` must stay the same between renders. */
export const StoryRow = memo(({ row, piece, chosen, terms = NO_TERMS, found, act, choose }: Props) => {
  const { t, i18n } = useTranslation(['library', 'common'])
  const { newsroom } = useApp()
  const name = row.headline || row.slugline || t('common:untitled')
  const known = piece && (row.group === 'inReview' || row.group === 'published' || row.group === 'returned')
  return (
    <div role="row" className={classes['row']} data-chosen={chosen || undefined}>
      <span role="cell" className={classes['pick']}>
        <input type="checkbox" checked={chosen} aria-label={t('library:choose', { name })} tabIndex={-1} onChange={(event) => choose(row.id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)} />
      </span>
      <span role="rowheader" className={classes['name']}>
        <a className={classes['open']} href={addressOf({ screen: 'story', id: row.id })} data-row={row.id} lang={row.language}>
          {row.headline || row.slugline ? <Sought text={row.headline || row.slugline} terms={terms} /> : <span className={classes['untitled']}>{name}</span>}
        </a>
        {row.headline !== '' && row.slugline !== '' && <span className={classes['slug']}><Sought text={row.slugline} terms={terms} /></span>}
        <span className={classes['held']}><EmbargoPill until={row.embargo} /></span>
        {row.damaged && <span className={classes['under']}>{t('library:damaged')}</span>}
        {!row.damaged && row.group === 'returned' && piece && piece.reason !== '' && <span className={classes['under']} title={piece.reason}>{t('library:reason', { reason: piece.reason })}</span>}
      </span>
      <span role="cell" className={classes['cell']}><Sought text={row.channel.join(' / ')} terms={terms} /></span>
      <span role="cell" className={`${classes['cell'] ?? ''} ${classes['wide'] ?? ''}`}><Sought text={row.byline} terms={terms} /></span>
      <span role="cell" className={`${classes['cell'] ?? ''} ${classes['number'] ?? ''}`}>{row.language === 'en' ? t('common:words', { count: row.words }) : t('common:characters', { count: row.characters })}</span>
      <span role="cell" className={`${classes['cell'] ?? ''} ${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{row.photos > 0 ? row.photos : ''}</span>
      <span role="cell" className={classes['cell']}><When at={row.changedAt} /></span>
      <span role="cell" className={classes['cell']}>
        {row.damaged ? <Pill tone="cinnabar">{t('library:damagedPill')}</Pill> : known ? <Pill tone={standingTone(piece.standing)}>{standingWord(t, newsroom?.policy, piece.standing, i18n.language)}</Pill> : <Pill tone={TONES[row.group]}>{t(`library:group.${row.group}`)}</Pill>}
      </span>
      <span role="cell" className={classes['acts']}><Acts row={row} name={name} act={act} /></span>
      {found && found.snippet !== '' && <span role="cell" className={classes['snippet']} lang={row.language}><Marked text={found.snippet} ranges={found.ranges} /></span>}
    </div>
  )
})
StoryRow.displayName = 'StoryRow'
