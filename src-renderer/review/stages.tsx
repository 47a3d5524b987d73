import { IconCircle, IconCircleCheckFilled, IconCircleDotFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

import type { Piece, PieceEvent } from '../../src-shared/desk-api/pieces'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { useAsk } from '../ui/ask'
import { stageTitle } from '../ui/stage'
import { When } from '../ui/time'
import { judge } from './allowed'
import { Due } from './due'
import { passWord } from './pass-word'
import classes from './piece.module.css'
import { proofRows, stageRows, type StageRow } from './stage-rows'

const SHOWN = 6

/** Who could take the next step, by the rules as the desk asks them; null while the names are not known. */
const useWhoCould = (piece: Piece, policy: Policy | undefined): string[] | null => {
  const colleagues = useAsk('desk.colleagues', null).data
  if (!colleagues || piece.standing.state !== 'inReview') return null
  // Rules are asked about identity and role; what is lent is not known of others.
  return colleagues.filter(({ id, name, role, grants }) => judge(piece.standing, 'return', { person: { id, name, login: id, role, grants }, policy, lent: [], now: 0 }).own).map(({ name }) => name)
}

const State = ({ state }: Pick<StageRow, 'state'>) => {
  const { t } = useTranslation('review')
  const Sign = state === 'passed' ? IconCircleCheckFilled : state === 'here' ? IconCircleDotFilled : IconCircle
  return <><Sign size={16} aria-hidden /><span className="unseen">{t(`stages.${state}`)}</span></>
}

const By = ({ event, number }: { event: PieceEvent; number: number | undefined }) => {
  const { t } = useTranslation('review')
  return <span className={classes['by']}>{number === undefined ? event.name : t('stages.by', { name: event.name, number })} <When at={event.at} /></span>
}

/** Every stage of the policy and every proof pass: who passed it, when, on which revision; what comes next, and who could do it. */
export const Stages = ({ piece, events, policy, numberOf }: { piece: Piece; events: readonly PieceEvent[]; policy: Policy; numberOf: (sha256: string) => number | undefined }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { standing } = piece
  const rules = rulesOf(policy)
  const proofs = proofRows(rules, standing, events)
  const who = useWhoCould(piece, policy)
  const separator = t('review:stages.separator')
  return (
    <section id="piece-stages" tabIndex={-1} aria-labelledby="stages-title">
      <h2 id="stages-title">{t('review:stages.title')}</h2>
      <ol className={classes['stages']}>
        {stageRows(rules, standing, events).map(({ stage, state, by }) => (
          <li key={stage.id} data-state={state} aria-current={state === 'here' ? 'step' : undefined}>
            <State state={state} />
            <div>
              <b>{stageTitle(t, policy, stage.id, i18n.language)}</b>
              {by && state === 'passed' && <By event={by} number={numberOf(by.revision)} />}
              {by && state !== 'passed' && <span className={classes['by']}><del>{by.name}</del> {t('review:stages.void')}</span>}
              {state === 'here' && standing.state === 'inReview' && piece.dueAt !== null && <Due at={piece.dueAt} />}
              {state === 'here' && who && <span className={classes['by']}>{who.length === 0 ? t('review:stages.nobody') : t('review:stages.could', { names: who.slice(0, SHOWN).join(separator), count: who.length - SHOWN, context: who.length > SHOWN ? 'more' : undefined })}</span>}
            </div>
          </li>
        ))}
      </ol>
      {proofs.length > 0 && (
        <>
          <h3>{t('review:proof.title', { stage: stageTitle(t, policy, rules.proofreading.before, i18n.language) })}</h3>
          <ol className={classes['stages']}>
            {proofs.map(({ pass, by }, index) => (
              <li key={pass} data-state={by ? 'passed' : index === standing.proofs.length ? 'here' : 'ahead'}>
                <State state={by ? 'passed' : index === standing.proofs.length ? 'here' : 'ahead'} />
                <div>
                  <b>{passWord(t, pass, policy)}</b>
                  {by && <By event={by} number={numberOf(by.revision)} />}
                </div>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
