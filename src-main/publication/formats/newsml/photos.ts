import { renditionsOf, type PhotoUse } from '../../../../src-shared/publication/photo-uses'
import { photoUri, textFile } from '../file'
import type { FormatFile, Subject } from '../format'
import { photoFiles, type PhotoFile } from '../renditions'
import { element, said, text, xmlDocument, type XmlNode } from '../xml'
import { CODES, itemAttributes, provider } from './item'

/** Links from the item to the photos it shows, in reading order, each with what it is and what is said of it. `href` is relative to the package. */
export const photoLinks = ({ view: { story }, photo }: Subject): XmlNode[] =>
  renditionsOf(story).flatMap((use, index) => {
    const file = photo(use)
    if (!file) return []
    return [
      element(
        'link',
        { reluri: `${CODES}/itemrelation/associatedWith`, rank: index + 1, href: file.path, residref: photoUri(use), contenttype: 'image/jpeg', title: use.alt.trim() === '' ? null : use.alt.trim() },
        element('itemClass', { uri: `${CODES}/ninature/picture` }),
        ...said('creditline', use.credit.replace(/\s+/gu, ' ')),
        ...said('description', use.caption),
      ),
    ]
  })

/** IPTC's codes of renditions, for those that have one: a card's shape is nobody else's. */
const RENDITION: Partial<Record<PhotoFile['name'], string>> = { print: 'highRes', web: 'lowRes' }

const remote = ({ name, path, mediaType, width, height, bytes }: PhotoFile): XmlNode =>
  element('remoteContent', { href: path, size: bytes, contenttype: mediaType, renditionuri: RENDITION[name] === undefined ? null : `${CODES}/rendition/${RENDITION[name]}`, width, height })

const photoItem = (subject: Subject, use: PhotoUse, files: readonly PhotoFile[]): XmlNode => {
  const { view: { story, time }, signedAt } = subject
  const credit = use.credit.replace(/\s+/gu, ' ').trim()
  return element(
    'newsItem',
    itemAttributes(subject, photoUri(use)),
    element('itemMeta', {}, element('itemClass', { uri: `${CODES}/ninature/picture` }), ...provider(subject), element('versionCreated', {}, text(signedAt)), ...(story.embargo === null ? [] : [element('embargoed', {}, text(story.embargo))]), element('pubStatus', { uri: `${CODES}/pubstatusg2/usable` })),
    element('contentMeta', {}, element('contentCreated', {}, text(time)), ...said('creditline', credit), ...said('description', use.caption)),
    element('contentSet', {}, ...files.map(remote)),
  )
}

/** Each photo a text shows as a picture item of its own, `newsml/photo-<n>.xml`: the item the text's link names, with its renditions in the package as remote content. */
export const photoItems = async (subject: Subject): Promise<FormatFile[]> => {
  const items: FormatFile[] = []
  for (const [index, use] of renditionsOf(subject.view.story).entries()) {
    if (!subject.photo(use)) continue
    const item = photoItem(subject, use, await photoFiles(subject, use))
    items.push(textFile(`newsml/photo-${String(index + 1).padStart(2, '0')}.xml`, 'application/vnd.iptc.g2.newsitem+xml', xmlDocument(item)))
  }
  return items
}
