import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { EnrolledKey } from '../../src-shared/signoff/check'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { readKeys, type Enrolment } from './keys'
import type { Parts } from './parts'

/** True where the desk's record of a key says what the account says now: name, role, and further roles by channel. */
export const saysTheSame = (key: EnrolledKey, person: Person): boolean =>
  key.name === person.name && key.role === person.role && Buffer.from(canonicalBytes(key.grants ?? [])).equals(canonicalBytes(person.grants ?? []))

/** Puts on record who holds a key and in which roles. Inside journal.run. */
export const recordKey = async (parts: Parts, person: Person, key: { id: string; publicKey: string; device?: string | undefined }): Promise<EnrolledKey> => {
  const { id, publicKey, device } = key
  const rights = { person: person.id, name: person.name, role: person.role, ...(person.grants && person.grants.length > 0 ? { grants: person.grants } : {}) }
  const named = { ...rights, publicKey, ...(device === undefined ? {} : { device }), at: parts.now() }
  const statement = { type: 'stet.record/1', kind: 'keyEnrolled', desk: parts.desk.key, ...named, key: id } as const
  await parts.journal.commit(parts.signRecord(statement))
  return { id, ...named, credential: parts.crypto.sha256(canonicalBytes(statement)), revokedAt: null }
}

/** The newest record of every key, of those given. */
const newest = (enrolments: readonly Enrolment[]): EnrolledKey[] => [...new Map(enrolments.map(({ key }) => [key.id, key])).values()]

/**
 * Puts somebody's rights on record for every key of theirs that still counts, after they were changed. Call it inside journal.run, once the account
 * says the new ones; what they sign under the old ones is then `credential-stale`.
 */
export const renewCredentials = async (parts: Parts, person: Person): Promise<void> => {
  for (const key of newest(await readKeys(parts.db, { person: person.id }, parts.desk, parts.crypto))) if (!key.revokedAt && !saysTheSame(key, person)) await recordKey(parts, person, key)
}

/**
 * Whether a key may sign now under that credential: not ended, the newest record of it, and saying what the account says. `key-revoked` {name, at} or
 * `credential-stale`; after the latter the key is enrolled anew and the act signed again.
 */
export const checkCurrent = (enrolments: readonly Enrolment[], signer: { key: string; credential: string | null }, person: Person): Outcome<null> => {
  const last = enrolments.findLast(({ key }) => key.id === signer.key)?.key
  if (last?.revokedAt) return failed('key-revoked', `The key of ${last.name} was revoked at ${last.revokedAt}.`, { name: last.name, at: last.revokedAt })
  if (!last || last.credential !== signer.credential || !saysTheSame(last, person)) return failed('credential-stale', 'What the desk has on record of this key has changed since; enrol it again and sign again.')
  return ok(null)
}

/** The latest time anything was signed with a key, as its statements say; acts may be dated a little ahead. */
const lastSigned = async (parts: Parts, key: string): Promise<number> => {
  const acts = await parts.db.selectFrom('events').select('at').where('key', '=', key).orderBy('seq', 'desc').limit(200).execute()
  const lists = await parts.db.selectFrom('house_lists').select('at').where('key', '=', key).orderBy('seq', 'desc').limit(200).execute()
  return Math.max(0, ...[...acts, ...lists].map(({ at }) => Date.parse(at)))
}

/**
 * Ends a key: one's own, or anybody's by an administrator. What it signed before still verifies. Again changes nothing. Refuses `key-unknown` (also for
 * somebody else's key).
 */
export const revokeKey = (parts: Parts, person: Person, key: string, reason: string): Promise<Outcome<null>> =>
  parts.journal.run(async () => {
    const known = (await readKeys(parts.db, { ids: [key] }, parts.desk, parts.crypto)).at(-1)?.key
    if (!known || (known.person !== person.id && person.role !== 'admin')) return failed('key-unknown', `Key ${key.slice(0, 12)} is not enrolled.`, { key })
    if (known.revokedAt) return ok(null)
    // What was accepted stays: the key ends after the last thing it signed, even where that was dated minutes ahead.
    const at = new Date(Math.max(Date.parse(parts.now()), (await lastSigned(parts, key)) + 1)).toISOString()
    await parts.journal.commit(parts.signRecord({ type: 'stet.record/1', kind: 'keyRevoked', desk: parts.desk.key, key, person: known.person, reason, by: person.id, at }))
    return ok(null)
  })
