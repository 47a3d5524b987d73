import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

import type { Unmet } from '../../src-shared/review/preflight'
import { placeOf, type Place } from './jump'
import css from './writing.module.css'

const wordsOf = (t: TFunction, { code, details }: Unmet): string =>
  t(`preflight:${code}`, { ...details, ...(typeof details['field'] === 'string' ? { name: t(`writing:field.${details['field']}`) } : {}) })

/** Unmet rules in words, what blocks first; each one is a button that goes to its place. */
export const ChecksList = ({ unmet, onGo }: { unmet: readonly Unmet[]; onGo: (place: Place) => void }) => {
  const { t } = useTranslation('writing')
  if (unmet.length === 0)
    return (
      <p className={css.allMet}>
        <IconCircleCheck size={18} stroke={1.6} aria-hidden /> {t('checks.met')}
      </p>
    )
  const ordered = [...unmet.filter((each) => each.severity === 'block'), ...unmet.filter((each) => each.severity === 'warn')]
  return (
    <ul className={css.checks}>
      {ordered.map((each) => (
        <li key={`${each.code} ${JSON.stringify(each.place)}`}>
          <button type="button" onClick={() => onGo(placeOf(each))} data-severity={each.severity}>
            {each.severity === 'block' ? <IconExclamationCircle size={17} stroke={1.6} aria-hidden /> : <IconAlertTriangle size={17} stroke={1.6} aria-hidden />}
            <span>
              <span className="unseen">{t(`checks.${each.severity}`)} </span>
              {wordsOf(t, each)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  )
}
