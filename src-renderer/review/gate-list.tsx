import { useTranslation } from 'react-i18next'

import type { Gate } from './gates'
import classes from './piece.module.css'

/** What stands before the next stage, each a button that goes to its place. */
export const GateList = ({ gates, go }: { gates: readonly Gate[]; go: (kind: Gate['kind']) => void }) => {
  const { t } = useTranslation('review')
  if (gates.length === 0) return null
  return (
    <ul className={classes['gates']} aria-label={t('gate.label')}>
      {gates.map(({ kind, count, stops }) => (
        <li key={kind}>
          <button type="button" data-stops={stops || undefined} onClick={() => go(kind)}>
            <span className="unseen">{t(stops ? 'gate.stops' : 'gate.said')}</span> {t(`gate.${kind}`, { count })}
          </button>
        </li>
      ))}
    </ul>
  )
}
