import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

import { statisticsBySchema } from '../../src-shared/desk-api/statistics'
import { statisticsGroupSchema } from '../../src-shared/desk-api/statistics-table'
import { monthsOf, SPANS, type Shown } from './shown'
import classes from './statistics.module.css'

/** Chooses the months, what the lines are, and whose a piece is. */
export const StatisticsControls = ({ shown, show }: { shown: Shown; show: (shown: Shown) => void }) => {
  const { t } = useTranslation('statistics')
  const choose = (value: string): void => {
    const span = SPANS.find((each) => each === value) ?? 'thisYear'
    // A range begins with the months that were on screen.
    show({ ...shown, ...(span === 'range' ? monthsOf(shown, new Date()) : {}), span })
  }
  return (
    <div className={classes['controls']} role="group" aria-label={t('controls')}>
      <NativeSelect size="xs" w={128} aria-label={t('span.label')} value={shown.span} onChange={(event) => choose(event.currentTarget.value)} data={SPANS.map((value) => ({ value, label: t(`span.${value}`) }))} />
      {shown.span === 'range' && (
        <>
          <TextInput size="xs" type="month" w={132} aria-label={t('from')} value={shown.from} onChange={(event) => show({ ...shown, from: event.currentTarget.value })} />
          <span aria-hidden>–</span>
          <TextInput size="xs" type="month" w={132} aria-label={t('to')} value={shown.to} onChange={(event) => show({ ...shown, to: event.currentTarget.value })} />
        </>
      )}
      <SegmentedControl size="xs" aria-label={t('group.label')} value={shown.group} onChange={(group) => show({ ...shown, group })} data={statisticsGroupSchema.options.map((value) => ({ value, label: t(`group.${value}`) }))} />
      {shown.group === 'person' && <SegmentedControl size="xs" aria-label={t('by.label')} value={shown.by} onChange={(by) => show({ ...shown, by })} data={statisticsBySchema.options.map((value) => ({ value, label: t(`by.${value}`) }))} />}
    </div>
  )
}
