import { articleBody } from '../../../../src-shared/publication/article-html'
import { articleTextBody } from '../../../../src-shared/publication/article-text'
import { EVERYTHING } from '../../../../src-shared/publication/destination'
import { printable } from '../../../../src-shared/publication/markup'
import { storyUri, textFile } from '../file'
import type { Format, Subject } from '../format'
import { photosOf } from './photos'

type Member = Record<string, unknown>
type Text = { role: string; contentType: string; value: string }

const STANDARD = { name: 'ninjs', version: '3.1', schema: 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#' }

const worded = (...members: Text[]): Text[] => members.filter(({ value }) => value !== '')

/** Headlines by role, the main one first: who takes one alone takes that. */
const headlinesOf = ({ article }: Subject): Text[] =>
  worded(
    { role: 'main', contentType: 'text/plain', value: article.headline },
    { role: 'kicker', contentType: 'text/plain', value: article.kicker },
    { role: 'deck', contentType: 'text/plain', value: article.deck },
  )

/** The body as the page has it, its pictures by their place in the package, and as plain text. */
const bodiesOf = ({ view, photo }: Subject): Text[] => {
  const html = articleBody(view, (sha256, use) => {
    const file = photo({ sha256, ...use })
    return file && { src: file.path, width: file.width, height: file.height }
  })
  return worded(
    { role: 'main', contentType: 'text/html', value: html },
    { role: 'main', contentType: 'text/plain', value: articleTextBody(view) },
  )
}

/** Channels from the outermost in, each by its whole path, then keywords. */
const subjectsOf = ({ view: { story } }: Subject): Member[] => [
  ...story.channel.map((name, depth) => ({ name, rel: 'channel', literal: story.channel.slice(0, depth + 1).join('/') })),
  ...story.keywords.map((name) => ({ name, rel: 'keyword' })),
]

/** The house a piece is of, who made it and who answers for it. */
const sourcesOf = ({ view: { story, editor } }: Subject): Member[] => [
  ...(story.source === '' ? [] : [{ name: story.source, role: 'source' }]),
  ...story.contributors.filter(({ name }) => name.trim() !== '').map(({ name, role }) => ({ name: name.trim(), role })),
  ...(editor === '' ? [] : [{ name: editor, role: 'responsibleEditor' }]),
]

const list = (name: string, members: readonly Member[]): Member => (members.length === 0 ? {} : { [name]: members })

/** A subject as a ninjs object. Nothing stands in it that the piece does not say: no `located` (a dateline is no place), no `firstCreated`. */
export const ninjsOf = async (subject: Subject): Promise<Member> => {
  const { view, revision, signedAt, article } = subject
  const { story } = view
  return {
    standard: STANDARD,
    uri: storyUri(story),
    type: 'text',
    representationType: 'full',
    version: String(revision.number),
    versionCreated: signedAt,
    contentCreated: view.time,
    ...(story.embargo === null ? {} : { embargoedUntil: story.embargo }),
    pubStatus: 'usable',
    language: story.language,
    title: article.headline,
    ...(story.byline === '' ? {} : { by: story.byline }),
    headlines: headlinesOf(subject),
    ...list('descriptions', worded({ role: 'summary', contentType: 'text/plain', value: story.summary })),
    bodies: bodiesOf(subject),
    ...list('subjects', subjectsOf(subject)),
    ...list('genres', article.columnTag === '' ? [] : [{ name: article.columnTag }]),
    ...list('infoSources', sourcesOf(subject)),
    ...list('associations', await photosOf(subject)),
    altIds: [{ role: 'sha256', value: revision.sha256 }],
  }
}

const clean = (_: string, value: unknown): unknown => (typeof value === 'string' ? printable(value) : value)

/** article.ninjs.json: IPTC ninjs 3.1. Its body is the page's own markup, so everything is there as what it is. */
export const ninjs: Format = {
  id: 'ninjs',
  carries: EVERYTHING,
  files: async (subject) => [textFile('article.ninjs.json', 'application/json', `${JSON.stringify(await ninjsOf(subject), clean, 2)}\n`)],
}
