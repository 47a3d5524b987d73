import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { sha256Schema, type Photo } from '../../src-shared/story/story'
import { digestOf } from '../durable/digest'
import type { Vault } from '../durable/vault'
import { makeFolder } from '../durable/write'

const EXTENSIONS: Record<Photo['mediaType'], string> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'image/tiff': 'tif', 'image/avif': 'avif' }

/** What a photo's file is called. */
export const photoFileName = ({ sha256, mediaType }: Pick<Photo, 'sha256' | 'mediaType'>): string => `${sha256}.${EXTENSIONS[mediaType]}`

const missing = (sha256: string): Outcome<never> => failed('photo-missing', 'This photo is not in the library.', { sha256 })

/** Where a photo of a story's folder is, with its media type; `photo-missing` if it is not there. */
export const findPhoto = (folder: string, sha256: string): Outcome<{ file: string; mediaType: string }> => {
  if (!sha256Schema.safeParse(sha256).success) return missing(sha256)
  for (const [mediaType, extension] of Object.entries(EXTENSIONS)) {
    const file = join(folder, 'photos', `${sha256}.${extension}`)
    if (existsSync(file)) return ok({ file, mediaType })
  }
  return missing(sha256)
}

/** Reads a photo and hashes it again: `photo-damaged` if it is not what its name says. */
export const readPhotoFile = async (vault: Vault, folder: string, sha256: string): Promise<Outcome<{ bytes: Uint8Array; mediaType: string }>> => {
  const found = findPhoto(folder, sha256)
  if (!found.ok) return found
  const bytes = await vault.read(found.value.file).catch(() => null)
  if (bytes === null || (await digestOf(bytes)) !== sha256) return failed('photo-damaged', 'The photo file can no longer be read as it was added.', { name: sha256 })
  return ok({ bytes, mediaType: found.value.mediaType })
}

/** Writes a photo durably under its digest. A whole file that is already there is left; a damaged one is replaced. Throws a Fault. */
export const writePhotoFile = async (vault: Vault, folder: string, photo: Photo, bytes: Uint8Array): Promise<Outcome<null>> => {
  if ((await digestOf(bytes)) !== photo.sha256) return failed('photo-damaged', 'The photo is not the one its digest names.', { name: photo.name })
  const there = await readPhotoFile(vault, folder, photo.sha256)
  if (there.ok) return ok(null)
  await makeFolder(join(folder, 'photos'))
  await vault.write(join(folder, 'photos', photoFileName(photo)), bytes)
  return ok(null)
}
