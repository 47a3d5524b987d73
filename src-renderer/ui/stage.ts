import type { TFunction } from 'i18next'

import type { Policy } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'

const nameIn = (title: { 'zh-CN': string; en: string }, language: string): string => (language === 'en' ? title.en : title['zh-CN'])

/** A stage's title in the window's language; its id where the policy does not know it. Submissions and proof passes have words of their own. */
export const stageTitle = (t: TFunction, policy: Policy | undefined, id: string, language: string): string => {
  if (id === 'submission') return t('common:decision.submit')
  if (id === 'proof') return t('common:decision.proof')
  const stage = policy?.stages.find((candidate) => candidate.id === id)
  return stage ? nameIn(stage.title, language) : id
}

/** Where a piece stands in a word: the stage it waits at, or what became of it. */
export const standingWord = (t: TFunction, policy: Policy | undefined, standing: Standing, language: string): string => {
  const stage = policy?.stages[standing.stage]
  return standing.state === 'inReview' && stage ? nameIn(stage.title, language) : t(`common:state.${standing.state}`)
}

const TONES = { inReview: undefined, returned: 'cinnabar', held: 'ochre', spiked: 'cinnabar', signedOff: 'pine', published: 'pine' } as const

/** The tone of that word. */
export const standingTone = ({ state }: Standing): 'cinnabar' | 'pine' | 'ochre' | undefined => TONES[state]
