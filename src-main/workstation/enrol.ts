import type { DeskClient } from '../../src-shared/desk-api/client'
import { ENROL_TYPE, type Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person, Rights } from '../../src-shared/review/people'
import type { EnrolledKey } from '../../src-shared/signoff/check'
import type { Credential, PublicKey, Sign } from './statement'

/** Proofs made while a key was open, kept so that a submission still goes after a restart that locked it. Not secret: a proof enrols only its own key for its own person. */
export type ProofStore = { read: (name: string) => string | undefined; keep: (name: string, proof: string) => Promise<void> }

/** Credentials as last heard from each desk, so that acts can be signed while it is away. Not secret. */
export type CredentialStore = { read: (name: string) => Credential | undefined; keep: (name: string, credential: Credential) => Promise<void> }

type Proving = { health: Health; sign: Sign; publicKey: PublicKey; proofs: ProofStore }
type Parts = Proving & { credentials: CredentialStore; /** What this machine is called. */ device: string }

const nameOf = (health: Health, person: string, key: string): string => `${health.desk.key} ${person} ${key}`

/** The proof that a person's key is theirs, for this desk: as kept, else signed now and kept. Refuses as signing does. */
export const proveKey = async (person: string, parts: Proving): Promise<Outcome<{ key: string; publicKey: string; proof: string }>> => {
  const key = parts.publicKey(person)
  if (!key.ok) return key
  const { id, publicKey } = key.value
  const name = nameOf(parts.health, person, id)
  const kept = parts.proofs.read(name)
  if (kept !== undefined) return ok({ key: id, publicKey, proof: kept })
  const signed = parts.sign(person, ENROL_TYPE, new TextEncoder().encode(`${parts.health.desk.key} ${person}`))
  if (!signed.ok) return signed
  const proof = signed.value.signatures[0]?.sig ?? ''
  await parts.proofs.keep(name, proof)
  return ok({ key: id, publicKey, proof })
}

const grantsOf = (rights: Rights): string => JSON.stringify([...(rights.grants ?? [])].map(({ role, channel }) => `${role} ${channel.join('/')}`).sort())

/** True where a key's record says of its person what the desk's account says today. */
const isCurrent = (key: EnrolledKey, person: Person): boolean => key.name === person.name && key.role === person.role && grantsOf(key) === grantsOf(person)

const credentialOf = (key: EnrolledKey): Credential | null =>
  key.credential === undefined ? null : { id: key.credential, key: key.id, name: key.name, role: key.role, ...(key.grants && { grants: [...key.grants] }) }

/** The newest record of one key, as the desk lists them: each further one replaces the one before. */
const newestOf = (keys: readonly EnrolledKey[], id: string): EnrolledKey | undefined =>
  keys.filter((key) => key.id === id && key.credential !== undefined).reduce<EnrolledKey | undefined>((best, key) => (best && (best.at ?? '') > (key.at ?? '') ? best : key), undefined)

/** The credential this person's key had when the desk was last heard; null where that desk never knew it. */
export const rememberedCredential = (person: string, parts: Pick<Parts, 'health' | 'publicKey' | 'credentials'>): Outcome<Credential | null> => {
  const key = parts.publicKey(person)
  return key.ok ? ok(parts.credentials.read(nameOf(parts.health, person, key.value.id)) ?? null) : key
}

/** Makes sure the desk knows this person's key in the roles they have there today; answers the record that says so, and remembers it. Safe to repeat. Refuses `key-revoked`, `desk-older`, and as the desk does. */
export const ensureEnrolled = async (person: string, parts: Parts & { client: DeskClient }): Promise<Outcome<Credential>> => {
  const proven = await proveKey(person, parts)
  if (!proven.ok) return proven
  const self = await parts.client.call('self')
  if (!self.ok) return self
  const { key, publicKey, proof } = proven.value
  let known = newestOf(self.value.keys, key)
  if (known?.revokedAt) return failed('key-revoked', `The key of ${known.name} was revoked at ${known.revokedAt}.`, { name: known.name, at: known.revokedAt })
  if (!known || !isCurrent(known, self.value.person)) {
    const enrolled = await parts.client.call('enrolKey', { body: { publicKey, proof, device: parts.device.slice(0, 100) } })
    if (!enrolled.ok) return enrolled
    known = enrolled.value
  }
  const credential = credentialOf(known)
  if (!credential) return failed('desk-older', 'The desk runs an older Stet and does not say which record of a key it goes by.')
  const name = nameOf(parts.health, person, key)
  if (JSON.stringify(parts.credentials.read(name)) !== JSON.stringify(credential)) await parts.credentials.keep(name, credential)
  return ok(credential)
}
