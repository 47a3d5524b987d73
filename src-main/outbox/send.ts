import { basename } from 'node:path'
import { z } from 'zod'

import type { DeskClient } from '../../src-shared/desk-api/client'
import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import type { Send } from './outbox'

const sizesSchema = z.object({ photos: z.record(z.string(), z.object({ bytes: z.number() })) })

const sizesOf = (storyBytes: Uint8Array): Record<string, { bytes: number }> => {
  try {
    return sizesSchema.parse(JSON.parse(new TextDecoder().decode(storyBytes))).photos
  } catch {
    return {} // The desk says what is wrong with it; here it only costs the progress bar.
  }
}

const aborted = (): Failure => failed('send-aborted', 'Sending was stopped.')

/** The first of two: the answer, or that somebody stopped waiting. */
const unlessAborted = <T>(signal: AbortSignal, answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
  let stop: () => void = () => undefined
  const gaveUp = new Promise<Outcome<T>>((resolve) => {
    stop = () => resolve(aborted())
    signal.addEventListener('abort', stop, { once: true })
  })
  return Promise.race([answer, gaveUp]).finally(() => signal.removeEventListener('abort', stop))
}

/**
 * Sends one item to the desk, another's as brought for them: an act of review as it was signed; of a submission photos it does not have, then the frozen revision, then the signed statement. Uploads stop on
 * `signal`; the statement, once on its way, is waited for, because only the desk's answer says whether it arrived. A file that
 * cannot be read is `outbox-file-missing`; everything else is the desk's own answer.
 */
export const sendItem =
  (client: DeskClient, readBytes: (path: string) => Promise<Uint8Array>): Send =>
  async (item, progress, signal) => {
    const statement = { params: { story: item.story }, body: { envelope: item.envelope } }
    const bring = async (): Promise<Outcome<null>> => {
      const brought = await client.call('carry', statement)
      return brought.ok ? ok(null) : brought
    }
    if (item.kind === 'act') return signal.aborted ? aborted() : item.signer ? bring() : client.call('review', statement)
    const read = async (path: string): Promise<Outcome<Uint8Array<ArrayBuffer>>> => {
      try {
        return ok(new Uint8Array(await readBytes(path)))
      } catch (error) {
        return failed('outbox-file-missing', `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`, { file: basename(path) })
      }
    }
    const revision = await read(item.revisionFile)
    if (!revision.ok) return revision
    const sizes = sizesOf(revision.value)
    const total = revision.value.length + item.photos.reduce((sum, { sha256 }) => sum + (sizes[sha256]?.bytes ?? 0), 0)
    const stopped = (): boolean => signal.aborted
    let sent = 0
    const count = (bytes: number): void => progress((sent += bytes), total)
    count(0)
    for (const { sha256, file } of item.photos) {
      if (stopped()) return aborted()
      const known = await unlessAborted(signal, client.call('hasPhoto', { params: { sha256 } }))
      if (!known.ok) return known
      if (!known.value.known) {
        const bytes = await read(file)
        if (!bytes.ok) return bytes
        const put = await unlessAborted(signal, client.call('putPhoto', { params: { sha256 }, body: bytes.value }))
        if (!put.ok) return put
      }
      count(sizes[sha256]?.bytes ?? 0)
    }
    if (stopped()) return aborted()
    const put = await unlessAborted(signal, client.call('putRevision', { params: { sha256: item.revision }, body: revision.value }))
    if (!put.ok) return put
    count(revision.value.length)
    if (stopped()) return aborted()
    return item.signer ? bring() : client.call('submit', statement)
  }
