import { storyUri, textFile } from '../file'
import type { Format, Subject } from '../format'
import { nitfOf, NITF_CARRIES } from '../nitf/nitf'
import { element, said, text, xmlDocument, type XmlNode } from '../xml'
import { named, oneLine, people } from './parties'
import { photoLinks } from './photos'

// Codes by their whole address: so no catalogue is needed to read them.
const CODES = 'http://cv.iptc.org/newscodes'

const itemMeta = (subject: Subject): XmlNode => {
  const { view: { story, editor }, signedAt, article } = subject
  return element(
    'itemMeta',
    {},
    element('itemClass', { uri: `${CODES}/ninature/text` }),
    // The house, or where the piece names none, who signed it: an item without a provider is none.
    ...(named('provider', story.source).length > 0 ? named('provider', story.source) : named('provider', editor || 'unknown')),
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
const newsItem = (subject: Subject): XmlNode => {
  const { view: { story }, revision } = subject
  return element(
    'newsItem',
    { xmlns: 'http://iptc.org/std/nar/2006-10-01/', guid: storyUri(story), version: revision.number, standard: 'NewsML-G2', standardversion: '2.35', conformance: 'power', 'xml:lang': story.language },
    itemMeta(subject),
    contentMeta(subject),
    element('contentSet', {}, element('inlineXML', { contenttype: 'application/nitf+xml' }, nitfOf(subject))),
  )
}

/** article.newsml.xml: IPTC NewsML-G2 2.35 at power conformance. */
export const newsml: Format = {
  id: 'newsml',
  carries: NITF_CARRIES,
  files: (subject) => Promise.resolve([textFile('article.newsml.xml', 'application/vnd.iptc.g2.newsitem+xml', xmlDocument(newsItem(subject)))]),
}
