import { Button } from '@mantine/core'
import { modals } from '@mantine/modals'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppState } from '../../src-shared/bridge/contract'
import type { Person } from '../../src-shared/review/people'
import { bench } from '../bench'
import { useReread } from '../ui/ask'
import { useKept, useSettling } from '../ui/settling'
import { Wordmark } from '../ui/wordmark'
import { Converting } from './converting'
import classes from './seal.module.css'
import { UnlockForm } from './unlock-form'

const KEEP = new Set(['app.state', 'seal.progress'])

/** Takes out of the window what it still shows or remembers of the library, and listens for its opening. */
const useForgetting = (): void => {
  const client = useQueryClient()
  useEffect(() => {
    client.removeQueries({ predicate: ({ queryKey }) => !KEEP.has(String(queryKey[0])) })
    notifications.clean()
    modals.closeAll()
    return bench.listen((event) => {
      if (event.type === 'appChanged') void client.invalidateQueries({ queryKey: ['app.state'] })
    })
  }, [client])
}

/** The whole window while the library is locked, or between plain and sealed. */
export const SealScreen = ({ state }: { state: AppState & { person: Person } }) => {
  const { t, i18n } = useTranslation(['seal', 'common'])
  const reread = useReread()
  const kept = useKept()
  useForgetting()
  useSettling()
  const { person, sealed, connection } = state
  const phase = sealed?.phase ?? 'sealing'
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const switchLanguage = async (): Promise<void> => {
    await bench.ask('app.settings', { language: other })
    reread('app.state')
  }
  const signOut = async (): Promise<void> => {
    await bench.ask('app.signOut', null)
    reread('app.state')
  }
  const converting = state.library === 'converting'
  return (
    <main className={classes['screen']}>
      <div className={classes['door']}>
        <Wordmark large />
        <h1 className={classes['title']}>{converting ? t(`seal:converting.${phase === 'unsealing' ? 'unsealing' : 'sealing'}.title`) : t('seal:unlock.title')}</h1>
        {!converting && <p className={classes['words']}>{t(sealed?.by === 'passphrase' ? 'seal:unlock.why' : 'seal:unlock.shut', { name: person.name })}</p>}
        {converting || !sealed ? <Converting phase={phase} /> : <UnlockForm sealed={sealed} />}
        {kept > 0 && <p className={classes['mark']} role="status">{t('seal:unlock.kept', { count: kept })}</p>}
        {connection.waiting > 0 && <p className={classes['words']}>{t('seal:unlock.waiting', { count: connection.waiting })}</p>}
        <div className={classes['foot']}>
          <Button variant="subtle" size="compact-sm" onClick={() => void signOut()} disabled={converting || kept > 0}>{t('common:person.signOut')}</Button>
          <Button variant="subtle" size="compact-sm" lang={other} onClick={() => void switchLanguage()}>{t(`common:language.${other}`)}</Button>
        </div>
      </div>
    </main>
  )
}
