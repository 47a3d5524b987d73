import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'

import type { TextRun } from '../../../src-shared/story/compare'
import type { Shown } from './changes-context'
import css from './history.module.css'

/** A compared text: what went is struck out, what came is underlined, and a screen reader is told which. */
export const Runs = ({ runs, shown = 'both' }: { runs: readonly TextRun[]; shown?: Shown }) => {
  const { t } = useTranslation('history')
  return runs.map(({ op, text }, index) => {
    if (op === 'same') return <Fragment key={index}>{text}</Fragment>
    if (op === 'removed') return shown === 'after' ? null : <del key={index} className={css.went}><span className="unseen">{t('said.removed')}</span>{text}</del>
    return shown === 'before' ? null : <ins key={index} className={css.came}><span className="unseen">{t('said.added')}</span>{text}</ins>
  })
}
