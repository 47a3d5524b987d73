import { open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failureOf, Fault, ok, type Details, type Outcome } from '../../src-shared/outcome'
import { envelopeSchema, type Envelope } from '../../src-shared/signoff/envelope'
import { sha256Schema } from '../../src-shared/story/story'
import { syncFolder, writeDurable, writeFault } from '../durable/write'

/** Where things nobody asked about are written down: codes, counts and paths, never what a story says. */
export type Report = (message: string, details: Details) => void

const lineSchema = z.strictObject({ seq: z.int().positive(), previous: sha256Schema.nullable(), receivedAt: z.string(), envelope: envelopeSchema })

/** One line of the ledger. `previous` and `digest` are the SHA-256 of the line before and of this line, without its newline. */
export type LedgerEntry = z.infer<typeof lineSchema> & { digest: string }

/** The last line: its number and digest; 0 and null where there is none. */
export type LedgerHead = { seq: number; digest: string | null }

/** The evidence of record in a file that one process has. */
export type Ledger = {
  /** Durable when it returns. Throws a Fault (see writeFault), or `ledger-jammed` after a failure that could not be undone. */
  append: (envelope: Envelope, receivedAt: string) => Promise<LedgerEntry>
  /** Every entry after that number, in order, the chain checked again on the way. Throws Fault `ledger-broken` {line}. */
  read: (after: number) => AsyncIterable<LedgerEntry>
  head: () => LedgerHead
  close: () => Promise<void>
}

type LedgerOptions = {
  folder: string
  sha256: (bytes: Uint8Array) => string
  /** The last line anybody was told about; the file must still hold exactly it. */
  acknowledged: LedgerHead
  report: Report
}

const CHUNK = 1 << 20
const NEWLINE = 10

/** That a line does not hold, and why. */
export const broken = (line: number, reason: string): Fault => new Fault('ledger-broken', `Line ${line} of the ledger does not hold: ${reason}.`, { line, reason })

const rawLines = async function* (handle: FileHandle): AsyncGenerator<{ bytes: Buffer; whole: boolean }> {
  let rest: Buffer = Buffer.alloc(0)
  let position = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(CHUNK), 0, CHUNK, position)
    if (bytesRead === 0) break
    position += bytesRead
    rest = Buffer.concat([rest, buffer.subarray(0, bytesRead)])
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield { bytes: rest.subarray(0, end), whole: true }
      rest = rest.subarray(end + 1)
    }
  }
  if (rest.length > 0) yield { bytes: rest, whole: false }
}

/** The text of a line, without its newline: what is hashed. */
export const lineOf = ({ seq, previous, receivedAt, envelope }: Omit<LedgerEntry, 'digest'>): string => JSON.stringify({ seq, previous, receivedAt, envelope })

/** Reads one line that must follow the one before. Throws Fault `ledger-broken` {line, reason}. */
export const readLine = (bytes: Buffer, before: LedgerHead, sha256: LedgerOptions['sha256']): LedgerEntry => {
  const line = before.seq + 1
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw broken(line, 'it is not JSON')
  }
  const parsed = lineSchema.safeParse(json)
  if (!parsed.success) throw broken(line, `${parsed.error.issues[0]?.path.join('.') ?? ''} is not valid`)
  if (parsed.data.seq !== line) throw broken(line, `it is numbered ${parsed.data.seq}`)
  if (parsed.data.previous !== before.digest) throw broken(line, 'the line before it was altered or removed')
  return { ...parsed.data, digest: sha256(bytes) }
}

/**
 * The whole lines of a ledger's file, their chain checked, while another process may be adding to it: an unfinished last line is left out. Nothing
 * where there is no file. Throws Fault `ledger-broken` {line, reason}.
 */
export const readLedgerFile = async function* (file: string, sha256: LedgerOptions['sha256']): AsyncGenerator<LedgerEntry> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (!handle) return
  try {
    let before: LedgerHead = { seq: 0, digest: null }
    for await (const { bytes, whole } of rawLines(handle)) {
      if (!whole) return
      const entry = readLine(bytes, before, sha256)
      before = { seq: entry.seq, digest: entry.digest }
      yield entry
    }
  } finally {
    await handle.close()
  }
}

type Scan = { head: LedgerHead; length: number; torn: Buffer | null }

