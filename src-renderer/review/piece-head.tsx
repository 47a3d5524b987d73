import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core'
import { IconArrowLeft, IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Policy } from '../../src-shared/review/policy'
import { HandOverButton } from '../handoff/hand-over-button'
import { isEditor, useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { EmbargoPill } from '../ui/embargo-pill'
import { Pill } from '../ui/pill'
import { addressOf } from '../ui/route'
import { standingTone, standingWord } from '../ui/stage'
import { ClaimWord } from './claim-word'
import classes from './piece.module.css'

/** How a piece is looked at: as it will be read, as what changed, or to be edited. */
export type View = 'read' | 'changes' | 'edit'

/** The way back to where pieces are listed. */
export const BackLink = ({ href }: { href: string }) => {
  const { t } = useTranslation('review')
  return (
    <ActionIcon component="a" href={href} variant="subtle" size="lg" aria-label={t('back')}>
      <IconArrowLeft size={18} aria-hidden />
    </ActionIcon>
  )
}

type Props = { piece: Piece; embargo: string | null; policy: Policy | undefined; view: View; views: readonly View[]; onView: (view: View) => void; print: () => void }

/** What piece this is, where it stands, who has it in hand, and how it is looked at. */
export const PieceHead = ({ piece, embargo, policy, view, views, onView, print }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person } = useApp()
  const waits = useAsk('outbox.list', null).data?.some(({ story }) => story === piece.standing.story) ?? false
  return (
    <header className={classes['head']}>
      <BackLink href={addressOf({ screen: isEditor(person) ? 'desk' : 'library' })} />
      <div className={classes['what']}>
        <h1 className={classes['title']} title={piece.headline}>{piece.headline || piece.slugline || t('common:untitled')}</h1>
        <span className={classes['facts']}>{t('review:facts', { author: piece.authorName, characters: piece.characters, photos: piece.photos, revision: piece.standing.revision.number })}</span>
      </div>
      <Pill tone={standingTone(piece.standing)}>{standingWord(t, policy, piece.standing, i18n.language)}</Pill>
      <EmbargoPill until={embargo} />
      <ClaimWord piece={piece} />
      <SegmentedControl size="xs" aria-label={t('review:view.label')} value={view} onChange={(next) => onView(views.find((each) => each === next) ?? 'read')}
        data={views.map((value) => ({ value, label: value === 'edit' && piece.edited ? t('review:view.edited') : t(`review:view.${value}`) }))} />
      <HandOverButton id={piece.standing.story} kinds={waits ? ['review', 'acts'] : ['review']} />
      <Tooltip label={t('review:sheet.print')}>
        <ActionIcon variant="subtle" color="ink" size={30} aria-label={t('review:sheet.print')} onClick={print}><IconPrinter size={18} stroke={1.6} aria-hidden /></ActionIcon>
      </Tooltip>
    </header>
  )
}
