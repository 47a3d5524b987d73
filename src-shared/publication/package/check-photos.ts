import { PACKAGE, type Finding, type Manifest } from '../manifest'
import type { SignedPiece } from '../piece'
import { sameBytes } from './bytes'
import { bad, good } from './finding'
import { originalPath } from './layout'
import type { ReadFile } from './read-files'
import { packagedRenditions } from './renditions'

const isJpeg = ({ head, tail }: ReadFile): boolean => sameBytes(head.subarray(0, 3), Uint8Array.of(0xff, 0xd8, 0xff)) && sameBytes(tail.subarray(-2), Uint8Array.of(0xff, 0xd9))

/** The story's photos: every original is there and is the one signed by digest; every photo shown has its renditions, each a JPEG. `paths` is where they stand. */
export const checkPhotos = (files: ReadonlyMap<string, ReadFile>, piece: SignedPiece, form: Manifest['type']): { paths: Set<string>; findings: Finding[] } => {
  const paths = new Set<string>()
  const findings: Finding[] = []
  const { photos } = piece.story
  for (const [digest, photo] of Object.entries(photos)) {
    const path = originalPath(digest, photo.mediaType)
    paths.add(path)
    const file = files.get(path)
    if (!file) findings.push(bad('file-missing', path, `The photo ${photo.name} is not there.`, { photo: digest, name: photo.name }))
    else if (file.sha256 !== digest || photo.sha256 !== digest || file.size !== photo.bytes) findings.push(bad('photo-altered', path, `The photo ${photo.name} is not the one that was signed.`, { photo: digest, name: photo.name }))
  }
  const shown = packagedRenditions(piece.story, form)
  for (const { use: { sha256 }, profile, path } of shown) {
    paths.add(path)
    const file = files.get(path)
    const name = photos[sha256]?.name ?? ''
    if (!photos[sha256]) findings.push(bad('photo-missing', PACKAGE.story, 'The story shows a photo it does not name.', { photo: sha256, name }))
    else if (!file) findings.push(bad('file-missing', path, `The ${profile} rendition of ${name} is not there.`, { photo: sha256, name }))
    else if (!isJpeg(file)) findings.push(bad('rendition-invalid', path, `The ${profile} rendition of ${name} is not a JPEG.`, { photo: sha256, name }))
  }
  if (findings.length > 0) return { paths, findings }
  const count = Object.keys(photos).length
  if (count > 0) findings.push(good('photos-hold', 'photos/original', `All ${String(count)} original photos are, byte for byte, the ones that were signed.`, { photos: count }))
  if (shown.length > 0) findings.push(good('renditions-sealed', 'photos', `${String(shown.length)} renditions are as the desk sealed them; no person signed them.`, { photos: shown.length }))
  return { paths, findings }
}
