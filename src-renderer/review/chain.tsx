import { useTranslation } from 'react-i18next'

import type { Dossier, PieceEvent } from '../../src-shared/desk-api/pieces'
import type { Policy } from '../../src-shared/review/policy'
import { PublishedAt } from '../published/published-at'
import { stageTitle } from '../ui/stage'
import { exactTime } from '../ui/time'
import { shortFingerprint } from './fingerprint'
import { passWord } from './pass-word'
import classes from './piece.module.css'
import { issueRows } from './stage-rows'

type Props = { dossier: Pick<Dossier, 'events' | 'keys'>; policy: Policy | undefined; numberOf: (sha256: string) => number | undefined }

/** When the key an act was signed with was ended, if it was. */
const revokedAt = (event: PieceEvent, keys: Dossier['keys']): string | null => {
  const keyid = event.envelope.signatures[0]?.keyid
  return keys.find(({ id, revokedAt: at }) => id === keyid && at)?.revokedAt ?? null
}

/** An act in words: what it was, at which stage or as which proof pass. */
const useActWords = (policy: Policy | undefined): ((event: PieceEvent) => string) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  return ({ decision, stage, pass }) => {
    const act = t(`common:act.${decision}`)
    if (decision === 'proof' && pass !== null) return passWord(t, pass, policy)
    return decision === 'pass' || decision === 'signOff' || decision === 'return' || decision === 'revise' ? `${act} · ${stageTitle(t, policy, stage, i18n.language)}` : act
  }
}

/** Every act on the piece, oldest first: who, what, when, why, on whose behalf, which issues, and on which bytes. */
export const Chain = ({ dossier: { events, keys }, policy, numberOf }: Props) => {
  const { t, i18n } = useTranslation(['review', 'common', 'handoff'])
  const words = useActWords(policy)
  const texts = new Map(issueRows(events).map(({ id, text }) => [id, text]))
  return (
    <section aria-labelledby="chain-title">
      <h2 id="chain-title">{t('review:chain.title')}</h2>
      <ol className={classes['chain']}>
        {events.map((event) => {
          const ended = revokedAt(event, keys)
          const number = numberOf(event.revision)
          return (
            <li key={event.id} className={classes['event']} data-decision={event.decision}>
              <p>
                <b>{event.name}</b> {words(event)}
              </p>
              {event.destination !== '' && <PublishedAt event={event} />}
              {event.carried && <p className={classes['meta']}>{t('handoff:broughtBy', { name: event.carried.name, time: exactTime(event.carried.at, i18n.language) })}</p>}
              {event.behalf !== '' && <p className={classes['meta']}>{t('review:chain.behalf', { name: event.behalf })}</p>}
              {event.reason !== '' && <blockquote>{event.reason}</blockquote>}
              {event.issues.length > 0 && <ul className={classes['small']} aria-label={t('review:chain.raised')}>{event.issues.map(({ id, text }) => <li key={id}>{text}</li>)}</ul>}
              {event.closes.length > 0 && <ul className={classes['small']} data-closed aria-label={t('review:chain.closed')}>{event.closes.map((id) => <li key={id}>{texts.get(id) ?? id}</li>)}</ul>}
              <p className={classes['meta']}>
                <time dateTime={event.at}>{exactTime(event.at, i18n.language)}</time>
              </p>
              <p className={classes['meta']} title={event.revision}>
                {number !== undefined && <>{t('review:chain.revision', { number })} · </>}
                <span className={classes['print']}>{shortFingerprint(event.revision)}</span>
              </p>
              {ended && <p className={classes['ended']}>{t('review:chain.revoked', { time: exactTime(ended, i18n.language) })}</p>}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
