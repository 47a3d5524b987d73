import type { DeskClient } from '../../src-shared/desk-api/client'
import { ENROL_TYPE, type Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'

type NextKey = { id: string; publicKey: string; sign: (payloadType: string, payload: Uint8Array) => Envelope }

/** What changing a key needs of the signer. */
export type Rotating = {
  beginRotation: (person: string, current: string | null, next: string | null) => Promise<Outcome<NextKey>>
  finishRotation: (person: string, next: NextKey) => Promise<Outcome<unknown>>
  ended: (person: string) => Promise<string[]>
}

/** Why a key that was changed for another was ended, as the desk's record says. */
const REASON = 'The holder changed it for a new key.'

/** Tells the desk of keys this machine ended, where it still takes them: a rotation may have been cut off before it did. Fails as the desk does. */
export const endOldKeys = async (person: string, parts: { client: DeskClient; signer: Rotating }): Promise<Outcome<null>> => {
  const ended = await parts.signer.ended(person)
  if (ended.length === 0) return ok(null)
  const self = await parts.client.call('self')
  if (!self.ok) return self
  const standing = new Set(self.value.keys.filter(({ revokedAt }) => !revokedAt).map(({ id }) => id))
  for (const key of ended) {
    if (!standing.has(key)) continue
    const revoked = await parts.client.call('revokeKey', { params: { key }, body: { reason: REASON } })
    if (!revoked.ok) return revoked
  }
  return ok(null)
}

/**
 * Changes a person's key for a new one: made beside the old, known to the desk, put in the old one's place, and only then the old one ended. Cut off
 * at any point, the next attempt goes on; at no point is there no key the desk takes. `rotate-waiting` while something signed with the old one waits.
 */
export const rotateKey = async (person: string, secrets: { current: string | null; next: string | null }, parts: { client: DeskClient; health: Health; signer: Rotating; waiting: number; device: string; keepProof: (name: string, proof: string) => Promise<void> }): Promise<Outcome<null>> => {
  if (parts.waiting > 0) return failed('rotate-waiting', 'What was signed with this key is still waiting to be sent.', { count: parts.waiting })
  const next = await parts.signer.beginRotation(person, secrets.current, secrets.next)
  if (!next.ok) return next
  const { id, publicKey, sign } = next.value
  const proof = sign(ENROL_TYPE, new TextEncoder().encode(`${parts.health.desk.key} ${person}`)).signatures[0]?.sig ?? ''
  const enrolled = await parts.client.call('enrolKey', { body: { publicKey, proof, device: parts.device.slice(0, 100) } })
  if (!enrolled.ok) return enrolled
  await parts.keepProof(`${parts.health.desk.key} ${person} ${id}`, proof)
  const finished = await parts.signer.finishRotation(person, next.value)
  return finished.ok ? endOldKeys(person, parts) : finished
}
