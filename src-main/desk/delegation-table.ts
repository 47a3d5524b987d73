import type { Lent } from '../../src-shared/desk-api/pieces'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import { roleSchema, type Person, type Role } from '../../src-shared/review/people'
import type { Crypto } from '../../src-shared/signoff/check'
import { envelopeSchema, readPayload, type Envelope } from '../../src-shared/signoff/envelope'
import { evidenceOf, type CheckedDelegation } from '../../src-shared/signoff/evidence'
import { DELEGATION_TYPE, delegationStatementSchema } from '../../src-shared/signoff/statement'
import type { Database } from './database'
import { readKeys } from './keys'

/** How delegations are looked up: by ids, by giver or receiver, those somebody may act under at a time, or every one. */
export type LentFilter = { ids: readonly string[] } | { person: string } | { runningFor: string; at: string } | 'all'

type Reading = { db: Database; desk: DeskIdentity; crypto: Crypto }

const keyOf = (envelope: Envelope): string => envelope.signatures[0]?.keyid ?? ''

/** Reads delegations, newest first, each with its signature and its giver's right checked again; what does not hold is left out. */
export const readDelegations = async ({ db, desk, crypto }: Reading, filter: LentFilter): Promise<Lent[]> => {
  if (filter !== 'all' && 'ids' in filter && filter.ids.length === 0) return []
  const rows = await db
    .selectFrom('delegations')
    .select(['id', 'ended_at', 'envelope'])
    .where((where) => {
      if (filter === 'all') return where('seq', '>', 0)
      if ('ids' in filter) return where('id', 'in', [...filter.ids])
      if ('person' in filter) return where.or([where('giver', '=', filter.person), where('receiver', '=', filter.person)])
      const at = new Date(filter.at).toISOString()
      return where.and([where('receiver', '=', filter.runningFor), where('not_before', '<=', at), where('not_after', '>=', at), where('ended_at', 'is', null)])
    })
    .orderBy('seq', 'desc')
    .execute()
  if (rows.length === 0) return []
  const envelopes = rows.map(({ envelope }) => envelopeSchema.parse(JSON.parse(envelope)))
  const keys = (await readKeys(db, { ids: [...new Set(envelopes.map(keyOf))] }, desk, crypto)).map(({ key }) => key)
  const { delegations } = evidenceOf({ desk: desk.key, keys, policies: [], delegations: envelopes }, crypto)
  return rows.flatMap(({ id, ended_at: endedAt }, index): Lent[] => {
    const [delegation, envelope] = [delegations.get(id), envelopes[index]]
    const read = envelope ? readPayload(envelope, DELEGATION_TYPE, delegationStatementSchema) : null
    if (!delegation || !envelope || !read?.ok || read.value.kind !== 'given') return []
    const { signer, to, reason, at } = read.value
    return [{ delegation, fromName: signer.name, toName: to.name, reason, at, endedAt, envelope }]
  })
}

const higher = (one: Role, other: Role): Role => (roleSchema.options.indexOf(one) >= roleSchema.options.indexOf(other) ? one : other)

/** Somebody with what is lent to them now counted as their own: for what they may see and ask; whether an act fits is decide()'s. */
export const withLent = (person: Person, lent: readonly Lent[]): Person =>
  lent.reduce<Person>(
    (holder, { delegation: { role, channel } }) =>
      channel.length === 0 ? { ...holder, role: higher(holder.role, role) } : { ...holder, grants: [...(holder.grants ?? []), { role, channel }] },
    person,
  )

/** Somebody with the rights that run for them now. */
export const rightsNow = async (parts: Reading & { now: () => string }, person: Person): Promise<Person> => withLent(person, await readDelegations(parts, { runningFor: person.id, at: parts.now() }))

/** Puts a delegation, or its end, into the table. */
export const projectDelegation = async (db: Database, entry: { seq: number; receivedAt: string }, { id, statement, envelope, key }: CheckedDelegation): Promise<void> => {
  if (statement.kind === 'ended') {
    await db.updateTable('delegations').set({ ended_at: entry.receivedAt }).where('id', '=', statement.delegation).where('ended_at', 'is', null).execute()
    return
  }
  const { to, notBefore, notAfter } = statement
  const times = { not_before: new Date(notBefore).toISOString(), not_after: new Date(notAfter).toISOString() }
  await db.insertInto('delegations').values({ id, seq: entry.seq, giver: key.person, receiver: to.person, ...times, ended_at: null, envelope: JSON.stringify(envelope) }).execute()
}
