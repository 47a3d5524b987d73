import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import yauzl from 'yauzl'

import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { exportLibrary, type Exported } from '../../../src-main/library/archive/export'
import { importLibrary } from '../../../src-main/library/archive/import'
import type { BroughtIn } from '../../../src-main/library/archive/bring-in'
import type { Library } from '../../../src-main/library/library'
import type { Outcome } from '../../../src-shared/outcome'
import type { Photo } from '../../../src-shared/story/story'

export const sha = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A photo whose bytes are any text. */
export const photoOf = (text: string): { photo: Photo; bytes: Uint8Array } => {
  const bytes = bytesOf(text)
  return { bytes, photo: { sha256: sha(bytes), mediaType: 'image/jpeg', width: 3, height: 2, bytes: bytes.byteLength, name: '现场.jpg' } }
}

const never = (): AbortSignal => new AbortController().signal

/** Exports the library in `folder` to `file`. */
export const exported = (folder: string, file: string, options: { vault?: Vault; signal?: AbortSignal; progress?: (done: number, total: number) => void } = {}): Promise<Outcome<Exported>> =>
  exportLibrary({ stories: join(folder, 'stories'), vault: plainVault, file, now: () => '2026-11-22T08:00:00.000Z', tool: 'stet test', progress: () => undefined, signal: never(), ...options })

/** Imports an archive into an open library. */
export const imported = (
  file: string,
  library: Library,
  options: { vault?: Vault; leaveDamaged?: boolean; signal?: AbortSignal; progress?: (step: 'checking' | 'writing', done: number, total: number) => void } = {},
): Promise<Outcome<BroughtIn>> => importLibrary({ file, library, vault: plainVault, now: () => '2026-11-22T09:00:00.000Z', leaveDamaged: false, progress: () => undefined, signal: never(), ...options })

/** Every entry of a zip by name, in its order. */
export const entriesOf = async (file: string): Promise<Map<string, Buffer>> => {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false })
  const entries = new Map<string, Buffer>()
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = []
    for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk)
    entries.set(entry.fileName, Buffer.concat(chunks))
  }
  zip.close()
  return entries
}

/** Puts a file into a story's folder as another part of Stet would. */
export const putFile = async (folder: string, story: string, path: string, text: string): Promise<void> => {
  const file = join(folder, 'stories', story, path)
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(file, text)
}
