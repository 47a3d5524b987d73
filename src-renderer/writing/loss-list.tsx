import { IconAlertTriangle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import type { DestinationLosses } from '../../src-shared/publication/preflight-losses'
import type { Unmet } from '../../src-shared/review/preflight'
import type { Place } from './jump'
import css from './writing.module.css'

/** A block or mark in the words the rest of the room has for it. */
const nameOf = (t: TFunction, what: string): string => t([`writing:node.${what}`, `writing:act.${what}`, `preflight:loss.part.${what}`], what)

const wordsOf = (t: TFunction, { code, details }: Unmet): string => t(`preflight:${code}`, { ...details, name: nameOf(t, String(details['what'])) })

/** What one destination would lose of the story; each goes to its place. */
export const LossList = ({ losses: { destination, losses }, onGo }: { losses: DestinationLosses; onGo: (place: Place) => void }) => {
  const { t } = useTranslation(['writing', 'preflight'])
  const title = useId()
  return (
    <section className={css.losses} aria-labelledby={title}>
      <h3 id={title}>{t('preflight:loss.title', { destination: destination.name })}</h3>
      <ul className={css.checks}>
        {losses.map((loss) => (
          <li key={`${loss.code} ${String(loss.details['what'])}`}>
            <button type="button" onClick={() => onGo(loss.place)} data-severity={loss.severity}>
              <IconAlertTriangle size={17} stroke={1.6} aria-hidden />
              <span>
                <span className="unseen">{t('writing:checks.warn')} </span>
                {wordsOf(t, loss)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
