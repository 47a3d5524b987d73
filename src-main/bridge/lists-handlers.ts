import { join } from 'node:path'

import { TABLE_BYTES, type SavedLists } from '../../src-shared/bridge/house'
import type { Input } from '../../src-shared/bridge/contract'
import type { ListsVersion } from '../../src-shared/desk-api/lists-routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { cellsOf, readRows } from '../../src-shared/proofing/house/csv'
import { inOrder, listsBytes } from '../../src-shared/proofing/house/lists'
import { mergeRows } from '../../src-shared/proofing/house/merge'
import type { Row } from '../../src-shared/proofing/house/row'
import { LISTS_TYPE, type ListsStatement } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { makeFolder, writeDurable } from '../durable/write'
import { readTable, writeTable } from '../house/table'
import { decodeText } from '../importing/text-encoding'
import { packageName } from '../publication/package-name'
import { readHouseLists, readLatest, readVersion, type ListsReading } from '../workstation/lists'
import { askingOf, type Tools } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine = 'house.lists' | 'house.versions' | 'house.version' | 'house.saveLists' | 'house.readTable' | 'house.writeTable'
type Saving = Input<'house.saveLists'>

/** How often a version is made anew because somebody else was quicker. */
const TRIES = 5

/** The house's lists: read by everybody, signed by whoever answers for them. */
export const listsHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked, withTools, credential, open } = askingOf(parts)
  const readingOf = ({ health, crypto, profile }: Tools): ListsReading => ({ client: parts.client(), health, crypto, kept: profile.lists, now: parts.now })

  /** Signs rows as the version after one, and gives them to the desk; once more where the desk knows a newer credential. */
  const sign = async (tools: Tools, rows: Row[], previous: { id: string; number: number } | null, reason: string): Promise<Outcome<ListsVersion>> => {
    const once = async (): Promise<Outcome<ListsVersion>> => {
      const held = await credential(tools)
      if (!held.ok) return held
      const statement: ListsStatement = {
        type: 'stet.lists/1', desk: tools.health.desk.key, number: (previous?.number ?? 0) + 1, sha256: tools.crypto.sha256(listsBytes(rows)), rows: rows.length, previous: previous?.id ?? null, reason,
        signer: { person: tools.person.id, name: held.value.name, key: held.value.key, credential: held.value.id }, at: tools.at,
      }
      const envelope = tools.sign(tools.person.id, LISTS_TYPE, canonicalBytes(statement))
      return envelope.ok ? asked(parts.client().call('saveLists', { body: { envelope: envelope.value, lists: { schema: 1, rows: inOrder(rows) } } })) : envelope
    }
    const first = await once()
    return first.ok || first.code !== 'credential-stale' ? first : once()
  }

  const save = async (tools: Tools, { base, rows, reason, passphrase }: Saving): Promise<Outcome<SavedLists>> => {
    const reading = readingOf(tools)
    const opened = await open(tools.person.id, passphrase)
    if (!opened.ok) return opened
    const from = base === null ? ok([]) : await asked(readVersion(base.sha256, reading))
    if (!from.ok) return from
    for (let tries = 0; ; tries += 1) {
      const latest = await asked(readLatest(reading))
      if (!latest.ok) return latest
      const { version, rows: theirs } = latest.value
      const merged = (version?.id ?? null) !== (base?.id ?? null)
      const joined = merged ? mergeRows(from.value, rows, theirs) : { rows, conflicts: [] }
      if (joined.conflicts.length > 0) return ok({ state: 'conflicts', lists: latest.value, rows: joined.rows, conflicts: joined.conflicts })
      const same = tools.crypto.sha256(listsBytes(joined.rows)) === tools.crypto.sha256(listsBytes(theirs))
      const signed = same ? ok(version) : await sign(tools, joined.rows, version, reason)
      if (!signed.ok && signed.code === 'lists-stale' && tries < TRIES) continue
      if (!signed.ok) return signed
      parts.emit({ type: 'listsChanged' })
      return ok({ state: 'saved', lists: { ...latest.value, version: signed.value, rows: inOrder(joined.rows) }, merged })
    }
  }

  return {
    'house.lists': () => withTools((tools) => readHouseLists(readingOf(tools))),
    'house.versions': () => asked(parts.client().call('listsVersions')),
    'house.version': ({ sha256 }) =>
      withTools(async (tools) => {
        const rows = await asked(readVersion(sha256, readingOf(tools)))
        return rows.ok ? ok({ rows: rows.value }) : rows
      }),
    'house.saveLists': (input) => withTools((tools) => save(tools, input)),
    'house.readTable': ({ name, kind, bytes }) => {
      if (bytes.byteLength > TABLE_BYTES) return Promise.resolve(failed('document-too-heavy', `${name} is too large.`, { name, limit: TABLE_BYTES / 1_000_000 }))
      const { text, encoding, sure } = decodeText(bytes)
      // A workbook is a zip, an old one a compound file: neither is text.
      if (/[\u0000-\u0008\u000e-\u001a]/u.test(text.slice(0, 5000))) return Promise.resolve(failed('table-kind', `${name} is no CSV.`, { name }))
      return Promise.resolve(ok({ ...readRows(readTable(text), kind), encoding: { name: encoding, sure } }))
    },
    'house.writeTable': async ({ title, rows }) => {
      const { packages } = parts.folders
      const name = packageName({ headline: title, signedAt: parts.now() }, 'csv')
      const bytes = Buffer.from(writeTable(cellsOf(rows, parts.settings.read().language)))
      await makeFolder(packages)
      await writeDurable(join(packages, name), bytes)
      return ok({ path: join(packages, name), name, bytes: bytes.length })
    },
  }
}
