import { ActionIcon, SegmentedControl } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'

import { LONGEST_RANGE, type Statistics, type StatisticsRange } from '../../src-shared/desk-api/statistics'
import { tabulate } from '../../src-shared/desk-api/statistics-table'
import { useAsk } from '../ui/ask'
import { FaultNote } from '../ui/fault-note'
import { Patient } from '../ui/patient'
import { addressOf } from '../ui/route'
import rows from '../ui/rows.module.css'
import { useNow } from '../ui/time'
import { CountedNote } from './counted-note'
import { ExportButtons } from './export-buttons'
import { MEASURES, rangeOf, type Shown } from './shown'
import { StatisticsControls } from './statistics-controls'
import { StatisticsTable } from './statistics-table'
import classes from './statistics.module.css'

// Drawing bars takes more code than the rest of the window's lists together; the table does not wait for it.
const StatisticsChart = lazy(async () => ({ default: (await import('./statistics-chart')).StatisticsChart }))

const Counted = ({ statistics, shown, show }: { statistics: Statistics; shown: Shown; show: (shown: Shown) => void }) => {
  const { t } = useTranslation('statistics')
  const { group, measure } = shown
  const lines = useMemo(() => tabulate(statistics, group), [statistics, group])
  if (lines.length === 0)
    return (
      <div className={rows['empty']}>
        <p>{t('empty.title')}</p>
        <p>{t('empty.hint')}</p>
      </div>
    )
  return (
    <>
      <StatisticsTable statistics={statistics} lines={lines} group={group} />
      <section className={classes['drawn']} aria-label={t('chart', { measure: t(`measure.${measure}`) })}>
        <SegmentedControl size="xs" aria-label={t('measure.label')} value={measure} onChange={(chosen) => show({ ...shown, measure: chosen })} data={MEASURES.map((value) => ({ value, label: t(`measure.${value}`) }))} />
        <Suspense fallback={<Patient />}>
          <StatisticsChart lines={lines} group={group} measure={measure} />
        </Suspense>
      </section>
    </>
  )
}

const Asked = ({ range, shown, show }: { range: StatisticsRange; shown: Shown; show: (shown: Shown) => void }) => {
  const asked = useAsk('statistics.read', range)
  return (
    <>
      <ExportButtons range={range} group={shown.group} />
      {asked.isError && <FaultNote fault={asked.error} retry={() => void asked.refetch()} />}
      {asked.isPending && <Patient />}
      {asked.data && <Counted statistics={asked.data} shown={shown} show={show} />}
      <CountedNote range={range} group={shown.group} />
    </>
  )
}

/** What was submitted, signed off and published 统计: by person, channel or month, as a table and a chart, and as a file. */
export const StatisticsScreen = () => {
  const { t } = useTranslation('statistics')
  const [shown, show] = useState<Shown>({ span: 'thisYear', from: '', to: '', group: 'person', by: 'author', measure: 'characters' })
  const range = rangeOf(shown, new Date(useNow()), Intl.DateTimeFormat().resolvedOptions().timeZone)
  return (
    <div className={rows['screen']}>
      <header className={rows['head']}>
        <ActionIcon component="a" href={addressOf({ screen: 'published' })} variant="subtle" size="lg" aria-label={t('back')}><IconArrowLeft size={18} aria-hidden /></ActionIcon>
        <h1>{t('title')}</h1>
      </header>
      <StatisticsControls shown={shown} show={show} />
      {range ? <Asked range={range} shown={shown} show={show} /> : <p role="alert" className={classes['wrong']}>{t('range.wrong', { count: LONGEST_RANGE })}</p>}
    </div>
  )
}
