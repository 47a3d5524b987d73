import { Fault } from '../../src-shared/outcome'
import type { DeskIdentity } from '../../src-shared/publication/piece'
import { rulesOf, type Policy, type Rules } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import type { Crypto } from '../../src-shared/signoff/check'
import { envelopeSchema } from '../../src-shared/signoff/envelope'
import { checkRecord } from '../../src-shared/signoff/records'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { Database } from './database'

/** A policy the house set, and the ledger's line that says so; line 0 is the one the desk was opened with. */
export type KnownPolicy = { seq: number; digest: string; policy: Policy; at: string; by: string }

/** Every policy of the house, read from the desk's signed records: whoever writes into the tables cannot make one. */
export type PolicyBook = {
  /** Those that were set, oldest first; the last is in force. Throws Fault `policy-record-damaged` {line}. */
  read: (db: Database) => Promise<KnownPolicy[]>
  /** The one in force: the last set, or the one the desk was opened with. */
  current: (db: Database) => Promise<KnownPolicy>
  /** Rules by digest, for all of them and the one the desk was opened with. */
  byDigest: (db: Database) => Promise<ReadonlyMap<string, { policy: Policy; rules: Rules }>>
  /** The one a standing runs under. */
  of: (db: Database, standing: Pick<Standing, 'policy'>) => Promise<Policy>
  /** The one in force as last read. */
  latest: () => Policy
}

/** The SHA-256 a policy goes by. */
export const policyDigest = (policy: Policy, crypto: Crypto): string => crypto.sha256(canonicalBytes(policy))

/** Opens the book. `given` is the policy the desk was opened with; statements older than the first record were made under it. */
export const openPolicies = (given: Policy, desk: DeskIdentity, crypto: Crypto): PolicyBook => {
  const first: KnownPolicy = { seq: 0, digest: policyDigest(given, crypto), policy: given, at: '', by: 'desk' }
  const known = new Map<number, KnownPolicy & { rules: Rules }>()
  let latest = first
  const check = (seq: number, digest: string, envelope: string): KnownPolicy & { rules: Rules } => {
    const checked = checkRecord(envelopeSchema.parse(JSON.parse(envelope)), desk, crypto)
    if (!checked.ok || checked.value.statement.kind !== 'policySet' || checked.value.statement.digest !== digest) throw new Fault('policy-record-damaged', `The record of the policy at line ${String(seq)} does not hold.`, { line: seq })
    const { policy, at, by } = checked.value.statement
    return { seq, digest, policy, at, by, rules: rulesOf(policy) }
  }
  const readAll = async (db: Database): Promise<(KnownPolicy & { rules: Rules })[]> => {
    const lines = await db.selectFrom('policies').select(['seq', 'digest']).orderBy('seq').execute()
    const fresh = lines.filter(({ seq, digest }) => known.get(seq)?.digest !== digest)
    // A record that held once is kept; only what is new is read and checked.
    if (fresh.length > 0)
      for (const row of await db.selectFrom('policies').selectAll().where('seq', 'in', fresh.map(({ seq }) => seq)).execute()) known.set(row.seq, check(row.seq, row.digest, row.envelope))
    const all = lines.flatMap(({ seq }) => known.get(seq) ?? [])
    latest = all.at(-1) ?? first
    return all
  }
  const byDigest: PolicyBook['byDigest'] = async (db) => new Map([{ ...first, rules: rulesOf(given) }, ...(await readAll(db))].map(({ digest, policy, rules }) => [digest, { policy, rules }]))
  return {
    read: readAll,
    current: async (db) => (await readAll(db)).at(-1) ?? first,
    byDigest,
    of: async (db, { policy }) => (await byDigest(db)).get(policy)?.policy ?? given,
    latest: () => latest.policy,
  }
}
