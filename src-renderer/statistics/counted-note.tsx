import { useTranslation } from 'react-i18next'

import type { StatisticsRange } from '../../src-shared/desk-api/statistics'
import type { StatisticsGroup } from '../../src-shared/desk-api/statistics-table'
import { isEditor, useApp } from '../ui/app-state'
import classes from './statistics.module.css'

/** Says what the numbers count, and of which pieces. */
export const CountedNote = ({ range: { by, zone }, group }: { range: StatisticsRange; group: StatisticsGroup }) => {
  const { t } = useTranslation('statistics')
  const { person } = useApp()
  return (
    <section className={classes['counted']} aria-labelledby="statistics-counted">
      <h2 id="statistics-counted">{t('counted.title')}</h2>
      {person.role === 'reporter' && <p>{isEditor(person) ? t('counted.channels') : t('counted.own')}</p>}
      <p>{t('counted.once')}</p>
      <p>{t('counted.characters')}</p>
      {group === 'person' && <p>{t(`counted.${by}`)}</p>}
      <p>{t('counted.zone', { zone })}</p>
    </section>
  )
}
