import type { SetPolicy } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { Policy } from '../../src-shared/review/policy'
import type { Parts } from './parts'
import { policyDigest } from './policy-book'

const recordPolicy = async (parts: Parts, policy: Policy, by: string): Promise<void> => {
  await parts.journal.commit(parts.signRecord({ type: 'stet.record/1', kind: 'policySet', desk: parts.desk.key, policy, digest: policyDigest(policy, parts.crypto), by, at: parts.now() }))
}

/** Puts the policy the desk was opened with on record, where there is none yet. Inside journal.run. */
export const recordFirstPolicy = async (parts: Parts, given: Policy): Promise<void> => {
  // Whether the records hold is asked when they are used: a desk must open to be mended.
  const known = await parts.db.selectFrom('policies').select('seq').limit(1).executeTakeFirst()
  if (!known) await recordPolicy(parts, given, 'desk')
}

/** The first stage nobody here could pass, for want of the roles in any channel. */
const unfillable = (policy: Policy, people: readonly Person[]): string | null => {
  const held = new Set(people.flatMap(({ role, grants }) => [role, ...(grants ?? []).map((grant) => grant.role)]))
  return policy.stages.find(({ roles }) => !roles.some((role) => held.has(role)))?.id ?? null
}

/** Every policy of the house, newest first. */
export const listPolicies = async (parts: Parts): Promise<SetPolicy[]> => {
  const all = await parts.policies.read(parts.db)
  return all.map(({ digest, policy, at, by }, index) => ({ digest, policy, at, by, current: index === all.length - 1 })).reverse()
}

/**
 * Sets the house's policy for what is submitted or corrected from now on. `replaces` is the digest of the one in force as the asker saw it. Setting the same
 * again changes nothing. Refuses `policy-stale` {current} and `policy-unfillable` {stage}.
 */
export const setPolicy = (parts: Parts, person: Person, asked: { policy: Policy; replaces: string }): Promise<Outcome<SetPolicy>> =>
  parts.journal.run(async () => {
    const current = await parts.policies.current(parts.db)
    if (current.digest !== asked.replaces) return failed('policy-stale', 'Somebody has set another policy since.', { current: current.digest })
    const stage = unfillable(asked.policy, await parts.accounts.list())
    if (stage !== null) return failed('policy-unfillable', `Nobody here could pass stage ${stage}.`, { stage })
    if (policyDigest(asked.policy, parts.crypto) !== current.digest) await recordPolicy(parts, asked.policy, person.id)
    const { digest, policy, at, by } = await parts.policies.current(parts.db)
    return ok({ digest, policy, at, by, current: true })
  })
