import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { authorise } from '../../src-shared/review/access'
import { useApp } from '../ui/app-state'
import { Pill } from '../ui/pill'
import { HourDialog } from './hour-dialog'
import { OfferedFault } from './offered-fault'
import { lackingOf, usePlaces, type Place } from './place'
import { PreviewDialog } from './preview-dialog'
import css from './published.module.css'
import { actsOf, isSigned, standingOf, type Act } from './standing'
import { StandingWords, standingTone, standingWord } from './standing-words'
import { TakeDownDialog } from './take-down-dialog'
import { useDestinationActs, type DestinationActs } from './use-destination-acts'

// With the comparison and how it is drawn, whose styles come after those of the window.
const CompareDialog = lazy(async () => ({ default: (await import('./compare-dialog')).CompareDialog }))

type Props = { piece: Piece; place: Place }

/** True where this person may publish the piece and take it down. */
export const useMayPublish = ({ standing }: Pick<Piece, 'standing'>): boolean => authorise(useApp().person, 'publish', { author: standing.author, channel: standing.channel }).ok

const GRAVE: ReadonlySet<Act> = new Set(['takeDown'])

/** The acts of one destination: one button, the rest in a menu. Each names what it is done with. */
const ActButtons = ({ piece, place, acts }: Props & { acts: DestinationActs }) => {
  const { t } = useTranslation('published')
  const publication = piece.publications.find(({ destination }) => destination === place.id)
  const { first, more } = actsOf(piece, publication)
  const places = usePlaces(piece)
  const headline = piece.headline || piece.slugline
  const named = (act: Act): string => t('actOn', { act: t(`act.${act}`), headline, destination: place.name })
  // Of several that lack it none is foremost: the button above them publishes to all.
  const filled = (first === 'publish' || first === 'correct') && piece.correctionDue === null && lackingOf(piece, places).length === 1
  return (
    <span className={css.acts}>
      {first && <Button size="compact-sm" variant={filled ? 'filled' : 'default'} loading={acts.busy} aria-label={named(first)} onClick={() => acts.run(first)}>{t(`act.${first}`)}</Button>}
      {more.length > 0 && (
        <Menu position="bottom-end" width={230} withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" loading={acts.busy && !first} aria-label={t('more', { headline, destination: place.name })} title={t('moreShort')}><IconDots size={17} aria-hidden /></ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {more.map((act) => <Menu.Item key={act} aria-label={named(act)} color={GRAVE.has(act) ? 'cinnabar' : undefined} onClick={() => acts.run(act)}>{t(`act.${act}`)}</Menu.Item>)}
          </Menu.Dropdown>
        </Menu>
      )}
    </span>
  )
}

/** The dialog of the act that is open. */
const ActDialog = ({ piece, place, acts }: Props & { acts: DestinationActs }) => {
  const { t } = useTranslation('published')
  const publication = piece.publications.find(({ destination }) => destination === place.id)
  const shared = { busy: acts.busy, fault: acts.fault, close: acts.close }
  const parked = publication?.code === 'remote-edited'
  switch (acts.open) {
    case 'at':
    case 'reschedule':
      return <HourDialog {...shared} title={t(`hour.${acts.open}`, { destination: place.name })} act={t(acts.open === 'at' ? 'hour.send' : 'hour.change')} headline={piece.headline || piece.slugline} hour={publication?.hour ?? null} send={acts.at} />
    case 'takeDown':
      return <TakeDownDialog {...shared} piece={piece} place={place} publication={publication} send={acts.takeDown} />
    case 'compare':
      return publication ? <Suspense><CompareDialog {...shared} piece={piece} place={place} publication={publication} replace={parked || isSigned(piece) ? acts.over : null} leave={parked ? () => acts.run('cancel') : null} /></Suspense> : null
    case 'preview':
      return <PreviewDialog piece={piece} place={place} close={acts.close} />
    case null:
      return null
  }
}

/** A piece at one destination: its name, how it stands, everything that is to be said of that, and what can be done. */
export const DestinationRow = ({ piece, place }: Props) => {
  const { t } = useTranslation('published')
  const publication = piece.publications.find(({ destination }) => destination === place.id)
  const acts = useDestinationActs(piece, place, publication)
  const standing = standingOf(piece, publication)
  const mayPublish = useMayPublish(piece)
  return (
    <div role="listitem" className={css.destination} data-destination={place.id} aria-label={place.name}>
      <span className={css.destinationName} title={place.address}>{place.name}</span>
      <span className={css.state} aria-live="polite"><Pill tone={standingTone(standing)}>{acts.busy && standing === 'none' ? t('state.sending') : standingWord(t, standing, publication)}</Pill></span>
      <div className={css.words}>
        {publication && <StandingWords piece={piece} place={place} publication={publication} />}
        {place.gone && <p>{t('gone')}</p>}
      </div>
      {mayPublish && !place.gone && <ActButtons piece={piece} place={place} acts={acts} />}
      {acts.fault && acts.open === null && <div className={css.wholeLine}><OfferedFault fault={acts.fault} atEmbargo={() => acts.at('embargo')} /></div>}
      {mayPublish && <ActDialog piece={piece} place={place} acts={acts} />}
    </div>
  )
}

/** A piece at all its destinations. */
export const Destinations = ({ piece, places }: { piece: Piece; places: readonly Place[] }) => {
  const { t } = useTranslation('published')
  return (
    <div role="list" className={css.destinations} aria-label={t('destinations', { headline: piece.headline || piece.slugline })}>
      {places.map((place) => <DestinationRow key={place.id} piece={piece} place={place} />)}
    </div>
  )
}
