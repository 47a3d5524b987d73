import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import { photoUri } from '../file'
import type { Subject } from '../format'
import { photoFiles } from '../renditions'

/**
 * The photos a text shows as ninjs objects of their own, in reading order, each with its renditions in the package, named by what they are for. Their addresses are relative
 * to the package: a package has no place on the web.
 */
export const photosOf = async (subject: Subject): Promise<Record<string, unknown>[]> => {
  const { view: { story }, photo } = subject
  const photos: Record<string, unknown>[] = []
  for (const [index, use] of renditionsOf(story).entries()) {
    if (!photo(use)) continue
    const said = [
      { role: 'caption', contentType: 'text/plain', value: use.caption.trim() },
      { role: 'alt', contentType: 'text/plain', value: use.alt.trim() },
    ].filter(({ value }) => value !== '')
    const files = await photoFiles(subject, use)
    photos.push({
      name: `photo-${String(index + 1)}`,
      uri: photoUri(use),
      rel: 'picture',
      type: 'picture',
      language: story.language,
      ...(use.credit.trim() === '' ? {} : { by: use.credit.trim() }),
      ...(said.length === 0 ? {} : { descriptions: said }),
      renditions: files.map(({ name, path, mediaType, width, height, bytes }) => ({ name, href: path, contentType: mediaType, width, height, sizeInBytes: bytes })),
    })
  }
  return photos
}
