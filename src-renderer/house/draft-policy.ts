import type { Severity } from '../../src-shared/proofing/severity'
import { oneStagePolicy, policySchema, threeStagePolicy, type Rules, type Stage } from '../../src-shared/review/policy'

/** Ready-made policies to start from. */
export const PRESETS = { oneStage: oneStagePolicy, threeStage: threeStagePolicy } as const
export type Preset = keyof typeof PRESETS

/** Where a policy being edited is not one yet, as a dotted path; empty where it is. */
export const problemsOf = (rules: Rules): string[] => {
  const parsed = policySchema.safeParse(rules)
  return parsed.success ? [] : [...new Set(parsed.error.issues.map(({ path }) => path.map(String).join('.')))]
}

/** The first of stage-2, stage-3 … that no stage is called yet. */
const freeId = (stages: readonly Stage[]): string => {
  const taken = new Set(stages.map(({ id }) => id))
  for (let number = stages.length + 1; ; number += 1) if (!taken.has(`stage-${String(number)}`)) return `stage-${String(number)}`
}

/** One more stage before the last: the last is always the sign-off. */
export const withStage = (rules: Rules): Rules => {
  const made: Stage = { id: freeId(rules.stages), title: { 'zh-CN': '复核', en: 'Check' }, roles: ['editor', 'chief'], reportRequired: false, closesIssues: false, hours: 0 }
  return { ...rules, stages: [...rules.stages.slice(0, -1), made, ...rules.stages.slice(-1)] }
}

/** Without a stage; proof passes that were due before it are due before the last. */
export const withoutStage = (rules: Rules, id: string): Rules => {
  const stages = rules.stages.filter((stage) => stage.id !== id)
  const last = stages.at(-1)
  if (!last) return rules
  return { ...rules, stages, proofreading: rules.proofreading.before === id ? { ...rules.proofreading, before: last.id } : rules.proofreading }
}

/** A stage moved up or down by one. */
export const withMoved = (rules: Rules, id: string, by: -1 | 1): Rules => {
  const from = rules.stages.findIndex((stage) => stage.id === id)
  const to = from + by
  const [one, other] = [rules.stages[from], rules.stages[to]]
  if (!one || !other) return rules
  return { ...rules, stages: rules.stages.map((stage, at) => (at === from ? other : at === to ? one : stage)) }
}

/** A stage changed in part. */
export const withChanged = (rules: Rules, id: string, change: Partial<Stage>): Rules => ({ ...rules, stages: rules.stages.map((stage) => (stage.id === id ? { ...stage, ...change } : stage)) })

/** With another gate of the machine's checks at a stage; none leaves it unsaid, so that a policy set before it could be said stays the same to the letter. */
export const withGate = (rules: Rules, id: string, least: Severity | null): Rules => ({ ...rules, stages: rules.stages.map(({ checks: was, ...stage }) => (stage.id !== id ? { ...stage, ...(was ? { checks: was } : {}) } : { ...stage, ...(least ? { checks: least } : {}) })) })

/** With other hours for a correction; null leaves them unsaid, so that a policy set before they could be said stays the same to the letter. */
export const withCorrectionHours = ({ correctionHours: _, ...rules }: Rules, hours: number | null): Rules => (hours === null ? rules : { ...rules, correctionHours: hours })
