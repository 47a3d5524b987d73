import { nothingOpen } from '../../src-shared/proofing/log'
import { failed, type Failure, type Outcome } from '../../src-shared/outcome'
import { advance } from '../../src-shared/review/advance'
import { plainAct, PROOF, SUBMISSION, type Command } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import { passesAsked } from '../../src-shared/review/proofs'
import type { Policy, Rules } from '../../src-shared/review/policy'
import type { Decision, Standing } from '../../src-shared/review/states'

/** Somebody of the house, as far as a policy looks at them. */
export type Colleague = Pick<Person, 'id' | 'name' | 'role' | 'grants'>

/** What one person may do with a piece where it stands: the forward act of its stage, or why not. */
export type Trial = { colleague: Colleague; refusal: Failure | null }

/** A dry run of one step: the stage (or proof pass) a piece waits at, and everybody's chances there. */
export type Step = { stage: string; pass: number | null; trials: Trial[] }

/** Digests nobody has: the dry run signs nothing. Each person's supposed key is their own. */
const supposed = (seed: string): string => Array.from(seed, (sign) => (sign.codePointAt(0) ?? 0).toString(16)).join('').padEnd(64, '0').slice(-64)

const commandOf = (standing: Standing, decision: Decision, rules: Rules, at: string): Command => ({
  ...plainAct,
  decision,
  story: standing.story,
  stage: decision === 'proof' ? PROOF : (rules.stages[standing.stage]?.id ?? ''),
  revision: standing.revision,
  reason: 'supposed',
  previous: standing.lastEvent,
  at,
  channel: standing.channel,
  // Every issue counts as answered: the question is who, not what is left to do.
  closes: standing.issues.filter(({ open }) => open).map(({ id }) => id),
  pass: decision === 'proof' ? standing.proofs.length + 1 : null,
  checks: nothingOpen,
})

const forward = (standing: Standing, rules: Rules): Decision => (standing.stage === rules.stages.length - 1 ? 'signOff' : 'pass')

/** Proof passes still to do are a step of their own, so they do not count against who would pass. */
const withProofs = (standing: Standing, rules: Rules): Standing => {
  const missing = passesAsked(rules) - standing.proofs.length
  const done = Array.from({ length: Math.max(0, missing) }, (_, at) => ({ pass: standing.proofs.length + at + 1, person: `${String(at)} supposed`, key: supposed(`proof ${String(at)}`), revision: standing.revision.sha256 }))
  return { ...standing, proofs: [...standing.proofs, ...done] }
}

const tryOne = (standing: Standing, decision: Decision, rules: Rules, colleague: Colleague, at: string): Outcome<null> =>
  decide(standing, commandOf(standing, decision, rules, at), { id: colleague.id, role: colleague.role, grants: colleague.grants, key: supposed(colleague.id) }, rules)

/** Who could pass the piece where it stands, and why not the others; `at` is when. A piece not in review answers its state for everybody. */
export const whoCould = (standing: Standing, rules: Rules, people: readonly Colleague[], at: string): Step => {
  const stage = rules.stages[standing.stage]
  const decision = forward(standing, rules)
  const trials = people.map((colleague): Trial => {
    if (!stage) return { colleague, refusal: failed('wrong-stage', 'There is no such stage.', { stage: '' }) }
    const tried = tryOne(withProofs(standing, rules), decision, rules, colleague, at)
    return { colleague, refusal: tried.ok ? null : tried }
  })
  return { stage: stage?.id ?? '', pass: null, trials }
}

/** A piece nobody has written yet, by that author in that channel, just submitted. */
export const imagined = (author: string, channel: readonly string[], policy: Policy): Standing => {
  const event = { id: supposed('submission'), story: '00000000-0000-4000-8000-000000000000', decision: 'submit' as const, stage: SUBMISSION, person: author, key: supposed(author), revision: { number: 1, sha256: supposed('revision') }, policy: '', channel, changes: [], issues: [], closes: [], pass: null }
  return advance(null, event, policy)
}

/**
 * The whole way of such a piece, stage by stage, each passed by the first who could and proofread by others: shows where a policy leaves a house
 * without anybody. Ends at the first stage nobody could pass.
 */
export const wholeWay = (standing: Standing, rules: Rules, people: readonly Colleague[], at: string): Step[] => {
  const steps: Step[] = []
  let now = standing
  for (let count = 0; count < rules.stages.length; count += 1) {
    const step = whoCould(now, rules, people, at)
    steps.push(step)
    const first = step.trials.find(({ refusal }) => refusal === null)?.colleague
    const stage = rules.stages[now.stage]
    if (!first || !stage || now.stage === rules.stages.length - 1) break
    now = { ...now, stage: now.stage + 1, acted: [...now.acted, { stage: stage.id, person: first.id, key: supposed(first.id), revision: now.revision.sha256 }] }
  }
  return steps
}

/** How many people could do the next proof pass of such a piece, and how many different ones the policy asks for. */
export const proofreaders = (standing: Standing, rules: Rules, people: readonly Colleague[], at: string): { asked: number; could: Colleague[] } => ({
  asked: passesAsked(rules),
  could: people.filter((colleague) => passesAsked(rules) > 0 && tryOne({ ...standing, proofs: [] }, 'proof', rules, colleague, at).ok),
})
