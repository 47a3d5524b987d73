import { useTranslation } from 'react-i18next'

import type { PieceEvent } from '../../src-shared/desk-api/pieces'
import type { Policy } from '../../src-shared/review/policy'
import { stageTitle } from '../ui/stage'
import { When } from '../ui/time'
import classes from './piece.module.css'
import { issueRows, type IssueRow } from './stage-rows'

const Row = ({ issue, policy }: { issue: IssueRow; policy: Policy | undefined }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { raised, closedBy, text } = issue
  return (
    <li data-closed={closedBy !== null || undefined}>
      <p>{text}</p>
      <p className={classes['meta']}>
        {t('review:issues.raised', { name: raised.name, stage: stageTitle(t, policy, raised.stage, i18n.language) })} <When at={raised.at} />
        {closedBy && <> · {t('review:issues.closed', { name: closedBy.name })}</>}
      </p>
    </li>
  )
}

/** The issues reviewers raised: open ones first, with who raised them at which stage. They are closed with a decision. */
export const Issues = ({ events, policy }: { events: readonly PieceEvent[]; policy: Policy | undefined }) => {
  const { t } = useTranslation('review')
  const issues = issueRows(events)
  if (issues.length === 0) return null
  const open = issues.filter(({ closedBy }) => closedBy === null)
  const closed = issues.filter(({ closedBy }) => closedBy !== null)
  return (
    <section id="piece-issues" tabIndex={-1} aria-labelledby="issues-title">
      <h2 id="issues-title">{t('issues.title', { count: open.length })}</h2>
      <ul className={classes['issues']}>{open.map((issue) => <Row key={issue.id} issue={issue} policy={policy} />)}</ul>
      {open.length > 0 && <p className={classes['meta']}>{t('issues.hint')}</p>}
      {closed.length > 0 && (
        <details>
          <summary>{t('issues.closedOnes', { count: closed.length })}</summary>
          <ul className={classes['issues']}>{closed.map((issue) => <Row key={issue.id} issue={issue} policy={policy} />)}</ul>
        </details>
      )}
    </section>
  )
}
