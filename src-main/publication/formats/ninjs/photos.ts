import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import { photoUri } from '../file'
import type { Subject } from '../format'

/**
 * The photos a text shows as ninjs objects of their own, in reading order, each with the rendition in the package. Its address is relative to the package: a
 * package has no place on the web.
 */
export const photosOf = ({ view: { story }, photo }: Subject): Record<string, unknown>[] =>
  renditionsOf(story).flatMap((use, index) => {
    const file = photo(use)
    if (!file) return []
    const said = [
      { role: 'caption', contentType: 'text/plain', value: use.caption.trim() },
      { role: 'alt', contentType: 'text/plain', value: use.alt.trim() },
    ].filter(({ value }) => value !== '')
    return [
      {
        name: `photo-${String(index + 1)}`,
        uri: photoUri(use.sha256),
        rel: 'picture',
        type: 'picture',
        language: story.language,
        ...(use.credit.trim() === '' ? {} : { by: use.credit.trim() }),
        ...(said.length === 0 ? {} : { descriptions: said }),
        renditions: [{ name: 'web', href: file.path, contentType: 'image/jpeg', width: file.width, height: file.height }],
      },
    ]
  })
