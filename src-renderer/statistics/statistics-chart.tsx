import '@mantine/charts/styles.css'

import { BarChart } from '@mantine/charts'
import { useTranslation } from 'react-i18next'

import { milestoneSchema, type Milestone } from '../../src-shared/desk-api/statistics'
import type { StatisticsGroup, StatisticsLine } from '../../src-shared/desk-api/statistics-table'
import { lineWords } from './line-words'
import type { Measure } from './shown'
import classes from './statistics.module.css'

/** Lines a chart can show before its bars cannot be told apart. */
const MOST = 12
/** Height of one line of three bars, and of what stands around them, in pixels. */
const LINE = 46
const AROUND = 86

const COLOURS: Readonly<Record<Milestone, string>> = { submitted: 'var(--stet-ink-fill)', signedOff: 'var(--stet-ochre-fill)', published: 'var(--stet-pine-fill)' }

/** The table as bars, for the eye alone: whoever does not see them has the table. Months run from left to right, people and channels from the top down. */
export const StatisticsChart = ({ lines, group, measure }: { lines: readonly StatisticsLine[]; group: StatisticsGroup; measure: Measure }) => {
  const { t, i18n } = useTranslation(['statistics', 'common'])
  const months = group === 'month'
  const drawn = months ? lines : lines.slice(0, MOST)
  const numbers = new Intl.NumberFormat(i18n.language)
  const data = drawn.map((line) => ({ name: lineWords(t, line, group), ...Object.fromEntries(milestoneSchema.options.map((milestone) => [milestone, line.tally[milestone][measure]])) }))
  return (
    <>
      <div aria-hidden className={classes['chart']}>
        <BarChart
          h={months ? 260 : AROUND + LINE * data.length}
          data={data}
          dataKey="name"
          orientation={months ? 'horizontal' : 'vertical'}
          series={milestoneSchema.options.map((name) => ({ name, label: t(`statistics:milestone.${name}`), color: COLOURS[name] }))}
          valueFormatter={(value) => numbers.format(value)}
          gridAxis={months ? 'x' : 'y'}
          tickLine="none"
          withLegend
          legendProps={{ verticalAlign: 'top', height: 36, itemSorter: null }}
          yAxisProps={{ width: months ? 72 : 168, interval: 0 }}
          xAxisProps={{ allowDecimals: false }}
          maxBarWidth={28}
          barProps={{ isAnimationActive: false, radius: 1 }}
          tooltipAnimationDuration={0}
          barChartProps={{ accessibilityLayer: false }}
        />
      </div>
      {lines.length > drawn.length && <p className={classes['rest']}>{t('statistics:chartRest', { count: lines.length - drawn.length })}</p>}
    </>
  )
}
