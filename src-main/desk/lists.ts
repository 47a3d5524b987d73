import { shownLists, type CurrentLists, type ListsVersion } from '../../src-shared/desk-api/lists-routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { listsBytes, type Lists } from '../../src-shared/proofing/house/lists'
import type { Person } from '../../src-shared/review/people'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { evidenceOf } from '../../src-shared/signoff/evidence'
import { checkLists } from '../../src-shared/signoff/lists'
import { checkClock } from './clock'
import { checkCurrent } from './credentials'
import { readKeys, shownKey } from './keys'
import { readListsVersions } from './lists-table'
import type { Attachment, Parts } from './parts'

/** Versions that are told; older ones stay on record. */
const TOLD = 500

/** The lists in force; null where the house has none. */
export const currentLists = async (parts: Parts): Promise<CurrentLists> => {
  const [known] = await readListsVersions(parts, 1)
  return known ? { version: shownLists(known.checked), keys: known.keys.map(shownKey) } : null
}

/** The versions there were, newest first. */
export const listListsVersions = async (parts: Parts): Promise<ListsVersion[]> => (await readListsVersions(parts, TOLD)).map(({ checked }) => shownLists(checked))

/** The file of a version of the lists, and of nothing else: `lists-unknown`, `lists-altered`. */
export const listsFile = async (parts: Parts, sha256: string): Promise<Outcome<Attachment>> => {
  const known = await parts.db.selectFrom('house_lists').select('id').where('sha256', '=', sha256).limit(1).executeTakeFirst()
  if (!known) return failed('lists-unknown', 'The house has no such lists.', { digest: sha256 })
  const bytes = await parts.files.revision(sha256)
  return bytes === null || bytes === 'damaged' ? failed('lists-altered', 'The stored lists are not the ones that were signed.', { digest: sha256 }) : ok({ bytes, mediaType: 'application/json' })
}

/**
 * Takes the next version of the house's lists. The same sent again answers the same. Refuses what checkLists refuses, `signer-mismatch`, `credential-stale`, `key-revoked`, `clock-ahead`,
 * `lists-mismatch` (the statement names another file) and `lists-stale` {number} where somebody else has saved since.
 */
export const saveLists = (parts: Parts, person: Person, { envelope, lists }: { envelope: Envelope; lists: Lists }): Promise<Outcome<ListsVersion>> =>
  parts.journal.run(async () => {
    const enrolments = await readKeys(parts.db, { ids: [envelope.signatures[0]?.keyid ?? ''] }, parts.desk, parts.crypto)
    const evidence = evidenceOf({ desk: parts.desk.key, keys: enrolments.map(({ key }) => key), policies: [], delegations: [] }, parts.crypto)
    const checked = checkLists(envelope, evidence, parts.crypto)
    if (!checked.ok) return checked
    const { id, statement, key } = checked.value
    if (key.person !== person.id) return failed('signer-mismatch', `The statement is signed by ${key.name}, not by who is signed in.`, { name: key.name })
    const newest = (await readListsVersions(parts, 1))[0]?.checked
    if (newest?.id === id) return ok(shownLists(newest))
    for (const held of [checkCurrent(enrolments, { key: key.id, credential: statement.signer.credential }, person), checkClock(statement.at, parts.now())]) if (!held.ok) return held
    if (statement.previous !== (newest?.id ?? null) || statement.number !== (newest?.statement.number ?? 0) + 1) return failed('lists-stale', 'Somebody has saved the lists since.', { number: newest?.statement.number ?? 0 })
    const bytes = listsBytes(lists.rows)
    if (parts.crypto.sha256(bytes) !== statement.sha256 || lists.rows.length !== statement.rows) return failed('lists-mismatch', 'The lists are not the ones that were signed.', { digest: statement.sha256 })
    // The file first: a line of the ledger never names one that is not there.
    await parts.files.putRevision(statement.sha256, bytes)
    await parts.journal.commit(envelope)
    return ok(shownLists(checked.value))
  })
