import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { addressOf } from '../ui/route'
import { BackLink } from './piece-head'
import classes from './piece.module.css'

// With the page and the editor it draws, whose styles come after those of the window.
const PieceDesk = lazy(async () => ({ default: (await import('./piece-desk')).PieceDesk }))

/** A piece at the desk, once it is read: the page, what changed, the working copy, and everything about it. */
export const PieceScreen = ({ id }: { id: string }) => {
  const { t } = useTranslation('common')
  const { person } = useApp()
  const asked = useAsk('desk.piece', { id })
  if (asked.data) return <Suspense fallback={<Patient />}><PieceDesk id={id} read={asked.data} failed={asked.isError ? asked.error : null} retry={() => void asked.refetch()} /></Suspense>
  return (
    <div className={classes['room']}>
      <header className={classes['head']}>
        <BackLink href={addressOf({ screen: isEditor(person) ? 'desk' : 'library' })} />
        <h1 className={classes['title']}>{t('nav.desk')}</h1>
      </header>
      {asked.isError ? <div className={classes['fault']}><FaultNote fault={asked.error} retry={() => void asked.refetch()} /></div> : <Patient />}
    </div>
  )
}
