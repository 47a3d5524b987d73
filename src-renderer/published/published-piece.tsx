import { Button } from '@mantine/core'
import { IconExternalLink, IconPackageExport } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import type { DestinationInfo } from '../../src-shared/publication/destination'
import { authorise } from '../../src-shared/review/access'
import { bench } from '../bench'
import { useApp } from '../ui/app-state'
import { useAsk, useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { useKeyDialog } from '../ui/key-dialog'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import { sizeWords } from '../ui/size'
import { When } from '../ui/time'
import classes from './published.module.css'

const isLink = (url: string): boolean => /^https?:\/\//i.test(url)

/** Where a published page can be looked at: on the preview, for a site in a folder of this machine; else where the receipt says. */
const useLookAt = (destination: DestinationInfo, url: string | undefined): string | null => {
  const { connection } = useApp()
  const here = destination.kind === 'site' && connection.state === 'embedded'
  const preview = useAsk('published.preview', null, { enabled: here && url !== undefined })
  if (url === undefined || !isLink(url)) return null
  if (!here) return url
  if (!preview.data) return null
  const base = new URL(destination.address).pathname
  const { pathname } = new URL(url)
  return new URL(pathname.startsWith(base) ? pathname.slice(base.length) : pathname, preview.data.url).href
}

const DestinationRow = ({ piece, destination }: { piece: Piece; destination: DestinationInfo }) => {
  const { t } = useTranslation(['published', 'common'])
  const { person } = useApp()
  const reread = useReread()
  const withKey = useKeyDialog()
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Failure | null>(null)
  const known = piece.publications.find((publication) => publication.destination === destination.id)
  // A correction that was signed off waits to replace what is live.
  const state = known?.state === 'published' && known.revision !== piece.standing.revision.sha256 ? 'outdated' : (known?.state ?? 'none')
  const lookAt = useLookAt(destination, known?.receipt?.url)
  const mayPublish = authorise(person, 'publish', { author: piece.standing.author, channel: piece.standing.channel }).ok

  const publish = async (): Promise<void> => {
    setFault(null)
    setBusy(true)
    const outcome = await withKey(() => bench.ask('published.publish', { id: piece.standing.story, destination: destination.id }))
    setBusy(false)
    if (!outcome.ok) setFault(outcome)
    reread('desk.pieces', 'library.list')
  }

  return (
    <div className={classes['destination']}>
      <span className={classes['destinationName']} title={destination.address}>{destination.name}</span>
      <Pill tone={state === 'published' ? 'pine' : state === 'failed' || state === 'outdated' ? 'cinnabar' : undefined}>{busy ? t('published:state.sending') : t(`published:state.${state}`)}</Pill>
      <span className={classes['destinationWords']}>
        {known && <When at={known.at} />}
        {lookAt !== null && (
          <a href={lookAt} target="_blank" rel="noopener noreferrer">
            {t('published:open')} <IconExternalLink size={13} aria-hidden />
          </a>
        )}
        {state === 'failed' && known && <span className={classes['error']}>{describeFailure(t, { code: known.code, message: known.message, details: { destination: destination.name } })}</span>}
      </span>
      {mayPublish && state !== 'published' && (
        <Button size="compact-sm" variant={state === 'failed' ? 'default' : 'filled'} loading={busy} onClick={() => void publish()} aria-label={t('published:publishTo', { act: state === 'failed' ? t('common:retry') : state === 'outdated' ? t('published:replace') : t('common:decision.publish'), destination: destination.name, headline: piece.headline })}>
          {state === 'failed' ? t('common:retry') : state === 'outdated' ? t('published:replace') : t('common:decision.publish')}
        </Button>
      )}
      {fault && state !== 'failed' && <div className={classes['wholeLine']}><FaultNote fault={fault} /></div>}
    </div>
  )
}

const PackageLine = ({ made }: { made: Output<'published.export'> }) => {
  const { t, i18n } = useTranslation(['published', 'common'])
  const reveal = async (): Promise<void> => {
    const outcome = await bench.ask('published.reveal', { path: made.path })
    if (!outcome.ok) sayFailure(t, outcome)
  }
  return (
    <p className={classes['package']} role="status">
      <span>{t('published:export.done', { name: made.name, size: sizeWords(made.bytes, i18n.language) })}</span> <code>{made.path}</code>{' '}
      <Button size="compact-xs" variant="default" onClick={() => void reveal()}>{t('published:export.reveal')}</Button>
    </p>
  )
}

/** A signed piece: who signed it, where it went, and its package. */
export const PublishedPiece = ({ piece }: { piece: Piece }) => {
  const { t } = useTranslation(['published', 'common'])
  const { newsroom } = useApp()
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Output<'published.export'> | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const id = piece.standing.story

  const pack = async (): Promise<void> => {
    setFault(null)
    setBusy(true)
    const outcome = await bench.ask('published.export', { id })
    setBusy(false)
    if (outcome.ok) setMade(outcome.value)
    else setFault(outcome)
  }

  return (
    <li className={classes['piece']}>
      <div className={classes['pieceHead']}>
        <div className={classes['pieceWords']}>
          <a className={classes['headline']} href={addressOf({ screen: 'piece', id })} data-row={id}>{piece.headline || piece.slugline}</a>
          <p>
            {[piece.channel.join(' / '), piece.byline].filter(Boolean).join(' · ')} · {t('published:signedBy', { name: piece.signedBy })} <When at={piece.signedAt} />
          </p>
        </div>
        <Button size="compact-sm" variant="subtle" loading={busy} leftSection={<IconPackageExport size={15} aria-hidden />} onClick={() => void pack()}>
          {t('published:export.act')}
        </Button>
      </div>
      {made && <PackageLine made={made} />}
      {fault && <FaultNote fault={fault} />}
      {(newsroom?.destinations ?? []).map((destination) => (
        <DestinationRow key={destination.id} piece={piece} destination={destination} />
      ))}
    </li>
  )
}
