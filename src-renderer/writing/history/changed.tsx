import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { Change } from '../../../src-shared/story/compare'
import { AttrChanges, PicturePair } from './attr-changes'
import { useChanges, type Changes } from './changes-context'
import css from './history.module.css'
import { Runs } from './runs'

/** Whether two states of a photo show something else: another picture, or another part of it. */
const looksOther = ({ row }: Change): boolean => row?.after?.type === 'photo' && row.attrs.some(({ name }) => name === 'photo' || name === 'crop' || name === 'focus')

const Inside = ({ change, changes, children }: { change: Change; changes: Changes; children: ReactNode }) => {
  const { row } = change
  if (!row || !change.lead || (row.attrs.length === 0 && (row.before === null || row.after === null || row.before.type === row.after.type))) return children
  return (
    <>
      {changes.shown === 'both' && looksOther(change) && row.before && row.after && <PicturePair before={row.before} after={row.after} changes={changes} />}
      <AttrChanges row={row} shown={changes.shown} />
      {children}
    </>
  )
}

/**
 * What a change makes of the words or the block it is on: struck out, underlined, or framed with what it says, never by colour
 * alone. `at` is its key in the redline this stands in; outside one it is as if nothing had changed.
 */
export const Changed = ({ at, children }: { at: unknown; children: ReactNode }) => {
  const { t } = useTranslation('history')
  const changes = useChanges()
  const change = typeof at === 'number' ? changes?.changes[at] : undefined
  if (!changes || !change) return children
  const { op, stop, lead, row, run } = change
  const own = { 'data-stop': stop, 'data-op': op, 'data-block': row ? true : undefined }
  const said = (words: string): ReactNode => lead && <span className={row ? css.said : 'unseen'}>{words}</span>
  switch (op) {
    case 'added':
      return <ins className={css.came} {...own}>{said(t('said.added'))}{children}</ins>
    case 'removed':
      return <del className={css.went} {...own}>{said(t('said.removed'))}{children}</del>
    case 'away':
      return <del className={css.went} {...own}>{said(t('said.away'))}{children}</del>
    case 'moved':
      return <div className={css.block} {...own}>{said(t('said.moved'))}<Inside change={change} changes={changes}>{children}</Inside></div>
    case 'changed':
      return <div className={css.block} {...own}><Inside change={change} changes={changes}>{children}</Inside></div>
    case 'marked':
      return <span className={css.marked} {...own}>{said(t('said.marked'))}{children}</span>
    case 'noted':
      return <span className={css.noted} {...own}>{children}<span className={css.note}>{said(t('said.noted'))}<Runs runs={run?.words ?? []} /></span></span>
  }
}
