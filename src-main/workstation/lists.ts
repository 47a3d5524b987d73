import type { HeldLists } from '../../src-shared/bridge/house'
import type { DeskClient } from '../../src-shared/desk-api/client'
import { shownLists, type CurrentLists } from '../../src-shared/desk-api/lists-routes'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { readLists } from '../../src-shared/proofing/house/lists'
import type { Row } from '../../src-shared/proofing/house/row'
import type { Crypto } from '../../src-shared/signoff/check'
import { evidenceOf } from '../../src-shared/signoff/evidence'
import { checkLists } from '../../src-shared/signoff/lists'
import type { KeptLists } from './kept-lists'
import { isAway } from './reach'

/** What the house's lists are read with. */
export type ListsReading = { client: DeskClient; health: Health; crypto: Crypto; kept: KeptLists; now: () => string }

const none = ({ name }: Health): HeldLists => ({ version: null, rows: [], own: name, asOf: null })

/** The rows of a file, if it is the one of that digest. `lists-altered` where it is another. */
const rowsOf = (bytes: Uint8Array, sha256: string, crypto: Crypto): Outcome<Row[]> => {
  if (crypto.sha256(bytes) !== sha256) return failed('lists-altered', 'The stored lists are not the ones that were signed.', { digest: sha256 })
  const read = readLists(bytes)
  return read.ok ? ok(read.value.rows) : read
}

/** A version with its file, believed only once signature, right and digest hold on this machine. */
const checked = ({ version, keys }: NonNullable<CurrentLists>, file: Uint8Array, asOf: string | null, { health, crypto }: ListsReading): Outcome<HeldLists> => {
  const signed = checkLists(version.envelope, evidenceOf({ desk: health.desk.key, keys, policies: [], delegations: [] }, crypto), crypto)
  if (!signed.ok) return signed
  const rows = rowsOf(file, signed.value.statement.sha256, crypto)
  return rows.ok ? ok({ version: shownLists(signed.value), rows: rows.value, own: health.name, asOf }) : rows
}

/** The rows of any version, by its digest. */
export const readVersion = async (sha256: string, { client, health, crypto, kept }: ListsReading): Promise<Outcome<Row[]>> => {
  const known = await kept.read(health.desk.key)
  const here = known && rowsOf(new TextEncoder().encode(known.file), sha256, crypto)
  if (here?.ok) return here
  const file = await client.call('listsFile', { params: { sha256 } })
  return file.ok ? rowsOf(file.value, sha256, crypto) : file
}

/** The lists as the desk has them now, kept for when it is away. */
export const readLatest = async (parts: ListsReading): Promise<Outcome<HeldLists>> => {
  const { client, health, kept } = parts
  const answer = await client.call('lists')
  if (!answer.ok) return answer
  if (answer.value === null) return ok(none(health))
  const { version } = answer.value
  const known = await kept.read(health.desk.key)
  if (known?.version.id === version.id) {
    const here = checked(answer.value, new TextEncoder().encode(known.file), null, parts)
    if (here.ok) return here // What was kept and no longer holds is fetched again.
  }
  const file = await client.call('listsFile', { params: { sha256: version.sha256 } })
  if (!file.ok) return file
  const lists = checked(answer.value, file.value, null, parts)
  // A full disk costs reading them away from the desk, not reading them.
  if (lists.ok) await kept.keep(health.desk.key, { at: parts.now(), ...answer.value, file: new TextDecoder().decode(file.value) }).catch(() => undefined)
  return lists
}

/** The lists as the desk has them or, where it cannot be asked, as it last did. */
export const readHouseLists = async (parts: ListsReading): Promise<Outcome<HeldLists>> => {
  const latest = await readLatest(parts)
  if (latest.ok || !(isAway(latest.code) || latest.code === 'not-signed-in')) return latest
  const known = await parts.kept.read(parts.health.desk.key)
  return known ? checked(known, new TextEncoder().encode(known.file), known.at, parts) : latest
}
