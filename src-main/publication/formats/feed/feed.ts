import { Feed, type Item } from 'feed'

import { EVERYTHING } from '../../../../src-shared/publication/destination'
import { escapeMarkup, printable } from '../../../../src-shared/publication/markup'
import type { Format, Subject } from '../format'
import { entryContent } from './content'

// In a CDATA section only this sequence could end it, and the library replaces just the first.
const inCdata = (text: string): string => printable(text).replace(/\]\]>/g, ']] >')

// The library takes "&amp;" in a text for an ampersand it escaped already.
const inText = (text: string): string => printable(text).replaceAll('&amp;', '&amp;amp;')

/** What feeds say of a story whose address is not known yet: its own name, which stays when it is published anywhere. */
const nameOf = ({ view }: Subject): string => `urn:uuid:${view.story.id}`

/** How one kind of feed has a text that stands in an element of its own, the title of an entry, and its summary. */
type Kind = { text: (words: string) => string; title: (words: string) => string; summary: (words: string) => string }

const same = (words: string): string => words

/** A feed of the one article. Every time in it is the story's or its sign-off's, never a clock's. */
const feedOf = (subject: Subject, { text, title, summary }: Kind, item: Partial<Item>): Feed => {
  const { view, signedAt } = subject
  const { story } = view
  const [id, updated] = [nameOf(subject), new Date(signedAt)]
  const feed = new Feed({ title: text(story.headline), id, link: id, description: text(story.summary), language: story.language, generator: 'Stet', updated })
  feed.addItem({ title: title(story.headline), id, guid: id, link: id, date: updated, published: new Date(view.time), content: entryContent(subject), ...(story.summary === '' ? {} : { description: summary(story.summary) }), ...item })
  return feed
}

const rss = (subject: Subject): string => {
  const { story } = subject.view
  const creator = story.byline === '' ? [] : [{ name: 'dc:creator', objects: { _cdata: inCdata(story.byline) } }]
  // A title is words there, a description HTML. An author would be an address: whose words they are is said by the common name for it.
  return feedOf(subject, { text: inText, title: inCdata, summary: escapeMarkup }, { extensions: creator }).rss2()
}

const atom = (subject: Subject): string => {
  const { story } = subject.view
  // An entry's title and summary are HTML there; it must name an author.
  return feedOf(subject, { text: inText, title: escapeMarkup, summary: escapeMarkup }, { author: [{ name: inText(story.byline || story.source || story.headline) }] }).atom1()
}

const json = (subject: Subject): string => {
  const { story } = subject.view
  return feedOf(subject, { text: same, title: same, summary: same }, { link: '', ...(story.byline === '' ? {} : { author: [{ name: story.byline }] }), ...(story.keywords.length === 0 ? {} : { category: story.keywords.map((name) => ({ name })) }) }).json1()
}

/** feed/rss.xml, feed/atom.xml and feed/feed.json: an entry of this one article, to be taken into a feed. */
export const feed: Format = {
  id: 'feed',
  carries: { ...EVERYTHING, channels: 'none' },
  files: (subject) => {
    const file = (path: string, mediaType: string, text: string) => ({ path, mediaType, bytes: new TextEncoder().encode(`${text}\n`) })
    return Promise.resolve([file('feed/rss.xml', 'application/rss+xml', rss(subject)), file('feed/atom.xml', 'application/atom+xml', atom(subject)), file('feed/feed.json', 'application/feed+json', json(subject))])
  },
}
