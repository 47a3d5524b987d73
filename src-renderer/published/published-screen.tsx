import { useTranslation } from 'react-i18next'

import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { useRowKeys } from '../ui/keys'
import { Patient } from '../ui/patient'
import rows from '../ui/rows.module.css'
import { PreviewLink } from './preview-link'
import { PublishedPiece } from './published-piece'
import classes from './published.module.css'
import { VerifyPanel } from './verify-panel'

/** Signed pieces and what became of them at each destination; packages, and checking one. */
export const PublishedScreen = () => {
  const { t } = useTranslation(['published', 'common'])
  const { person, newsroom } = useApp()
  const scope = isEditor(person) ? 'cleared' : 'mine'
  const asked = useAsk('desk.pieces', { scope })
  useRowKeys()
  const pieces = (asked.data ?? [])
    .filter(({ standing }) => standing.state === 'signedOff' || standing.state === 'published')
    .sort((a, b) => Date.parse(b.signedAt) - Date.parse(a.signedAt))
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <h1>{t('common:nav.published')}</h1>
        {newsroom?.destinations.some(({ kind }) => kind === 'site') && <PreviewLink />}
      </header>
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Patient />}
      {asked.data && pieces.length === 0 && (
        <div className={rows['empty']}>
          <p>{t('published:empty.title')}</p>
          <p>{isEditor(person) ? t('published:empty.hint') : t('published:empty.mine')}</p>
        </div>
      )}
      {pieces.length > 0 && (
        <ul className={classes['pieces']} aria-label={t('published:list')}>
          {pieces.map((piece) => (
            <PublishedPiece key={piece.standing.story} piece={piece} />
          ))}
        </ul>
      )}
      <VerifyPanel />
    </div>
  )
}
