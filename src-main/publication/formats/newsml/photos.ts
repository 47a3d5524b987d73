import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import { photoUri } from '../file'
import type { Subject } from '../format'
import { element, said, type XmlNode } from '../xml'

/** Links from the item to the photos it shows, in reading order, each with what it is and what is said of it. `href` is relative to the package. */
export const photoLinks = ({ view: { story }, photo }: Subject): XmlNode[] =>
  renditionsOf(story).flatMap((use, index) => {
    const file = photo(use)
    if (!file) return []
    return [
      element(
        'link',
        { reluri: 'http://cv.iptc.org/newscodes/itemrelation/associatedWith', rank: index + 1, href: file.path, residref: photoUri(use.sha256), contenttype: 'image/jpeg', title: use.alt.trim() === '' ? null : use.alt.trim() },
        element('itemClass', { uri: 'http://cv.iptc.org/newscodes/ninature/picture' }),
        ...said('creditline', use.credit.replace(/\s+/gu, ' ')),
        ...said('description', use.caption),
      ),
    ]
  })
