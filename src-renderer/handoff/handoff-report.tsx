import { useTranslation } from 'react-i18next'

import type { OutboxEntry } from '../../src-shared/bridge/contract'
import type { HandoffReport as Report } from '../../src-shared/bridge/handoff'
import { useAsk } from '../ui/ask'
import { describeFailure } from '../ui/failure'
import { Pill } from '../ui/pill'
import { exactTime } from '../ui/time'
import classes from './handoff.module.css'

/** Whether the desk has an act: known before, by now, still on its way, or refused and why. */
const Arrival = ({ act, queued, entry }: { act: Report['acts'][number]; queued: boolean; entry: OutboxEntry | undefined }) => {
  const { t } = useTranslation('handoff')
  if (act.atDesk) return <Pill tone={undefined}>{t('act.atDesk')}</Pill>
  if (!queued) return null
  if (!entry) return <Pill tone="pine">{t('act.arrived')}</Pill>
  return <Pill tone={entry.state === 'parked' ? 'cinnabar' : 'ochre'}>{t(entry.state === 'parked' ? 'act.refused' : 'act.waits')}</Pill>
}

/** What a hand-off file held: from whom, what they said, who signed what, and what became of it here and at the desk. */
export const HandoffReport = ({ report }: { report: Report }) => {
  const { t, i18n } = useTranslation(['handoff', 'common'])
  const outbox = useAsk('outbox.list', null)
  const entries = new Map(outbox.data?.map((entry) => [entry.id, entry]))
  const refused = report.queued.flatMap((id) => entries.get(id) ?? []).filter(({ state }) => state === 'parked')
  return (
    <div className={classes['report']}>
      <p className={classes['headline']}>{report.headline || t('common:untitled')}</p>
      <p className={classes['hint']}>
        {t(`handoff:from.${report.kind}`, { name: report.from, time: exactTime(report.at, i18n.language) })} {t(report.encrypted ? 'handoff:from.encrypted' : 'handoff:from.plain')}
        {report.to.length > 0 && <> {t('handoff:from.to', { names: report.to.join(t('handoff:from.join')) })}</>}
      </p>
      {report.note !== '' && <blockquote className={classes['note']}>{report.note}</blockquote>}
      <p role="status" className={classes['word']}>{report.draft ? t(`handoff:draft.${report.draft.how}`) : t(`handoff:piece.${report.piece ?? 'known'}`)}</p>
      {report.acts.length > 0 && (
        <ul className={classes['acts']} aria-label={t('handoff:act.list')}>
          {report.acts.map((act) => (
            <li key={act.id}>
              <span><b>{act.name}</b> {t(`common:act.${act.decision}`)} <time className={classes['hint']} dateTime={act.at}>{exactTime(act.at, i18n.language)}</time></span>
              {outbox.isSuccess && <Arrival act={act} queued={report.queued.includes(act.id)} entry={entries.get(act.id)} />}
              {act.reason !== '' && <blockquote className={classes['note']}>{act.reason}</blockquote>}
            </li>
          ))}
        </ul>
      )}
      {refused.map(({ id, code, message }) => <p key={id} role="alert" className={classes['word']}>{describeFailure(t, { code, message, details: {} })}</p>)}
      {report.acts.length > 0 && <p className={classes['hint']}>{t('handoff:act.checked')}</p>}
    </div>
  )
}
