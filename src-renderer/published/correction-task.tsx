import { Button } from '@mantine/core'
import { IconFlag } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Piece } from '../../src-shared/desk-api/pieces'
import { bench } from '../bench'
import { exactTime, relativeTime, useNow } from '../ui/time'
import { momentWords } from '../writing/history/version-words'
import { useMayPublish } from './destination-row'
import { OfferedFault } from './offered-fault'
import type { Place } from './place'
import css from './published.module.css'
import { isChoiceDue, isSigned } from './standing'
import { useAsking } from './use-asking'

type Due = NonNullable<Piece['correctionDue']>

/** By when, in words: what is left, or by how much it is late. */
const Deadline = ({ due }: Pick<Due, 'due'>) => {
  const { t, i18n } = useTranslation('published')
  const now = useNow()
  const late = Date.parse(due) < now
  const relative = relativeTime(due, now, i18n.language) ?? t('correction.now')
  return (
    <span className={css.deadline} data-late={late || undefined} title={exactTime(due, i18n.language)}>
      {t(late ? 'correction.late' : 'correction.due', { time: relative, moment: momentWords(due, i18n.language) })}
    </span>
  )
}

/** The task a signed correction makes: where it is lacking, by when it should be there, and the one button that puts it wherever the piece is live. */
export const CorrectionTask = ({ piece, places }: { piece: Piece; places: readonly Place[] }) => {
  const { t } = useTranslation('published')
  const { busy, fault, ask } = useAsking()
  const mayPublish = useMayPublish(piece)
  const { correctionDue } = piece
  if (correctionDue === null) return null
  const headline = piece.headline || piece.slugline
  const names = correctionDue.destinations.map((id) => places.find((place) => place.id === id)?.name ?? id)
  const publish = (when: 'now' | 'embargo'): void => void ask(() => bench.ask('published.publishAll', { id: piece.standing.story, destinations: 'live', when }))
  return (
    <div className={css.task} role="group" aria-label={t('correction.label', { headline })}>
      <IconFlag size={16} aria-hidden />
      <p>
        <b>{t('correction.title')}</b>{t('correction.lacking', { destinations: names.join(t('list.and')) })}<Deadline due={correctionDue.due} />
      </p>
      {mayPublish && isSigned(piece) && !correctionDue.destinations.every((id) => isChoiceDue(piece.publications.find(({ destination }) => destination === id))) && <Button size="compact-sm" loading={busy} aria-label={t('actOn', { act: t('act.correct'), headline, destination: names.join(t('list.and')) })} onClick={() => publish('now')}>{t('act.correct')}</Button>}
      {fault && <div className={css.wholeLine}><OfferedFault fault={fault} atEmbargo={() => publish('embargo')} /></div>}
    </div>
  )
}
