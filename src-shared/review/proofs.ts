import { failed, ok, type Outcome } from '../outcome'
import type { Actor, Command } from './command'
import type { Rules } from './policy'
import type { Standing } from './states'

/** The number of the proof pass that is next; the one after the last pass is the read-through. */
export const nextPass = (standing: Standing): number => standing.proofs.length + 1

/** How many proof passes a policy asks for, the read-through among them. */
export const passesAsked = ({ proofreading }: Rules): number => proofreading.passes + (proofreading.readThrough ? 1 : 0)

/** How many proof passes are still to be done before the stage of that index may pass. */
export const proofsMissing = (standing: Standing, rules: Rules, stage: number): number => {
  const before = rules.stages.findIndex(({ id }) => id === rules.proofreading.before)
  return stage < before ? 0 : Math.max(0, passesAsked(rules) - standing.proofs.length)
}

/** Whether this proof pass may be done now by this person: in order, each by somebody else. */
export const decideProof = (standing: Standing, command: Command, actor: Actor, rules: Rules): Outcome<null> => {
  const next = nextPass(standing)
  if (next > passesAsked(rules)) return failed('proofs-done', 'Every proof pass the policy asks for is done.')
  if (command.pass !== next) return failed('wrong-pass', `The next proof pass is ${String(next)}.`, { next })
  if (standing.proofs.some((proof) => proof.person === actor.id || proof.key === actor.key)) return failed('already-proofread', 'You did an earlier proof pass; another person is needed here.')
  if (rules.proofreading.apartFromReview && standing.acted.some((act) => act.person === actor.id || act.key === actor.key)) return failed('already-acted', 'Who reviews a piece does not proofread it.', { stage: 'proof' })
  return ok(null)
}
