import type { Lent } from '../../src-shared/desk-api/pieces'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { DELEGATION_DAYS, mayLend } from '../../src-shared/review/delegation'
import type { Person } from '../../src-shared/review/people'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { checkDelegation, evidenceOf, type CheckedDelegation } from '../../src-shared/signoff/evidence'
import { checkClock } from './clock'
import { checkCurrent } from './credentials'
import { readDelegations } from './delegation-table'
import { readKeys } from './keys'
import type { Parts } from './parts'

const checkGiven = async (parts: Parts, { statement, key }: CheckedDelegation): Promise<Outcome<null>> => {
  if (statement.kind !== 'given') return ok(null)
  const receiver = (await parts.accounts.list()).find(({ id }) => id === statement.to.person)
  if (!receiver || receiver.name !== statement.to.name) return failed('person-unknown', 'The desk knows nobody like that.', { id: statement.to.person })
  if (receiver.id === key.person) return failed('delegation-self', 'Nobody lends a right to themselves.')
  const [from, to] = [Date.parse(statement.notBefore), Date.parse(statement.notAfter)]
  if (to <= from || to <= Date.parse(parts.now())) return failed('delegation-over', 'The delegation would end before it begins, or has ended already.')
  if (to - from > DELEGATION_DAYS * 86_400_000 || to > Date.parse(parts.now()) + 2 * DELEGATION_DAYS * 86_400_000) return failed('delegation-too-long', `A delegation runs ${String(DELEGATION_DAYS)} days at most.`, { days: DELEGATION_DAYS })
  return ok(null)
}

const checkEnded = async (parts: Parts, { statement }: CheckedDelegation, person: Person): Promise<Outcome<null>> => {
  if (statement.kind !== 'ended') return ok(null)
  const [lent] = await readDelegations(parts, { ids: [statement.delegation] })
  const concerned = lent && [lent.delegation.from, lent.delegation.to].includes(person.id)
  return concerned || (lent && person.role === 'admin') ? ok(null) : failed('delegation-unknown', 'There is no such delegation.', { delegation: statement.delegation })
}

/**
 * Takes a signed delegation, or its end: by the giver, the receiver, or an administrator. The same sent again answers the same. Refuses what
 * checkDelegation refuses, `signer-mismatch`, `credential-stale`, `key-revoked`, `clock-ahead`, `person-unknown`, `delegation-self`, `delegation-over`,
 * `delegation-too-long` {days}, `delegation-unknown`.
 */
export const delegate = (parts: Parts, person: Person, envelope: Envelope): Promise<Outcome<Lent>> =>
  parts.journal.run(async () => {
    const enrolments = await readKeys(parts.db, { ids: [envelope.signatures[0]?.keyid ?? ''] }, parts.desk, parts.crypto)
    const evidence = evidenceOf({ desk: parts.desk.key, keys: enrolments.map(({ key }) => key), policies: [], delegations: [] }, parts.crypto)
    const checked = checkDelegation(envelope, evidence, parts.crypto)
    if (!checked.ok) return checked
    const { statement, key, id } = checked.value
    if (key.person !== person.id) return failed('signer-mismatch', `The statement is signed by ${key.name}, not by who is signed in.`, { name: key.name })
    const given = statement.kind === 'given' ? id : statement.delegation
    const answer = async (): Promise<Outcome<Lent>> => {
      const [lent] = await readDelegations(parts, { ids: [given] })
      return lent ? ok(lent) : failed('delegation-unknown', 'There is no such delegation.', { delegation: given })
    }
    for (const held of [checkCurrent(enrolments, { key: key.id, credential: statement.signer.credential }, person), checkClock(statement.at, parts.now()), await checkGiven(parts, checked.value), await checkEnded(parts, checked.value, person)]) if (!held.ok) return held
    const known = await parts.db.selectFrom('delegations').select('ended_at').where('id', '=', given).executeTakeFirst()
    if (statement.kind === 'given' ? !known : known?.ended_at === null) await parts.journal.commit(envelope)
    return answer()
  })

/** The delegations somebody may know of: those they gave or were given; every one for chiefs and administrators. */
export const listDelegations = (parts: Parts, person: Person): Promise<Lent[]> => readDelegations(parts, person.role === 'chief' || person.role === 'admin' ? 'all' : { person: person.id })

/**
 * Whether an act may be done under that delegation now, by the desk's own clock and by what the giver still is: `delegation-over`, `delegation-unknown`,
 * `delegation-beyond` {role}. Whether it covers the act is decide()'s.
 */
export const checkRunning = async (parts: Parts, id: string | null): Promise<Outcome<null>> => {
  if (id === null) return ok(null)
  const [lent] = await readDelegations(parts, { ids: [id] })
  if (!lent) return failed('delegation-unknown', 'There is no such delegation.', { delegation: id })
  const { delegation, endedAt } = lent
  if (endedAt !== null || Date.parse(parts.now()) > Date.parse(delegation.notAfter)) return failed('delegation-over', 'The delegation has ended.')
  const giver = (await parts.accounts.list()).find(({ id: person }) => person === delegation.from)
  if (!giver || !mayLend(giver, delegation)) return failed('delegation-beyond', 'Nobody lends what they do not have.', { role: delegation.role })
  return ok(null)
}
