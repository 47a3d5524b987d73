import type { DeskClient } from '../../src-shared/desk-api/client'
import { ENROL_TYPE, type Health } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { PublicKey, Sign } from './statement'

/** Proofs made while a key was open, kept so that a submission still goes after a restart that locked it. Not secret: a proof enrols only its own key for its own person. */
export type ProofStore = { read: (name: string) => string | undefined; keep: (name: string, proof: string) => Promise<void> }

type Parts = { health: Health; sign: Sign; publicKey: PublicKey; proofs: ProofStore }

/** The proof that a person's key is theirs, for this desk: as kept, else signed now and kept. Refuses as signing does. */
export const proveKey = async (person: string, parts: Parts): Promise<Outcome<{ key: string; publicKey: string; proof: string }>> => {
  const key = parts.publicKey(person)
  if (!key.ok) return key
  const { id, publicKey } = key.value
  const name = `${parts.health.desk.key} ${person} ${id}`
  const kept = parts.proofs.read(name)
  if (kept !== undefined) return ok({ key: id, publicKey, proof: kept })
  const signed = parts.sign(person, ENROL_TYPE, new TextEncoder().encode(`${parts.health.desk.key} ${person}`))
  if (!signed.ok) return signed
  const proof = signed.value.signatures[0]?.sig ?? ''
  await parts.proofs.keep(name, proof)
  return ok({ key: id, publicKey, proof })
}

/** Makes sure the desk knows this person's key. Safe to repeat. */
export const ensureEnrolled = async (person: string, parts: Parts & { client: DeskClient }): Promise<Outcome<null>> => {
  const proven = await proveKey(person, parts)
  if (!proven.ok) return proven
  const self = await parts.client.call('self')
  if (!self.ok) return self
  if (self.value.keys.some(({ id }) => id === proven.value.key)) return ok(null)
  const enrolled = await parts.client.call('enrolKey', { body: { publicKey: proven.value.publicKey, proof: proven.value.proof } })
  return enrolled.ok ? ok(null) : enrolled
}
