import { failed, ok, type Failure, type Outcome } from '../../outcome'
import { fromBase64, toBase64, type Envelope } from '../../signoff/envelope'
import { sameBytes } from '../package/bytes'
import type { FileDigest, ReadFile } from '../package/read-files'
import { readFiles } from '../package/read-files'
import { readJson } from '../package/read-json'
import { readZip, type ZipFileEntry } from '../package/read-zip'
import type { ZipSource } from '../package/zip-source'
import { HANDOFF, isHandoffPath, isText } from './layout'
import { HANDOFF_LIMITS, handoffEnvelopeSchema, handoffStatementSchema, type HandoffStatement } from './statement'

/** What a hand-off file holds once nothing in it is unlisted, missing or another than listed; whom it is by is not looked at yet. */
export type HandoffFiles = { statement: HandoffStatement; envelope: Envelope; files: ReadonlyMap<string, ReadFile>; entries: ReadonlyMap<string, ZipFileEntry> }

/** Something of a file is not as it must be: `reason` says what, `name` where. */
export const damaged = (reason: string, name = ''): Failure => failed('handoff-damaged', `The hand-off file is damaged or was altered (${reason}${name === '' ? '' : `, ${name}`}).`, { reason, name })

const newerType = /^stet\.handoff\/([2-9]|[1-9]\d+)$/

/** The number of a form this build does not know yet, or null. */
const newerThanUs = (bytes: Uint8Array | null | undefined): string | null => {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array()))
    return typeof json === 'object' && json !== null && 'type' in json && typeof json.type === 'string' ? (newerType.exec(json.type)?.[1] ?? null) : null
  } catch {
    return null
  }
}

const checkListed = ({ files: listed }: HandoffStatement, files: ReadonlyMap<string, ReadFile>): Failure | null => {
  const known = new Map(listed.map((file) => [file.path, file]))
  if (known.size !== listed.length) return damaged('listed-twice')
  for (const { path, bytes, sha256 } of listed) {
    if (!isHandoffPath(path)) return damaged('path-unknown', path)
    const file = files.get(path)
    if (!file) return damaged('file-missing', path)
    if (file.size !== bytes || file.sha256 !== sha256) return damaged('file-differs', path)
  }
  for (const path of files.keys()) if (path !== HANDOFF.statement && path !== HANDOFF.signature && !known.has(path)) return damaged('file-unlisted', path)
  return null
}

/**
 * Reads the files of a hand-off and holds them against its statement: the strict zip of a package, every file listed with size and digest, nothing else. Refuses
 * `handoff-too-large`, `handoff-newer`, `handoff-damaged` {reason, name}.
 */
export const readHandoffFiles = async (source: ZipSource, digest: () => FileDigest): Promise<Outcome<HandoffFiles>> => {
  if (source.size > HANDOFF_LIMITS.whole) return failed('handoff-too-large', 'The hand-off file is larger than one can be.', { limit: HANDOFF_LIMITS.whole })
  const zip = await readZip(source)
  const [wrong] = zip.findings
  if (wrong) return damaged(wrong.code, wrong.place)
  if (!zip.files.some(({ name }) => name === HANDOFF.statement)) return failed('handoff-not-one', 'This is a zip file, but no hand-off file.')
  if (zip.files.length > HANDOFF_LIMITS.files + 2) return failed('handoff-too-large', 'The hand-off file holds more files than one can.', { limit: HANDOFF_LIMITS.files })
  const { files, findings } = await readFiles(source, zip.files, digest, isText)
  const [broken] = findings
  if (broken) return broken.code === 'package-too-large' ? failed('handoff-too-large', 'The hand-off file holds more text than one can.', { limit: HANDOFF_LIMITS.text }) : damaged(broken.code, broken.place)
  const newer = newerThanUs(files.get(HANDOFF.statement)?.bytes)
  if (newer !== null) return failed('handoff-newer', `This hand-off file was made by a newer Stet (${newer}).`, { schema: newer })
  const statement = readJson(files, HANDOFF.statement, handoffStatementSchema)
  if (!statement.ok) return damaged('statement-invalid', String(statement.details['reason'] ?? ''))
  const envelope = readJson(files, HANDOFF.signature, handoffEnvelopeSchema)
  if (!envelope.ok) return damaged('signature-missing', HANDOFF.signature)
  const { payload } = envelope.value
  // One way to write it, so that no byte of the file goes unsigned.
  if (toBase64(fromBase64(payload)) !== payload || !sameBytes(files.get(HANDOFF.statement)?.bytes, fromBase64(payload))) return damaged('statement-differs', HANDOFF.statement)
  const listed = checkListed(statement.value, files)
  return listed ?? ok({ statement: statement.value, envelope: envelope.value, files, entries: new Map(zip.files.map((entry) => [entry.name, entry])) })
}
