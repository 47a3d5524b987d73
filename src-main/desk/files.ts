import { access, constants, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

import { photoSchema, type Photo } from '../../src-shared/story/story'
import { makeFolder, writeDurable, writeFault } from '../durable/write'

type Bytes = Uint8Array<ArrayBuffer>

/** The desk's stored bytes, named by their SHA-256: revisions (canonical stories, and versions of the house's lists) and photos with the facts found in them. */
export type Files = {
  /** Durable when it returns. The caller has checked that the bytes hash to the name. */
  putRevision: (sha256: string, bytes: Uint8Array) => Promise<void>
  /** The stored bytes if they still are what their name says; `damaged` when they are not, null when there are none. */
  revision: (sha256: string) => Promise<Bytes | 'damaged' | null>
  /** Whatever lies where a revision should, unchecked: only to show what was changed in it. */
  foundRevision: (sha256: string) => Promise<Bytes | null>
  putPhoto: (facts: Photo, bytes: Uint8Array) => Promise<void>
  /** What was found in a photo when it came, if its file is still here at its full length. */
  photoFacts: (sha256: string) => Promise<Photo | null>
  photo: (sha256: string) => Promise<Bytes | 'damaged' | null>
  /** Resolves when files can be written now; throws a Fault that says why not. */
  ready: () => Promise<void>
}

const missing = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) return null
  throw error
}

/** Keeps files under `revisions/` and `photos/` of a folder, in 256 subfolders each. */
export const openFiles = (folder: string, sha256: (bytes: Uint8Array) => string): Files => {
  const place = (kind: 'revisions' | 'photos', name: string, extension = '') => join(folder, kind, name.slice(0, 2), `${name}${extension}`)
  const read = async (path: string, name: string): Promise<Bytes | 'damaged' | null> => {
    const bytes = await readFile(path).catch(missing)
    if (bytes === null) return null
    return sha256(bytes) === name ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength) : 'damaged'
  }
  const write = async (path: string, name: string, bytes: Uint8Array): Promise<void> => {
    // Whole bytes of that name need no second writing; damaged ones are mended by a new upload.
    if ((await read(path, name)) instanceof Uint8Array) return
    await makeFolder(join(path, '..'))
    await writeDurable(path, bytes)
  }
  return {
    putRevision: (name, bytes) => write(place('revisions', name, '.json'), name, bytes),
    revision: (name) => read(place('revisions', name, '.json'), name),
    foundRevision: async (name) => {
      const bytes = await readFile(place('revisions', name, '.json')).catch(missing)
      return bytes && new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    },
    putPhoto: async (facts, bytes) => {
      await write(place('photos', facts.sha256), facts.sha256, bytes)
      // The facts come last: where they stand, the photo is whole.
      await writeDurable(place('photos', facts.sha256, '.json'), JSON.stringify(facts))
    },
    photoFacts: async (name) => {
      const text = await readFile(place('photos', name, '.json'), 'utf8').catch(missing)
      const file = await stat(place('photos', name)).catch(missing)
      if (text === null || file === null) return null
      try {
        const facts = photoSchema.safeParse(JSON.parse(text))
        return facts.success && facts.data.bytes === file.size ? facts.data : null
      } catch {
        return null // Facts that cannot be read are found again when the photo is sent again.
      }
    },
    photo: (name) => read(place('photos', name), name),
    ready: async () => {
      try {
        await access(folder, constants.W_OK)
      } catch (error) {
        throw writeFault(error, folder)
      }
    },
  }
}
