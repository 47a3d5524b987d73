import { useTranslation } from 'react-i18next'

import type { CopyChanges, LineRuns } from '../../src-shared/publication/compare-copies'
import { Runs } from '../writing/history/runs'
import css from './published.module.css'

/** How many unchanged lines are shown on each side of a change. */
const AROUND = 1

type Stretch = { lines: LineRuns[] } | { left: number }

/** The changed lines with a little of what is around them; longer unchanged stretches become their count. */
export const stretchesOf = (lines: readonly LineRuns[]): Stretch[] => {
  const near = lines.map((_, at) => lines.slice(Math.max(0, at - AROUND), at + AROUND + 1).some(({ changed }) => changed))
  const stretches: Stretch[] = []
  lines.forEach((line, at) => {
    const last = stretches.at(-1)
    if (near[at]) {
      if (last && 'lines' in last) last.lines.push(line)
      else stretches.push({ lines: [line] })
    } else if (last && 'left' in last) last.left += 1
    else stretches.push({ left: 1 })
  })
  return stretches
}

/** A copy's changes as a redline: what is struck out is gone from there, what is underlined came there. */
export const CopyChangesView = ({ changes: { fields, lines } }: { changes: CopyChanges }) => {
  const { t } = useTranslation(['published', 'history'])
  return (
    <div className={css.changes} tabIndex={0} role="region" aria-label={t('published:compare.changes')}>
      {fields.length > 0 && (
        <dl>
          {fields.map(({ field, runs }) => (
            <div key={field}>
              <dt>{t(`published:field.${field}`)}</dt>
              <dd><Runs runs={runs} /></dd>
            </div>
          ))}
        </dl>
      )}
      {lines.some(({ changed }) => changed) && stretchesOf(lines).map((stretch, index) =>
        'left' in stretch ? <p key={index} className={css.left}>{t('published:compare.left', { count: stretch.left })}</p> : stretch.lines.map(({ runs }, at) => <p key={`${String(index)} ${String(at)}`}><Runs runs={runs} /></p>))}
    </div>
  )
}
