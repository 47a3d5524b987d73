import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import type { OutboxEntry } from '../../src-shared/bridge/outbox'
import { bench } from '../bench'
import { useAsk, useReread } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { sayFailure } from '../ui/fault-note'
import { When } from '../ui/time'
import classes from './piece.module.css'

/** What waits for the desk of a piece, oldest first: decisions that were signed here, and whatever others signed and is brought from here. */
export const useWaitingActs = (story: string): OutboxEntry[] => useAsk('outbox.list', null).data?.filter((entry) => entry.story === story && (entry.signedBy !== '' || (entry.decision !== 'submit' && entry.decision !== 'correct'))) ?? []

/** Says that a decision waits for the desk, or that the desk refused it and why, with what can be done. */
export const WaitingAct = ({ entry }: { entry: OutboxEntry }) => {
  const { t } = useTranslation(['review', 'common', 'handoff'])
  const reread = useReread()
  const act = async (asked: ReturnType<typeof bench.ask<'outbox.retry' | 'outbox.withdraw'>>): Promise<void> => {
    const outcome = await asked
    if (!outcome.ok) sayFailure(t, outcome)
    reread('outbox.list', 'desk.piece', 'desk.pieces', 'app.state')
  }
  const refused = entry.state === 'parked'
  const why = entry.code === '' ? '' : describeFailure(t, { code: entry.code, message: entry.message, details: {} })
  return (
    <div className={classes['waiting']} role={refused ? 'alert' : 'status'} data-refused={refused || undefined}>
      <p>
        <b>{entry.signedBy === '' ? t(`review:waiting.${refused ? 'refused' : 'waits'}`, { act: t(`common:decision.${entry.decision}`) }) : t(`handoff:waiting.${refused ? 'refused' : 'waits'}`, { act: t(`common:decision.${entry.decision}`), name: entry.signedBy })}</b> <When at={entry.queuedAt} /> {why || t('review:waiting.next')}
      </p>
      <Button size="compact-sm" variant="default" disabled={entry.state === 'sending'} onClick={() => void act(bench.ask('outbox.retry', { id: entry.id }))}>{t('common:retry')}</Button>
      <Button size="compact-sm" variant="subtle" disabled={entry.state === 'sending'} onClick={() => void act(bench.ask('outbox.withdraw', { id: entry.id }))}>{t('review:waiting.withdraw')}</Button>
    </div>
  )
}