const scan = async (handle: FileHandle, { sha256, acknowledged }: LedgerOptions): Promise<Scan> => {
  let head: LedgerHead = { seq: 0, digest: null }
  let length = 0
  let torn: Buffer | null = null
  for await (const { bytes, whole } of rawLines(handle)) {
    if (torn) throw broken(head.seq + 1, 'it is not JSON')
    // A crash leaves a line without its end, or one the disk filled with zeros. JSON never holds a zero byte.
    if ((!whole || bytes.includes(0)) && head.seq >= acknowledged.seq) {
      torn = Buffer.from(whole ? Buffer.concat([bytes, Buffer.from('\n')]) : bytes)
      continue
    }
    if (!whole) throw broken(head.seq + 1, 'it has lost its end')
    const entry = readLine(bytes, head, sha256)
    head = { seq: entry.seq, digest: entry.digest }
    length += bytes.length + 1
    if (head.seq === acknowledged.seq && head.digest !== acknowledged.digest) throw broken(head.seq, 'it was altered after it was accepted')
  }
  if (head.seq < acknowledged.seq) throw broken(head.seq + 1, `it is missing, and ${acknowledged.seq} lines were accepted`)
  return { head, length, torn }
}

const openFile = async (file: string, folder: string): Promise<FileHandle> => {
  try {
    return await open(file, 'r+')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw writeFault(error, file)
  }
  try {
    const handle = await open(file, 'wx+', 0o600)
    await handle.sync()
    await syncFolder(folder)
    return handle
  } catch (error) {
    throw writeFault(error, file)
  }
}

const writeAll = async (handle: FileHandle, bytes: Buffer, at: number): Promise<void> => {
  for (let written = 0; written < bytes.length; ) written += (await handle.write(bytes, written, bytes.length - written, at + written)).bytesWritten
}

/**
 * Opens `ledger.jsonl` in a folder and checks its whole chain. A last line torn by a crash, which nobody was ever told about, is cut
 * off, kept beside the ledger and reported. Anything else that does not hold is `ledger-broken` {line, reason}; the file stays as it is.
 */
export const openLedger = async (options: LedgerOptions): Promise<Outcome<Ledger>> => {
  const { folder, sha256, report } = options
  const file = join(folder, 'ledger.jsonl')
  const handle = await openFile(file, folder)
  let found: Scan
  try {
    found = await scan(handle, options)
    if (found.torn) {
      const aside = join(folder, `ledger.torn-${found.head.seq + 1}-${sha256(found.torn).slice(0, 8)}`)
      await writeDurable(aside, found.torn)
      await handle.truncate(found.length)
      await handle.sync()
      report('The ledger ended in an unfinished line, which was kept aside', { line: found.head.seq + 1, bytes: found.torn.length, path: aside })
    }
  } catch (error) {
    await handle.close()
    if (error instanceof Fault && error.code === 'ledger-broken') return failureOf(error)
    throw writeFault(error, file)
  }
  let { head, length } = found
  let jammed = false

  const append: Ledger['append'] = async (envelope, receivedAt) => {
    if (jammed) throw new Fault('ledger-jammed', 'The ledger could not be put right after a failed write; the desk must be opened again.', {})
    const line = { seq: head.seq + 1, previous: head.digest, receivedAt, envelope }
    const bytes = Buffer.from(lineOf(line))
    try {
      await writeAll(handle, Buffer.concat([bytes, Buffer.from('\n')]), length)
      await handle.sync()
    } catch (error) {
      // Half a line must not stay in front of the next one.
      jammed = true
      await handle.truncate(length).then(() => handle.sync()).then(() => (jammed = false), () => undefined)
      throw writeFault(error, file)
    }
    head = { seq: line.seq, digest: sha256(bytes) }
    length += bytes.length + 1
    return { ...line, digest: sha256(bytes) }
  }

  const read = async function* (after: number): AsyncGenerator<LedgerEntry> {
    let before: LedgerHead = { seq: 0, digest: null }
    for await (const { bytes } of rawLines(handle)) {
      const entry = readLine(bytes, before, sha256)
      before = { seq: entry.seq, digest: entry.digest }
      if (entry.seq > after) yield entry
    }
    if (before.digest !== head.digest) throw broken(before.seq, 'it was altered while the desk was open')
  }

  return ok({ append, read, head: () => head, close: () => handle.close() })
}

/** For a fault in what an entry says, rather than in its chain: names the line the same way. */
export const brokenEntry = (entry: LedgerEntry, code: string): Fault => broken(entry.seq, code)

