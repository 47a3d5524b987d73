import { originalPath } from '../../../src-shared/publication/package/layout'
import type { PhotoUse } from '../../../src-shared/publication/photo-uses'
import { PROFILES, type Profile } from '../../../src-shared/publication/profiles'
import type { Subject } from './format'
import { jpegSize } from './jpeg-size'

/** One file of a photo in the package: what it is for, where it stands, its size in pixels and in bytes. */
export type PhotoFile = { name: Profile | 'original'; path: string; mediaType: string; width: number; height: number; bytes: number }

/** Every file of a photo that wire formats offer, renditions first; a cropped use offers no original, which would show what was cut away. */
export const photoFiles = async ({ view: { story }, photo }: Subject, use: PhotoUse): Promise<PhotoFile[]> => {
  const files: PhotoFile[] = []
  for (const name of PROFILES) {
    const file = photo(use, name)
    if (!file) continue
    const bytes = await file.bytes()
    const { width, height } = jpegSize(bytes) ?? file
    files.push({ name, path: file.path, mediaType: 'image/jpeg', width, height, bytes: bytes.length })
  }
  const original = story.photos[use.sha256]
  if (original && use.crop === '') files.push({ name: 'original', path: originalPath(use.sha256, original.mediaType), mediaType: original.mediaType, width: original.width, height: original.height, bytes: original.bytes })
  return files
}
