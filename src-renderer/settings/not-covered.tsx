import { useId } from 'react'
import { useTranslation } from 'react-i18next'

import classes from './security.module.css'

/** What stays readable although the library is encrypted. */
export const NotCovered = () => {
  const { t } = useTranslation('seal')
  const title = useId()
  return (
    <section className={classes['scope']} aria-labelledby={title}>
      <h3 id={title}>{t('scope.title')}</h3>
      <ul>
        {(['desk', 'packages', 'site', 'names', 'blocks'] as const).map((place) => (
          <li key={place}>{t(`scope.${place}`)}</li>
        ))}
      </ul>
    </section>
  )
}
