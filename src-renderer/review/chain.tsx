import { useTranslation } from 'react-i18next'

import type { PieceEvent } from '../../src-shared/desk-api/pieces'
import type { Policy } from '../../src-shared/review/policy'
import { stageTitle } from '../ui/stage'
import { exactTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import classes from './piece.module.css'

/** Every act on the piece, oldest first: who, what, when, why, and on which bytes. */
export const Chain = ({ events, policy }: { events: readonly PieceEvent[]; policy: Policy | undefined }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  return (
    <section aria-labelledby="chain-title">
      <h2 id="chain-title">{t('review:chain.title')}</h2>
      <ol className={classes['chain']}>
        {events.map((event) => (
          <li key={event.id} className={classes['event']} data-decision={event.decision}>
            <p>
              <b>{event.name}</b> {t(`common:act.${event.decision}`)}
              {event.decision !== 'submit' && event.decision !== 'published' && <> · {stageTitle(t, policy, event.stage, i18n.language)}</>}
            </p>
            {event.reason !== '' && <blockquote>{event.reason}</blockquote>}
            <p className={classes['meta']}>
              <time dateTime={event.at}>{exactTime(event.at, i18n.language)}</time>
            </p>
            <p className={classes['meta']} title={event.revision}>
              <span className={classes['print']}>{shortFingerprint(event.revision)}</span>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
