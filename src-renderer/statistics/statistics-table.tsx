import { useTranslation } from 'react-i18next'

import { milestoneSchema, type Statistics } from '../../src-shared/desk-api/statistics'
import type { StatisticsGroup, StatisticsLine, Tally } from '../../src-shared/desk-api/statistics-table'
import { lineWords } from './line-words'
import { MEASURES } from './shown'
import classes from './statistics.module.css'

const Numbers = ({ tally }: { tally: Tally }) => {
  const { i18n } = useTranslation()
  const format = new Intl.NumberFormat(i18n.language)
  return milestoneSchema.options.flatMap((milestone) =>
    MEASURES.map((measure) => {
      const value = tally[milestone][measure]
      return <td key={milestone + measure} data-first={measure === 'pieces' || undefined} data-none={value === 0 || undefined}>{format.format(value)}</td>
    }),
  )
}

/** What was counted, a line a person, channel or month, with the total: the chart's readable form. */
export const StatisticsTable = ({ statistics, lines, group }: { statistics: Statistics; lines: readonly StatisticsLine[]; group: StatisticsGroup }) => {
  const { t } = useTranslation(['statistics', 'common'])
  const { from, to, totals } = statistics
  return (
    <table className={classes['table']}>
      <caption className="unseen">{t('statistics:table', { title: t('statistics:title'), from, to })}</caption>
      <colgroup><col className={classes['name']} /></colgroup>
      {milestoneSchema.options.map((milestone) => <colgroup key={milestone} span={MEASURES.length} />)}
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>{t(`statistics:column.${group}`)}</th>
          {milestoneSchema.options.map((milestone) => <th key={milestone} scope="colgroup" colSpan={MEASURES.length} data-first>{t(`statistics:milestone.${milestone}`)}</th>)}
        </tr>
        <tr>
          {milestoneSchema.options.flatMap((milestone) => MEASURES.map((measure) => <th key={milestone + measure} scope="col" data-first={measure === 'pieces' || undefined}>{t(`statistics:measure.${measure}`)}</th>))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.key}>
            <th scope="row" title={lineWords(t, line, group)}>{lineWords(t, line, group)}</th>
            <Numbers tally={line.tally} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('statistics:total')}</th>
          <Numbers tally={totals} />
        </tr>
      </tfoot>
    </table>
  )
}
