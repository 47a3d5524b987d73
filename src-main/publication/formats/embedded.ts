import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import type { Subject } from './format'

/** The photos a story shows as data: addresses, by their path in the package; for what must carry its pictures itself. */
export const embeddedPhotos = async ({ view, photo }: Subject): Promise<ReadonlyMap<string, string>> => {
  const embedded = new Map<string, string>()
  for (const use of renditionsOf(view.story)) {
    const file = photo(use)
    if (file) embedded.set(file.path, `data:image/jpeg;base64,${Buffer.from(await file.bytes()).toString('base64')}`)
  }
  return embedded
}
