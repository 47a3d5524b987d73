import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

import type { PlaceState } from '../../src-shared/bridge/place'
import { addressOf, type Route } from '../ui/route'
import { When } from '../ui/time'
import { Since } from './open-elsewhere'
import classes from './open-elsewhere.module.css'
import { useReopen, useStanding } from './use-standing'

const Strip = ({ title, mark, acts, children }: { title: string; mark?: 'look'; acts?: ReactNode; children?: ReactNode }) => (
  <section className={classes['banner']} data-mark={mark} role={mark ? 'alert' : 'status'}>
    <div className={classes['words']}>
      <b>{title}</b>
      {children}
    </div>
    {acts && <div className={classes['bannerActs']}>{acts}</div>}
  </section>
)

const Lost = ({ place }: { place: PlaceState }) => {
  const { t } = useTranslation('place')
  const { busy, reopen } = useReopen()
  return (
    <Strip mark="look" title={place.by ? t('lost.title', { host: place.by.host }) : t('lost.titleNobody')} acts={<Button size="compact-sm" loading={busy} onClick={() => reopen('takeOver')}>{t('lost.takeBack')}</Button>}>
      <p>{t('lost.words')}</p>
      {place.copies.length > 0 && (
        <>
          <p>{t('lost.copies', { count: place.copies.length })}</p>
          <ul>
            {place.copies.map(({ copy, name }) => <li key={copy}><a href={addressOf({ screen: 'story', id: copy })}>{name}</a></li>)}
          </ul>
        </>
      )}
    </Strip>
  )
}

const Reading = ({ place }: { place: PlaceState }) => {
  const { t } = useTranslation('place')
  const { busy, reopen } = useReopen()
  const { by } = place
  return (
    <Strip title={by ? t('reading.title', { host: by.host }) : t('reading.titleFree')} acts={<Button size="compact-sm" variant="default" loading={busy} onClick={() => reopen(by ? 'takeOver' : 'own')}>{by ? t('reading.takeOver') : t('reading.write')}</Button>}>
      <p>{t('reading.words')}</p>
    </Strip>
  )
}

const Left = ({ left }: { left: NonNullable<PlaceState['leftBy']> }) => {
  const { t } = useTranslation('place')
  const [seen, setSeen] = useState('')
  if (seen === left.beat) return null
  return (
    <Strip title={t('left.title', { host: left.host })} acts={<Button size="compact-sm" variant="default" onClick={() => setSeen(left.beat)}>{t('left.seen')}</Button>}>
      <p>{t('left.words')} <When at={left.beat} />{t('left.after')}</p>
    </Strip>
  )
}

/** Over every screen: that the library is not ours to write just now, or who left it open. Nothing where all is well. */
export const PlaceBanner = ({ route }: { route: Route }) => {
  const { t } = useTranslation('place')
  const place = useStanding()
  const { busy, reopen } = useReopen()
  if (!place) return null
  const { standing, by, leftBy } = place
  // The library's own screen says it at length.
  if (route.screen === 'library' && (standing === 'elsewhere' || standing === 'away' || standing === 'moving')) return null
  switch (standing) {
    case 'held':
      return leftBy && <Left left={leftBy} />
    case 'lost':
      return <Lost place={place} />
    case 'reading':
      return <Reading place={place} />
    case 'elsewhere':
      return (
        <Strip mark="look" title={by?.here ? t('elsewhere.titleHere') : t('elsewhere.title', { host: by?.host ?? '' })} acts={<Button size="compact-sm" loading={busy} onClick={() => reopen('takeOver')}>{t('elsewhere.takeOver')}</Button>}>
          {by && <p><Since by={by} /></p>}
        </Strip>
      )
    case 'away':
      return <Strip mark="look" title={t('away.title')}><p>{t('away.words')}</p></Strip>
    case 'moving':
      return <Strip title={t('moving.title')}><p>{t('moving.words')}</p></Strip>
  }
}
