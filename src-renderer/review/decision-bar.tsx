import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowRight, IconSignature } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

import { failed } from '../../src-shared/outcome'
import type { Piece } from '../../src-shared/desk-api/pieces'
import type { Story } from '../../src-shared/story/story'
import { useApp } from '../ui/app-state'
import { describeFailure } from '../ui/failure'
import { usePlainKeys } from '../ui/keys'
import { stageTitle } from '../ui/stage'
import { allowedActs } from './allowed'
import { DecisionDialog } from './decision-dialog'
import classes from './piece.module.css'

/** Return, Pass or Sign off, as far as the rules let this person; where they do not, why, in words. */
export const DecisionBar = ({ piece, story, holds }: { piece: Piece; story: Story; holds: boolean }) => {
  const { t, i18n } = useTranslation(['review', 'common'])
  const { person, newsroom } = useApp()
  const [chosen, setChosen] = useState<'return' | 'pass' | 'signOff' | null>(null)
  const policy = newsroom?.policy
  const allowed = allowedActs(piece.standing, person, policy)
  const refusal = allowed.refusal ?? (holds ? null : failed('seal-broken', 'The seal does not hold.'))
  const last = policy ? piece.standing.stage === policy.stages.length - 1 : true
  const forward = last ? 'signOff' : 'pass'
  const mayForward = !refusal && allowed.decisions.includes(forward)
  const mayReturn = allowed.decisions.includes('return')

  usePlainKeys((key) => {
    if (key === 'r' && mayReturn) setChosen('return')
    if (key === 'a' && mayForward) setChosen(forward)
  })

  const stage = policy?.stages[piece.standing.stage]
  const what = stage ? stageTitle(t, policy, stage.id, i18n.language) : ''
  return (
    <section className={classes['bar']} aria-label={t('review:decide.label')}>
      <p className={classes['why']} id="why-not">
        {refusal ? describeFailure(t, refusal) : t(`review:decide.${forward}.hint`, { stage: what })}
      </p>
      <Button variant="default" leftSection={<IconArrowBackUp size={17} aria-hidden />} disabled={!mayReturn} aria-describedby="why-not" title={`${t('common:decision.return')} (R)`} onClick={() => setChosen('return')}>
        {t('common:decision.return')}
      </Button>
      <Button
        color={forward === 'signOff' ? 'cinnabar' : 'ink'}
        leftSection={forward === 'signOff' ? <IconSignature size={17} aria-hidden /> : <IconArrowRight size={17} aria-hidden />}
        disabled={!mayForward}
        aria-describedby="why-not"
        title={`${t(`common:decision.${forward}`)} (A)`}
        onClick={() => setChosen(forward)}
      >
        {t(`common:decision.${forward}`)}
      </Button>
      <DecisionDialog key={`${chosen ?? ''}${piece.standing.lastEvent}`} decision={chosen} piece={piece} story={story} stage={what} reportRequired={allowed.reportRequired} close={() => setChosen(null)} />
    </section>
  )
}
