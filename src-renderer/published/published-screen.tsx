import { Button } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { addressOf } from '../ui/route'
import rows from '../ui/rows.module.css'
import { BatchBar } from './batch-bar'
import { BatchDialog } from './batch-dialog'
import { BatchPanel } from './batch-panel'
import { needsPerson, useOut } from './out'
import { PreviewLink } from './preview-link'
import { PublishedPiece } from './published-piece'
import classes from './published.module.css'
import { useChoice } from './use-choice'
import { VerifyPanel } from './verify-panel'

/** Signed pieces and what became of them at each destination, what needs somebody first; packages, and checking one. */
export const PublishedScreen = () => {
  const { t } = useTranslation(['published', 'common', 'statistics'])
  const { person, newsroom } = useApp()
  const { pieces, read, pending, error, again } = useOut()
  const reread = useReread()
  const [batch, setBatch] = useState<readonly string[] | null>(null)
  const first = useMemo(() => pieces.filter((piece) => needsPerson(piece, person)), [pieces, person])
  const others = useMemo(() => pieces.filter((piece) => !needsPerson(piece, person)), [pieces, person])
  const shown = useMemo(() => [...first, ...others], [first, others])
  const choice = useChoice(person.id, shown)
  const busy = (useAsk('batch.state', null).data?.going ?? null) !== null
  const choose = (id: string, stretch: boolean): void => {
    if (stretch) choice.extend(choice.order, id, id)
    else choice.toggle(id)
  }
  const row = (piece: Piece) => <PublishedPiece key={piece.standing.story} piece={piece} chosen={choice.chosen.has(piece.standing.story)} choose={choose} />
  const headlineOf = (id: string): string => {
    const found = shown.find(({ standing }) => standing.story === id)
    return found ? found.headline || found.slugline : id
  }
  const begun = (): void => {
    setBatch(null)
    choice.clear()
    reread('batch.state')
  }
  // One list, so that a piece that no longer needs anybody moves in it with what is open for it.
  const listed = [
    ...(first.length > 0 ? [<li key="first" className={classes.group} data-mark><h2>{t('published:group.first', { count: first.length })}</h2></li>] : []),
    ...first.map(row),
    ...(first.length > 0 && others.length > 0 ? [<li key="others" className={classes.group}><h2>{t('published:group.others')}</h2></li>] : []),
    ...others.map(row),
  ]
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <h1>{t('common:nav.published')}</h1>
        <Button component="a" href={addressOf({ screen: 'statistics' })} variant="default" leftSection={<IconChartBar size={16} aria-hidden />}>{t('statistics:open')}</Button>
        {newsroom?.destinations.some(({ kind }) => kind === 'site') && <PreviewLink />}
      </header>
      <BatchPanel headlineOf={headlineOf} rest={setBatch} />
      {error !== null && <FaultNote fault={error} retry={again} />}
      {pending && <Patient />}
      {read && pieces.length === 0 && (
        <div className={rows['empty']}>
          <p>{t('published:empty.title')}</p>
          <p>{isEditor(person) ? t('published:empty.hint') : t('published:empty.mine')}</p>
        </div>
      )}
      {pieces.length > 0 && (
        <ul className={classes['pieces']} aria-label={t('published:list.label')}>
          {listed}
        </ul>
      )}
      <VerifyPanel />
      {choice.chosen.size > 0 && <BatchBar count={choice.chosen.size} others={choice.order.length - choice.chosen.size} busy={busy} all={() => choice.all(choice.order)} act={() => setBatch(choice.order.filter((id) => choice.chosen.has(id)))} clear={choice.clear} />}
      {batch && <BatchDialog ids={batch} begun={begun} close={() => setBatch(null)} />}
    </div>
  )
}
