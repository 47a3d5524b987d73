import type { DeskClient } from '../../src-shared/desk-api/client'
import { ENROL_TYPE, type Health } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { PublicKey, Sign } from './statement'

/** Makes sure the desk knows this person's key, proving it is theirs. Safe to repeat. */
export const ensureEnrolled = async (person: string, parts: { client: DeskClient; health: Health; sign: Sign; publicKey: PublicKey }): Promise<Outcome<null>> => {
  const key = parts.publicKey(person)
  if (!key.ok) return key
  const self = await parts.client.call('self')
  if (!self.ok) return self
  if (self.value.keys.some(({ id }) => id === key.value.id)) return ok(null)
  const proof = parts.sign(person, ENROL_TYPE, new TextEncoder().encode(`${parts.health.desk.key} ${person}`))
  if (!proof.ok) return proof
  const enrolled = await parts.client.call('enrolKey', { body: { publicKey: key.value.publicKey, proof: proof.value.signatures[0]?.sig ?? '' } })
  return enrolled.ok ? ok(null) : enrolled
}
