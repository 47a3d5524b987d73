import type { Lent } from '../../src-shared/desk-api/pieces'
import { failed, type Failure, type Outcome } from '../../src-shared/outcome'
import { nothingOpen } from '../../src-shared/proofing/log'
import { authorise } from '../../src-shared/review/access'
import { plainAct, PROOF, type Command } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import { rulesOf, type Policy } from '../../src-shared/review/policy'
import { nextPass } from '../../src-shared/review/proofs'
import type { Decision, Standing } from '../../src-shared/review/states'

/** What somebody at the desk may do with a piece; `revise` is editing it there. */
export type Act = Exclude<Decision, 'submit' | 'correct'>

/** Whether an act may be done: by a right of one's own, under a delegation, or why not. */
export type Verdict = { own: boolean; lent: readonly Lent[]; refusal: Failure | null }

/** Who asks and what they were lent, with the policy the piece runs under; `now` in milliseconds. */
export type Asker = { person: Person; policy: Policy | undefined; lent: readonly Lent[]; now: number }

/** The delegations somebody may act under now. */
export const lentTo = (person: Pick<Person, 'id'>, delegations: readonly Lent[], now: number): Lent[] =>
  delegations.filter(({ delegation, endedAt }) => delegation.to === person.id && endedAt === null && Date.parse(delegation.notBefore) <= now && now <= Date.parse(delegation.notAfter))

/** A digest no revision has: an edit is asked about before there is one. */
const ANOTHER = 'f'.repeat(64)

/** The act as it would be asked for, supposing a reason is given, every open issue is closed, and the checks find nothing. */
const supposed = (standing: Standing, decision: Act, stage: string, now: number): Command => ({
  ...plainAct,
  decision,
  story: standing.story,
  stage: decision === 'proof' ? PROOF : stage,
  revision: decision === 'revise' ? { number: standing.revision.number + 1, sha256: ANOTHER } : standing.revision,
  changes: decision === 'revise' ? ['text'] : [],
  reason: 'supposed',
  previous: standing.lastEvent,
  at: new Date(now).toISOString(),
  channel: standing.channel,
  closes: decision === 'pass' || decision === 'signOff' ? standing.issues.filter(({ open }) => open).map(({ id }) => id) : [],
  pass: decision === 'proof' ? nextPass(standing) : null,
  checks: nothingOpen,
})

/** Asks the same rules the desk will ask. The person's key is the host's business, so only identity is compared here. */
export const judge = (standing: Standing, decision: Act, { person, policy, lent, now }: Asker): Verdict => {
  const no = (refusal: Failure): Verdict => ({ own: false, lent: [], refusal })
  const authorised = authorise(person, 'review', { author: standing.author, channel: standing.channel })
  if (!authorised.ok) return no(authorised)
  if (!policy) return no(failed('desk-unreachable', 'The policy of the desk is not known.'))
  const stage = policy.stages[standing.stage]?.id ?? ''
  const command = supposed(standing, decision, stage, now)
  const ask = (under: Lent | null): Outcome<null> => decide(standing, command, { id: person.id, role: person.role, grants: person.grants, key: '', delegation: under?.delegation }, policy)
  const own = ask(null)
  if (own.ok) return { own: true, lent: [], refusal: null }
  // What is lent is a role; no other refusal is mended by it.
  const under = own.code === 'role-lacking' ? lent.filter((each) => ask(each).ok) : []
  return { own: false, lent: under, refusal: under.length > 0 ? null : own }
}

/** The acts that belong to where a piece stands, in the order they are offered. Whether this person may do them is `judge`'s. */
export const actsFor = (standing: Standing, policy: Policy | undefined): Act[] => {
  const rules = policy && rulesOf(policy)
  const last = !rules || standing.stage >= rules.stages.length - 1
  const proofs = rules !== undefined && rules.proofreading.passes + (rules.proofreading.readThrough ? 1 : 0) > standing.proofs.length
  switch (standing.state) {
    case 'inReview':
      return ['spike', 'hold', 'return', ...(proofs ? (['proof'] as const) : []), last ? 'signOff' : 'pass']
    case 'held':
      return ['spike', 'release']
    case 'spiked':
      return ['revive']
    case 'returned':
      return ['spike']
    case 'signedOff':
      return standing.live ? ['hold'] : ['spike', 'hold']
    case 'published':
      return []
  }
}

/** What of a piece waits for this person: its stage, its next proof pass, or nothing. */
export const waitsFor = (standing: Standing, asker: Asker): 'stage' | 'proof' | null => {
  if (standing.state !== 'inReview') return null
  if (judge(standing, 'return', asker).refusal === null) return 'stage'
  return actsFor(standing, asker.policy).includes('proof') && judge(standing, 'proof', asker).refusal === null ? 'proof' : null
}
