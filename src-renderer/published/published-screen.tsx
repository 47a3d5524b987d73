import { Button } from '@mantine/core'
import { IconChartBar } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { isEditor, useApp } from '../ui/app-state'
import { FaultNote } from '../ui/fault-note'
import { useRowKeys } from '../ui/keys'
import { Patient } from '../ui/patient'
import { addressOf } from '../ui/route'
import rows from '../ui/rows.module.css'
import { needsPerson, useOut } from './out'
import { PreviewLink } from './preview-link'
import { PublishedPiece } from './published-piece'
import classes from './published.module.css'
import { VerifyPanel } from './verify-panel'

const row = (piece: Piece) => <PublishedPiece key={piece.standing.story} piece={piece} />

/** Signed pieces and what became of them at each destination, what needs somebody first; packages, and checking one. */
export const PublishedScreen = () => {
  const { t } = useTranslation(['published', 'common', 'statistics'])
  const { person, newsroom } = useApp()
  const { pieces, read, pending, error, again } = useOut()
  useRowKeys()
  const first = pieces.filter((piece) => needsPerson(piece, person))
  const others = pieces.filter((piece) => !needsPerson(piece, person))
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
    </div>
  )
}
