import { createHash } from 'node:crypto'

import type { PhotoSource } from '../../../src-shared/publication/article-html'
import type { RemoteCopy } from '../../../src-shared/publication/connector'
import { mappedChannel, titleBy, type DestinationSettings } from '../../../src-shared/publication/destination'
import { printable } from '../../../src-shared/publication/markup'
import type { ArticleView } from '../../../src-shared/publication/view'
import { PRINT_WORDS } from '../../../src-shared/publication/words'
import type { Post, PostFields } from './api'
import { readLexical, readPrinted } from './lines'
import { markOf, withMark, type Mark } from './mark'
import { nameOfPicture } from './pictures'
import { lexicalOfStory } from './text'

/** What Ghost takes at most, in characters. */
export const MOST = { title: 255, excerpt: 300, tag: 191 } as const

/** A tag or an account: `remote` is its id or slug in Ghost, empty for a tag that is known by its name alone. */
type Named = { remote: string; name: string }

/** A story as it goes to Ghost. `authors` empty leaves them to Ghost. */
export type Draft = { title: string; slug: string; lexical: string; excerpt: string; tags: Named[]; authors: Named[]; channels: number; time: string; story: string }

const shortened = (text: string, most: number): string => {
  const letters = Array.from(text)
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
const same = (one: string, other: string): boolean => one.toLocaleLowerCase() === other.toLocaleLowerCase()
const once = (tags: Named[]): Named[] => tags.filter((tag, at) => tags.findIndex((other) => same(other.name, tag.name)) === at)

/** The tag only editors see, by which a story's post is found again. */
export const tagOfStory = (story: string): string => `#stet-${story.toLowerCase()}`
/** Its slug, as Ghost makes it. */
export const tagSlugOfStory = (story: string): string => `hash-stet-${story.toLowerCase()}`
/** A story's slug: its id, so that no headline changes an address. */
export const slugOfStory = (story: string): string => story.toLowerCase()

// A name that begins with # would be a tag nobody sees.
const tagName = (name: string): string => shortened(printable(name).replace(/^[#\s]+/, '').trim(), MOST.tag)

/** The channel as tags, the innermost first: the tag Ghost shows above the headline. Channels flat: each step of the path is one. */
const channelTags = (channel: readonly string[], settings: DestinationSettings): Named[] =>
  channel
    .map((_, index) => channel.slice(0, index + 1))
    .reverse()
    .flatMap((path) => {
      const name = tagName(path.at(-1) ?? '')
      const remote = mappedChannel(settings, path)
      if (remote !== undefined) return [{ remote, name }]
      return settings.makeChannels && name !== '' ? [{ remote: '', name }] : []
    })

/** What print sets above the text and the title does not say. */
const openingOf = ({ story }: ArticleView, template: string, title: string, whole: string): string[] => {
  const unsaid = (place: string, text: string): string => (template.includes(`{${place}}`) ? '' : text)
  const headline = whole.includes(story.headline.trim()) ? '' : story.headline
  const source = story.source === '' ? '' : PRINT_WORDS[story.language].source(story.source)
  // A title that had to be shortened is said in full.
  return [title === whole ? '' : whole, unsaid('columnTag', story.columnTag), unsaid('kicker', story.kicker), headline, unsaid('deck', story.deck), source].map((line) => line.trim())
}

/** Makes a story into what is sent. `photo` says where its pictures stand. Throws as lexicalOfStory. */
export const draftOf = (view: ArticleView, settings: DestinationSettings, photo: PhotoSource): Draft => {
  const { story } = view
  const whole = printable(titleBy(settings.title, story)).replaceAll(/\s+/g, ' ').trim()
  const title = shortened(whole, MOST.title)
  const channels = once(channelTags(story.channel, settings))
  const keywords = story.keywords.map((word) => ({ remote: '', name: tagName(word) })).filter(({ name }) => name !== '')
  const mapped = story.contributors.flatMap(({ name }) => settings.authors.filter((author) => author.name === name).map(({ remote }) => ({ remote, name })))
  const authors = mapped.length > 0 ? mapped.filter(({ remote }, at) => mapped.findIndex((other) => other.remote === remote) === at) : settings.author === null ? [] : [{ remote: settings.author, name: settings.author }]
  return {
    title,
    slug: slugOfStory(story.id),
    lexical: lexicalOfStory(view, photo, openingOf(view, settings.title, title, whole)),
    excerpt: shortened(printable(story.summary).trim(), MOST.excerpt),
    tags: once([...channels, ...keywords]),
    authors,
    channels: channels.length,
    time: new Date(view.time).toISOString(),
    story: story.id,
  }
}

const ID = /^[0-9a-f]{24}$/
/** A tag or an account as Ghost is told it: by its id, else its slug. */
export const referTo = (remote: string): object => (ID.test(remote) ? { id: remote } : { slug: remote })
const isThe = ({ remote, name }: Named, held: { id: string; slug: string; name: string }): boolean => (remote === '' ? same(name, held.name) : held.id === remote || held.slug === remote)

/** Tags or authors by the names Ghost has for them; one that is not there keeps ours. */
export const namedBy = (sent: readonly Named[], held: readonly { id: string; slug: string; name: string }[]): Named[] => sent.map((one) => ({ ...one, name: held.find((each) => isThe(one, each))?.name ?? one.name }))

/** The request's post. `foot` is what the post has there already. */
export const fieldsOf = (draft: Draft, mark: Omit<Mark, 'channels'>, foot: string, at: string | null): PostFields => ({
  title: draft.title,
  slug: draft.slug,
  lexical: draft.lexical,
  custom_excerpt: draft.excerpt === '' ? null : draft.excerpt,
  codeinjection_foot: withMark(foot, { ...mark, channels: draft.channels }),
  status: at === null ? 'published' : 'scheduled',
  published_at: at ?? draft.time,
  tags: [...draft.tags.map(({ remote, name }) => (remote === '' ? { name } : referTo(remote))), { name: tagOfStory(draft.story) }],
  ...(draft.authors.length === 0 ? {} : { authors: draft.authors.map(({ remote }) => referTo(remote)) }),
})

const publicTags = (post: Post) => post.tags.filter(({ name, visibility }) => visibility !== 'internal' && !name.startsWith('#'))
const isShown = (post: Pick<Post, 'status'>): boolean => post.status !== 'draft'
const sameTime = (one: string | null, other: string): boolean => one !== null && Math.floor(Date.parse(one) / 1000) === Math.floor(Date.parse(other) / 1000)

/**
 * The version of what stands there: a digest of every field that publishing would overwrite, and of whether readers see it. So two edits within one second
 * are two versions, and Ghost's own touch of a post that goes live by its clock is none.
 */
export const versionOf = (post: Post): string =>
  createHash('sha256').update(JSON.stringify([post.title, post.slug, post.lexical, post.custom_excerpt, post.tags.map(({ id }) => id), post.authors.map(({ id }) => id), isShown(post)])).digest('hex').slice(0, 40)

/** True where a post already holds all of this, so that nothing need be sent. */
export const holds = (post: Post, draft: Draft, at: string | null): boolean => {
  const tags = publicTags(post)
  return (
    post.title === draft.title &&
    post.slug === draft.slug &&
    post.lexical === draft.lexical &&
    post.custom_excerpt === draft.excerpt &&
    tags.length === draft.tags.length &&
    draft.tags.every((tag, index) => tags[index] !== undefined && isThe(tag, tags[index])) &&
    (draft.authors.length === 0 || (post.authors.length === draft.authors.length && draft.authors.every((author, index) => post.authors[index] !== undefined && isThe(author, post.authors[index])))) &&
    post.status === (at === null ? 'published' : 'scheduled') &&
    sameTime(post.published_at, at ?? draft.time)
  )
}

const bare = (text: string): string => text.replace(/\s+/g, '')

/** What of a draft Ghost did not keep, read back: lines a reader does not get, tags and authors that are not there. Words for people, at most fifty. */
export const strippedOf = (post: Post, draft: Draft): string[] => {
  const printed = bare(readPrinted(post.html).lines.join(''))
  const tags = publicTags(post)
  const gone = [
    ...(post.title === draft.title ? [] : [draft.title]),
    ...(post.custom_excerpt === draft.excerpt ? [] : [draft.excerpt]),
    ...readLexical(draft.lexical).lines.filter((line) => !printed.includes(bare(line))),
    ...draft.tags.filter((tag) => !tags.some((held) => isThe(tag, held))).map(({ name }) => name),
    ...draft.authors.filter((author) => !post.authors.some((held) => isThe(author, held))).map(({ name }) => name),
  ]
  return gone.slice(0, 50).map((words) => shortened(words, 100))
}

/** What stands there, for people to read. */
export const copyOfPost = (post: Post): RemoteCopy => {
  const { lines, images } = readLexical(post.lexical)
  const tags = publicTags(post).map(({ name }) => name)
  const channels = markOf(post.codeinjection_foot)?.channels ?? 1
  return { title: post.title, summary: post.custom_excerpt, lines, channels: tags.slice(0, channels), keywords: tags.slice(channels), authors: post.authors.map(({ name }) => name), photos: images.map(nameOfPicture), time: post.published_at }
}

/** What would stand there, read in the same way. */
export const copyOfDraft = (draft: Draft): RemoteCopy => {
  const { lines, images } = readLexical(draft.lexical)
  const tags = draft.tags.map(({ name }) => name)
  return { title: draft.title, summary: draft.excerpt, lines, channels: tags.slice(0, draft.channels), keywords: tags.slice(draft.channels), authors: draft.authors.map(({ name }) => name), photos: images.map(nameOfPicture), time: draft.time }
}
