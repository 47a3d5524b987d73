import { Button } from '@mantine/core'
import { IconPackageExport, IconSend } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import type { Output } from '../../src-shared/bridge/contract'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Failure } from '../../src-shared/outcome'
import { bench } from '../bench'
import { FaultNote, sayFailure } from '../ui/fault-note'
import { addressOf } from '../ui/route'
import { sizeWords } from '../ui/size'
import { When } from '../ui/time'
import { CorrectionTask } from './correction-task'
import { Destinations, useMayPublish } from './destination-row'
import { PaperMenu, type Paper } from './paper-menu'
import { lackingOf, usePlaces } from './place'
import { PublishManyDialog } from './publish-many-dialog'
import classes from './published.module.css'
import { isSigned } from './standing'
import { WechatCopyButton } from './wechat-copy'

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

/** Why a piece that is out cannot be published again just now; nothing for a signed one. */
const Unsigned = ({ piece }: { piece: Piece }) => {
  const { t } = useTranslation('published')
  if (isSigned(piece)) return null
  return <p className={classes.unsigned}>{t(piece.standing.state === 'held' ? 'unsigned.held' : 'unsigned.review')}</p>
}

type Props = { piece: Piece; chosen: boolean; /** Chooses it or not; with `stretch`, all up to it. */ choose: (id: string, stretch: boolean) => void }

/** A signed piece: who signed it, where it went and stands, what is to be done about it, and its package. It can be chosen with others. */
export const PublishedPiece = ({ piece, chosen, choose }: Props) => {
  const { t } = useTranslation(['published', 'common'])
  const places = usePlaces(piece)
  const mayPublish = useMayPublish(piece)
  const [many, setMany] = useState(false)
  const [busy, setBusy] = useState<'package' | 'paper' | null>(null)
  const [made, setMade] = useState<Output<'published.export'> | null>(null)
  const [fault, setFault] = useState<Failure | null>(null)
  const id = piece.standing.story
  const headline = piece.headline || piece.slugline

  const make = async (what: Paper | 'package'): Promise<void> => {
    setFault(null)
    setBusy(what === 'package' ? 'package' : 'paper')
    const outcome = what === 'package' ? await bench.ask('published.export', { id }) : await bench.ask('published.paper', { id, what })
    setBusy(null)
    if (outcome.ok) setMade(outcome.value)
    else setFault(outcome)
  }

  return (
    <li className={classes['piece']} data-chosen={chosen || undefined}>
      <div className={classes['pieceHead']}>
        {isSigned(piece) ? (
          <input type="checkbox" className={classes['choose']} checked={chosen} aria-label={t('published:batch.choose', { headline })} onChange={(event) => choose(id, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)} />
        ) : <span className={classes['choose']} />}
        <div className={classes['pieceWords']}>
          <a className={classes['headline']} href={addressOf({ screen: 'piece', id })} data-row={id}>{headline}</a>
          <p>
            {[piece.channel.join(' / '), piece.byline].filter(Boolean).join(' · ')}
            {piece.signedBy !== '' && <> · {t('published:signedBy', { name: piece.signedBy })} <When at={piece.signedAt} /></>}
          </p>
        </div>
        {mayPublish && isSigned(piece) && lackingOf(piece, places).length > 1 && (
          <Button size="compact-sm" variant={piece.correctionDue === null ? 'filled' : 'subtle'} leftSection={<IconSend size={15} aria-hidden />} aria-label={t('published:actOnPiece', { act: t('published:many.act'), headline })} onClick={() => setMany(true)}>{t('published:many.act')}</Button>
        )}
        {isSigned(piece) && <PaperMenu headline={headline} busy={busy === 'paper'} make={(what) => void make(what)} />}
        {isSigned(piece) && (
          <Button size="compact-sm" variant="subtle" loading={busy === 'package'} leftSection={<IconPackageExport size={15} aria-hidden />} aria-label={t('published:actOnPiece', { act: t('published:export.act'), headline })} onClick={() => void make('package')}>
            {t('published:export.act')}
          </Button>
        )}
        {isSigned(piece) && <WechatCopyButton id={id} headline={headline} />}
      </div>
      {made && <PackageLine made={made} />}
      {fault && <FaultNote fault={fault} />}
      <CorrectionTask piece={piece} places={places} />
      <Unsigned piece={piece} />
      <Destinations piece={piece} places={places} />
      {many && <PublishManyDialog piece={piece} places={places} close={() => setMany(false)} />}
    </li>
  )
}
