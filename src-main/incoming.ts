import { randomUUID } from 'node:crypto'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

import { PIECE_BYTES } from '../src-shared/bridge/place'
import { failed, ok, type Outcome } from '../src-shared/outcome'
import { makeFolder, writeFault } from './durable/write'

/** A file the host may read: where it is and what the person calls it. */
export type Incoming = { path: string; name: string }

/** Files a window hands over, by a ticket: chosen in the system's dialog (read where they are), or sent in pieces (kept in a folder until used). */
export type IncomingFiles = {
  chosen: (path: string, name: string) => string
  /** Adds the next piece; without a ticket a new file begins. Refuses `too-heavy` pieces and unknown tickets; throws a Fault. */
  receive: (ticket: string | null, name: string, bytes: Uint8Array) => Promise<Outcome<string>>
  find: (ticket: string) => Outcome<Incoming>
  /** Forgets a ticket, and removes what was sent. */
  drop: (ticket: string) => Promise<void>
}

/** More than any library: what is sent must stop somewhere. */
const WHOLE = 100_000_000_000

/** Opens the folder of what is sent; what an earlier session left there goes. */
export const openIncoming = async (folder: string): Promise<IncomingFiles> => {
  await rm(folder, { recursive: true, force: true })
  const files = new Map<string, Incoming & { ours: boolean; size: number }>()
  const unknown = (): Outcome<never> => failed('archive-unreadable', 'The host does not know this file; choose it again.', { path: '' })
  return {
    chosen: (path, name) => {
      const ticket = randomUUID()
      files.set(ticket, { path, name, ours: false, size: 0 })
      return ticket
    },
    receive: async (given, name, bytes) => {
      if (bytes.byteLength > PIECE_BYTES) return failed('too-heavy', 'The piece is too large.', { limit: PIECE_BYTES })
      const ticket = given ?? randomUUID()
      const known = given === null ? { path: join(folder, `${ticket}.zip`), name, ours: true, size: 0 } : files.get(ticket)
      if (!known?.ours) return unknown()
      if (known.size + bytes.byteLength > WHOLE) return failed('archive-too-large', 'The archive is larger than any library.', { limit: WHOLE })
      try {
        await makeFolder(folder)
        await appendFile(known.path, bytes, { mode: 0o600 })
      } catch (error) {
        await rm(known.path, { force: true })
        files.delete(ticket)
        throw writeFault(error, known.path)
      }
      files.set(ticket, { ...known, size: known.size + bytes.byteLength })
      return ok(ticket)
    },
    find: (ticket) => {
      const known = files.get(ticket)
      return known ? ok({ path: known.path, name: known.name }) : unknown()
    },
    drop: async (ticket) => {
      const known = files.get(ticket)
      files.delete(ticket)
      if (known?.ours) await rm(known.path, { force: true })
    },
  }
}
