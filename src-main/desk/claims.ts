import type { Claim } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { hasRole, type Person } from '../../src-shared/review/people'
import { rulesOf } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import { rightsNow } from './delegation-table'
import type { Parts } from './parts'
import { readStanding } from './projection'
import { keepWorking } from './working'

/** Minutes a claim holds; claiming again renews it. */
export const CLAIM_MINUTES = 30

/** Who has a piece in hand now, or null. */
export const readClaim = async ({ db, now }: Pick<Parts, 'db' | 'now'>, story: string): Promise<Claim | null> => {
  const row = await db.selectFrom('claims').select(['person', 'name', 'since', 'until']).where('story', '=', story).executeTakeFirst()
  return row && Date.parse(row.until) > Date.parse(now()) ? { ...row } : null
}

const othersClaim = ({ name, until }: Claim) => failed('claimed-by-other', `${name} has this piece in hand until ${until}.`, { name, until })

/** A stage's acts belong to who has the piece in hand, where anybody has: `claimed-by-other` {name, until}. */
export const checkClaim = async (parts: Pick<Parts, 'db' | 'now'>, story: string, person: Person): Promise<Outcome<null>> => {
  const claim = await readClaim(parts, story)
  return claim && claim.person !== person.id ? othersClaim(claim) : ok(null)
}

const checkMayClaim = (standing: Standing, person: Person): Outcome<null> => {
  if (standing.state !== 'inReview' && standing.state !== 'held') return failed('not-in-review', 'The piece is not in review.', { state: standing.state })
  return [standing.author, ...standing.coauthors.map((author) => author.person)].includes(person.id) ? failed('own-piece', 'Nobody reviews or signs off their own piece.') : ok(null)
}

/**
 * Takes a piece in hand for CLAIM_MINUTES, or renews that. Somebody else's claim stands until it runs out, unless it is taken over by who the policy
 * lets: then the working copy is kept first. Refuses `piece-unknown`, `not-in-review`, `own-piece`, `claimed-by-other` {name, until}, `role-lacking` {stage}.
 */
export const claim = async (parts: Parts, story: string, person: Person, takeOver: boolean): Promise<Outcome<Claim>> => {
  // What the holder wrote a moment ago is in what is kept.
  if (takeOver) await parts.live.cut(story)
  const claimed = await parts.journal.run(async (): Promise<Outcome<Claim>> => {
    const standing = await readStanding(parts.db, story)
    if (!standing) return failed('piece-unknown', 'The desk has no such piece.', { story })
    const allowed = checkMayClaim(standing, person)
    if (!allowed.ok) return allowed
    const held = await readClaim(parts, story)
    if (held && held.person !== person.id) {
      if (!takeOver) return othersClaim(held)
      const rules = rulesOf(await parts.policies.of(parts.db, standing))
      const stage = rules.stages[standing.stage]?.id ?? ''
      if (!hasRole(await rightsNow(parts, person), rules.powers.takeOver, standing.channel)) return failed('role-lacking', `Taking over is for ${rules.powers.takeOver.join(', ')}.`, { stage })
      await keepWorking(parts, story, 'takeover', person.name)
    }
    const at = Date.parse(parts.now())
    const since = held?.person === person.id ? held.since : new Date(at).toISOString()
    const row = { person: person.id, name: person.name, since, until: new Date(at + CLAIM_MINUTES * 60_000).toISOString() }
    await parts.db
      .insertInto('claims')
      .values({ story, ...row })
      .onConflict((conflict) => conflict.column('story').doUpdateSet(row))
      .execute()
    return ok(row)
  })
  if (claimed.ok && takeOver) await parts.live.reset(story, 'takeover')
  if (claimed.ok) parts.changed({ kind: 'claim', story })
  return claimed
}

/** Lets a piece out of one's hands. Nothing where it is in nobody's or somebody else's. */
export const release = async (parts: Parts, story: string, person: Person): Promise<Outcome<null>> => {
  const gone = await parts.db.deleteFrom('claims').where('story', '=', story).where('person', '=', person.id).executeTakeFirst()
  if (gone.numDeletedRows > 0n) parts.changed({ kind: 'claim', story })
  return ok(null)
}
