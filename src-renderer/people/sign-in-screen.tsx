import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { AppState } from '../../src-shared/bridge/contract'
import { bench } from '../bench'
import { DeskAddress } from '../settings/desk-address'
import { useReread } from '../ui/ask'
import { ConnectionWord } from '../ui/connection-word'
import { Wordmark } from '../ui/wordmark'
import classes from './people.module.css'
import { SignInForm } from './sign-in-form'

/** The window before anybody is signed in: whose newsroom this is, who comes in, and where its desk stands. */
export const SignInScreen = ({ state }: { state: AppState }) => {
  const { t, i18n } = useTranslation(['people', 'common'])
  const reread = useReread()
  const [moving, setMoving] = useState(false)
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  const switchLanguage = async (): Promise<void> => {
    await bench.ask('app.settings', { language: other })
    reread('app.state')
  }
  return (
    <main className={classes['screen']}>
      <div className={classes['door']}>
        <Wordmark large />
        <h1 className={classes['newsroom']}>{state.newsroom?.name ?? t('people:welcome')}</h1>
        <SignInForm />
        <div className={classes['foot']}>
          <ConnectionWord connection={state.connection} />
          <span>
            <Button variant="subtle" size="compact-sm" aria-expanded={moving} onClick={() => setMoving(!moving)}>
              {t('people:otherDesk')}
            </Button>
            <Button variant="subtle" size="compact-sm" lang={other} onClick={() => void switchLanguage()}>
              {t(`common:language.${other}`)}
            </Button>
          </span>
        </div>
        {moving && <DeskAddress address={state.connection.state === 'embedded' ? '' : state.connection.address} done={() => setMoving(false)} />}
      </div>
    </main>
  )
}
