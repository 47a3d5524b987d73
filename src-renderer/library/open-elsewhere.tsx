import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { PlaceState } from '../../src-shared/bridge/place'
import { go, type Route } from '../ui/route'
import { When } from '../ui/time'
import classes from './open-elsewhere.module.css'
import { useReopen, useStanding } from './use-standing'

const Card = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className={classes['screen']}>
    <section className={classes['card']} aria-labelledby="place-title">
      <h1 id="place-title">{title}</h1>
      {children}
    </section>
  </div>
)

/** "打开于 …": who has it, and since when. */
export const Since = ({ by }: { by: NonNullable<PlaceState['by']> }) => {
  const { t } = useTranslation('place')
  return by.since === '' ? null : <>{t('elsewhere.since', { person: by.person || by.host })} <When at={by.since} /></>
}

const Elsewhere = ({ by }: { by: PlaceState['by'] }) => {
  const { t } = useTranslation('place')
  const { busy, reopen } = useReopen()
  return (
    <Card title={by?.here ? t('elsewhere.titleHere') : t('elsewhere.title', { host: by?.host ?? '' })}>
      {by && <p className={classes['since']}><Since by={by} /></p>}
      <p>{t('elsewhere.words')}</p>
      <div className={classes['acts']}>
        <Button loading={busy} onClick={() => reopen('takeOver')}>{t('elsewhere.takeOver')}</Button>
        <Button variant="default" disabled={busy} onClick={() => reopen('read')}>{t('elsewhere.read')}</Button>
      </div>
      <p className={classes['small']} role="status">{busy ? t('elsewhere.opening') : t('elsewhere.takeOverWords')}</p>
    </Card>
  )
}

/** In the library's place while nothing of it can be shown: who has it open, or that its folder is gone; everywhere else the screen itself. */
export const LibraryDoor = ({ route, children }: { route: Route; children: ReactNode }) => {
  const { t } = useTranslation('place')
  const place = useStanding()
  if (!place || route.screen !== 'library') return children
  switch (place.standing) {
    case 'elsewhere':
      return <Elsewhere by={place.by} />
    case 'away':
      return (
        <Card title={t('away.title')}>
          <code className={classes['path']}>{place.folder}</code>
          <p>{t('away.words')}</p>
          <div className={classes['acts']}>
            <Button variant="default" onClick={() => go({ screen: 'settings' })}>{t('away.choose')}</Button>
          </div>
        </Card>
      )
    case 'moving':
      return <Card title={t('moving.title')}><p>{t('moving.words')}</p></Card>
    case 'held':
    case 'lost':
    case 'reading':
      return children
  }
}
