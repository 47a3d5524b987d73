import { memo } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import library from '../library/library.module.css'
import { CHUNK, RowChunk } from '../library/row-chunk'
import type { House } from './house'
import css from './queue.module.css'
import { QueueRow } from './queue-row'

type Props = { rows: readonly Piece[]; house: House; chosen: ReadonlySet<string>; claim: (act: 'claim' | 'release', id: string) => void; choose: (id: string, stretch: boolean) => void }

/** The pieces as rows; what is far from the screen is an empty space of the same height. What it is given must stay the same while nothing changes. */
export const QueueList = memo(({ rows, house, chosen, claim, choose }: Props) => {
  const { t } = useTranslation('review')
  const number = library['number'] ?? ''
  const wide = library['wide'] ?? ''
  const starts = Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, at) => at * CHUNK)
  return (
    <div role="table" aria-label={t('caption')} aria-rowcount={rows.length + 1} className={`${library['table'] ?? ''} ${css['table'] ?? ''}`} data-choosing={chosen.size > 0 || undefined}>
      <div role="rowgroup">
        <div role="row" className={library['columns']}>
          <span role="columnheader"><span className="unseen">{t('column.choose')}</span></span>
          <span role="columnheader">{t('column.stage')}</span>
          <span role="columnheader">{t('column.headline')}</span>
          <span role="columnheader">{t('column.channel')}</span>
          <span role="columnheader" className={wide}>{t('column.author')}</span>
          <span role="columnheader">{t('column.waiting')}</span>
          <span role="columnheader">{t('column.claim')}</span>
          <span role="columnheader" className={`${number} ${wide}`}>{t('column.characters')}</span>
          <span role="columnheader" className={`${number} ${wide}`}>{t('column.photos')}</span>
        </div>
      </div>
      <div role="rowgroup">
        {starts.map((start) => (
          <RowChunk key={start} count={Math.min(CHUNK, rows.length - start)} first={start < 2 * CHUNK}>
            {() => rows.slice(start, start + CHUNK).map((piece) => <QueueRow key={piece.standing.story} piece={piece} house={house} chosen={chosen.has(piece.standing.story)} claim={claim} choose={choose} />)}
          </RowChunk>
        ))}
      </div>
    </div>
  )
})
QueueList.displayName = 'QueueList'
