import { correctionParts } from '../../../../src-shared/publication/words'
import { storyUri } from '../file'
import type { Subject } from '../format'
import { element, said, text, type XmlNode } from '../xml'
import { normTime } from './time'

const docdata = ({ view: { story }, revision, signedAt, article }: Subject): XmlNode => {
  const { correction, embargo, keywords } = story
  const corrects = correction === null ? [] : [element('correction', { info: correctionParts(correction, story.language).join(''), 'id-string': correction.story === null ? null : storyUri({ id: correction.story }) })]
  return element(
    'docdata',
    // Held until its release: a reader who knows no date.release holds it too.
    { 'management-status': embargo === null ? 'usable' : 'embargoed' },
    ...corrects,
    element('doc-id', { 'id-string': storyUri(story) }),
    element('date.issue', { norm: normTime(signedAt) }),
    ...(embargo === null ? [] : [element('date.release', { norm: normTime(embargo) })]),
    element('du-key', { key: story.id, version: revision.number }),
    ...(article.columnTag === '' ? [] : [element('fixture', { 'fix-id': article.columnTag })]),
    ...(keywords.length === 0 ? [] : [element('key-list', {}, ...keywords.map((key) => element('keyword', { key })))]),
  )
}

/** What is known of the piece: its title, revision, times, corrections, keywords, column and channel. */
export const nitfHead = (subject: Subject): XmlNode => {
  const { article, view, revision } = subject
  return element(
    'head',
    {},
    ...said('title', article.headline),
    element('meta', { name: 'revision-sha256', content: revision.sha256 }),
    docdata(subject),
    element('pubdata', { 'date.publication': normTime(view.time), 'position.section': article.channel.length === 0 ? null : article.channel.join(' / ') }),
  )
}

/** What stands above the text: headlines, who wrote it, whose it is, the dateline, the summary. NITF keeps them apart from the text, by name, without what print adds. */
export const bodyHead = ({ article, view: { story } }: Subject): XmlNode =>
  element(
    'body.head',
    {},
    // A headline is required in a `hedline`.
    element('hedline', {}, element('hl1', {}, text(article.headline)), ...said('hl2', article.kicker, { class: 'kicker' }), ...said('hl2', article.deck, { class: 'deck' })),
    ...said('byline', story.byline),
    ...said('distributor', story.source),
    ...said('dateline', story.dateline),
    ...(story.summary.trim() === '' ? [] : [element('abstract', {}, ...said('p', story.summary))]),
  )
