import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { plainAct, type Command } from '../../src-shared/review/command'
import { decide } from '../../src-shared/review/decide'
import type { Person } from '../../src-shared/review/people'
import { rulesOf } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { readClaim } from './claims'
import { readDelegations } from './delegation-table'
import type { Parts } from './parts'
import { readStanding } from './projection'
import { storeWorking, type NewWorking } from './working'

const tryOut = (standing: Standing): Command => ({
  ...plainAct, decision: 'revise', story: standing.story, stage: '', revision: { number: standing.revision.number + 1, sha256: '0'.repeat(64) }, reason: '', previous: standing.lastEvent, at: '', changes: ['text'],
})

/**
 * Whether somebody may edit the working copy: who could cut a revision of it at this stage, by own right or a lent one, and who holds the piece.
 * Refuses as decide() does.
 */
export const checkMayEdit = async (parts: Parts, story: string, person: Person): Promise<Outcome<null>> => {
  const standing = await readStanding(parts.db, story)
  if (!standing) return failed('piece-unknown', 'The desk has no such piece.', { story })
  const policy = await parts.policies.of(parts.db, standing)
  const stage = rulesOf(policy).stages[standing.stage]?.id ?? ''
  const at = parts.now()
  // A piece on hold can be worked on; it just goes nowhere.
  const open = standing.state === 'held' ? { ...standing, state: standing.from ?? 'inReview' } : standing
  const lent = await readDelegations(parts, { runningFor: person.id, at })
  const actor = { id: person.id, role: person.role, grants: person.grants, key: '' }
  const answers = [null, ...lent.map(({ delegation }) => delegation)].map((delegation) => decide(open, { ...tryOut(open), stage, at }, { ...actor, delegation }, policy))
  const refusal = answers[0]
  if (answers.some((answer) => answer.ok) || !refusal || refusal.ok) return ok(null)
  const claim = await readClaim(parts, story)
  return refusal.code !== 'own-piece' && open.state === 'inReview' && claim?.person === person.id ? ok(null) : refusal
}

/** Stores what an editor made of a piece. Refuses as checkMayEdit and storeWorking do. */
export const saveWorking = async (parts: Parts, story: string, person: Person, working: NewWorking): Promise<Outcome<{ generation: number; at: string }>> => {
  const allowed = await checkMayEdit(parts, story, person)
  if (!allowed.ok) return allowed
  const stored = await storeWorking(parts, story, working, person.name)
  if (stored.ok) await parts.live.reset(story, 'replaced')
  return stored
}
