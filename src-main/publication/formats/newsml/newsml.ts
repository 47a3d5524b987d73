import { storyUri, textFile } from '../file'
import type { Format, Subject } from '../format'
import { nitfOf, NITF_CARRIES } from '../nitf/nitf'
import { element, said, text, xmlDocument, type XmlNode } from '../xml'
import { CODES, itemAttributes, provider } from './item'
import { named, oneLine, people } from './parties'
import { photoItems, photoLinks } from './photos'

const itemMeta = (subject: Subject): XmlNode => {
  const { view: { story }, signedAt, article } = subject
  return element(
    'itemMeta',
    {},
    element('itemClass', { uri: `${CODES}/ninature/text` }),
    ...provider(subject),
    element('versionCreated', {}, text(signedAt)),
    ...(story.embargo === null ? [] : [element('embargoed', {}, text(story.embargo))]),
    element('pubStatus', { uri: `${CODES}/pubstatusg2/usable` }),
    ...said('title', article.headline),
    ...photoLinks(subject),
  )
}

const contentMeta = ({ view: { story, time, editor }, article, revision }: Subject): XmlNode =>
  element(
    'contentMeta',
    {},
    element('contentCreated', {}, text(time)),
    ...named('infoSource', story.source),
    ...people(story.contributors, editor),
    element('altId', {}, text(`sha256:${revision.sha256}`)),
    element('language', { tag: story.language }),
    ...named('genre', article.columnTag),
    ...story.keywords.flatMap((word) => said('keyword', oneLine(word))),
    ...story.channel.map((name, depth) => element('subject', { literal: oneLine(story.channel.slice(0, depth + 1).join('/')) }, ...said('name', oneLine(name)))),
    ...said('headline', article.headline),
    ...said('dateline', story.dateline),
    ...said('by', story.byline),
    ...said('description', story.summary),
  )

/** A subject as a text newsItem; its content is the whole NITF. */
const newsItem = (subject: Subject): XmlNode =>
  element(
    'newsItem',
    itemAttributes(subject, storyUri(subject.view.story)),
    itemMeta(subject),
    contentMeta(subject),
    element('contentSet', {}, element('inlineXML', { contenttype: 'application/nitf+xml' }, nitfOf(subject))),
  )

/** article.newsml.xml, and a picture item of each photo: IPTC NewsML-G2 2.35 at power conformance. */
export const newsml: Format = {
  id: 'newsml',
  carries: NITF_CARRIES,
  files: async (subject) => [textFile('article.newsml.xml', 'application/vnd.iptc.g2.newsitem+xml', xmlDocument(newsItem(subject))), ...(await photoItems(subject))],
}
