import { Button } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { LibraryRow } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Term } from '../../src-shared/story/search-text'
import type { RowAct } from './acts'
import classes from './library.module.css'
import { CHUNK, RowChunk } from './row-chunk'
import { StoryRow } from './story-row'
import type { FoundRow } from './use-found'

/** A stretch of the list under one heading. `shown` rows are drawn, `total` there are. */
export type Section = {
  name: string
  title: string
  /** Something here waits for this person. */
  mark: boolean
  rows: readonly LibraryRow[]
  found?: ReadonlyMap<string, FoundRow>
  total: number
  folded: boolean
  limit: number
  tools?: ReactNode
  /** Said instead of offering more, where no more can be had. */
  end?: string
}

type Props = {
  label: string
  sections: readonly Section[]
  terms?: readonly Term[]
  pieces: ReadonlyMap<string, Piece>
  chosen: ReadonlySet<string>
  act: (act: RowAct, id: string) => void
  choose: (id: string, stretch: boolean) => void
  fold: (name: string, folded: boolean) => void
  /** Shows some more rows of a section, or all of them. */
  more: (name: string, all: boolean) => void
}

const Head = () => {
  const { t } = useTranslation('library')
  return (
    <div role="rowgroup">
      <div role="row" className={classes['columns']}>
        <span role="columnheader"><span className="unseen">{t('column.choose')}</span></span>
        <span role="columnheader">{t('column.headline')}</span>
        <span role="columnheader">{t('column.channel')}</span>
        <span role="columnheader" className={classes['wide']}>{t('column.byline')}</span>
        <span role="columnheader" className={classes['number']}>{t('column.length')}</span>
        <span role="columnheader" className={`${classes['number'] ?? ''} ${classes['wide'] ?? ''}`}>{t('column.photos')}</span>
        <span role="columnheader">{t('column.changed')}</span>
        <span role="columnheader">{t('column.stage')}</span>
        <span role="columnheader"><span className="unseen">{t('column.acts')}</span></span>
      </div>
    </div>
  )
}

type RowsProps = Pick<Props, 'terms' | 'pieces' | 'chosen' | 'act' | 'choose'> & { section: Section }

const Rows = ({ section, terms, pieces, chosen, act, choose }: RowsProps) => {
  const wanted = section.folded ? 0 : Math.min(section.limit, section.rows.length)
  const starts = Array.from({ length: Math.ceil(wanted / CHUNK) }, (_, at) => at * CHUNK)
  return starts.map((start) => {
    const rows = section.rows.slice(start, Math.min(start + CHUNK, wanted))
    const draw = () =>
      rows.map((row) => {
        const found = section.found?.get(row.id)
        return <StoryRow key={row.id} row={row} piece={pieces.get(row.id)} chosen={chosen.has(row.id)} act={act} choose={choose} {...(terms && { terms })} {...(found && { found })} />
      })
    return <RowChunk key={start} count={rows.length} first={start < 2 * CHUNK}>{draw}</RowChunk>
  })
}

/** The stories as rows under headings; a heading folds its rows away. What it is given must stay the same while nothing changes. */
export const StoryList = memo(({ label, sections, fold, more, ...rest }: Props) => {
  const { t } = useTranslation('library')
  return (
    <div role="table" aria-label={label} className={classes['table']}>
      <Head />
      {sections.map((section) => {
        const left = section.total - Math.min(section.limit, section.rows.length)
        return (
          <div key={section.name} role="rowgroup">
            <div role="row" className={classes['group']} data-mark={section.mark || undefined}>
              <span role="cell" className={classes['title']}>
                <button type="button" className={classes['fold']} aria-expanded={!section.folded} onClick={() => fold(section.name, !section.folded)}>
                  <IconChevronRight size={14} aria-hidden className={classes['chevron']} />
                  {section.title}
                  <span className={classes['count']}>{section.total}</span>
                </button>
                {section.tools}
              </span>
            </div>
            <Rows section={section} {...rest} />
            {!section.folded && left > 0 && (
              <div role="row" className={classes['more']}>
                <span role="cell">
                  {section.end ?? <Button size="compact-xs" variant="subtle" onClick={() => more(section.name, false)}>{t('more', { count: left })}</Button>}
                  {section.rows.length >= section.total && <Button size="compact-xs" variant="subtle" onClick={() => more(section.name, true)}>{t('showAll', { count: section.total })}</Button>}
                </span>
              </div>
            )}
          </div>
        )
      })}
    </div>
  )
})
StoryList.displayName = 'StoryList'
