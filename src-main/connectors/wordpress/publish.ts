import { z } from 'zod'

import { failureOf, ok, type Outcome } from '../../../src-shared/outcome'
import type { Order, PhotoOf } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { DestinationSettings } from '../../../src-shared/publication/destination'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import { viewOf } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { Tools } from '../connector-kind'
import { hourNear, wholeSecond } from '../hour-near'
import type { Api } from './api'
import { postText, type PostText } from './content'
import { parsedForm } from './fingerprint'
import { checkPhotos, placePhotos } from './photos'
import { postSchema } from './schemas'
import { findMade, findPost, refusalToReplace, slugOf, standingOf, type Standing } from './standing'
import { strippedFrom } from './stripped'
import { categoryOf, tagsOf } from './terms'

/** Everything a post is to be. Without `categories` it stands in the site's default one; `date` is null where WordPress's own stays; `author` where it is the account's. */
type Wanted = { text: PostText; categories: number[]; tags: number[]; author: number | null; status: 'publish' | 'future'; date: string | null; revision: number; sha256: string }

/** Whose post it is: the first of the byline who has an account there, else who the settings say. */
export const authorOf = (settings: Pick<DestinationSettings, 'authors' | 'author'>, names: readonly string[]): number | null => {
  const remote = names.flatMap((name) => settings.authors.find((author) => author.name === name)?.remote ?? [])[0] ?? settings.author
  return remote !== null && Number.isInteger(Number(remote)) ? Number(remote) : null
}

const inUtc = (time: string): string => new Date(time).toISOString().slice(0, 19)

const sameIds = (a: readonly number[], b: readonly number[]): boolean => a.length === b.length && a.every((id) => b.includes(id))

/** True where sending would change nothing. */
const stands = ({ post, marker, shown }: Standing, wanted: Wanted): boolean =>
  shown === 'up' &&
  (post.status === wanted.status || (wanted.status === 'future' && post.status === 'publish')) &&
  (wanted.date === null || post.date_gmt === wanted.date) &&
  marker?.sha256 === wanted.sha256 &&
  marker.revision === wanted.revision &&
  (wanted.author === null || post.author === wanted.author) &&
  (wanted.categories.length === 0 ? post.categories.length > 0 : sameIds(post.categories, wanted.categories)) &&
  sameIds(post.tags, wanted.tags) &&
  (['title', 'excerpt', 'content'] as const).every((part) => parsedForm(post[part].raw) === parsedForm(wanted.text[part]))

/** What publishing into one WordPress works with. */
export type Desk = { api: Api; settings: DestinationSettings; tools: Tools }

const fieldsOf = (story: string, { text, tags, author, revision, sha256 }: Wanted) => ({
  ...text,
  tags,
  ...(author === null ? {} : { author }),
  // Dropped in silence where the plugin is not there.
  meta: { stet_id: story, stet_revision: String(revision), stet_sha256: sha256 },
})

/** None said leaves a new post to the site's default one. */
const inCategories = ({ categories }: Wanted) => (categories.length === 0 ? {} : { categories })

/** Takes a draft away that we made just now and nobody has seen. That another process took it away already is as good. */
const remove = async ({ api }: Desk, id: number, signal: AbortSignal): Promise<Outcome<null>> => {
  const ask = (method: 'DELETE' | 'GET', query: Record<string, string>) => api.ask(`wp/v2/posts/${String(id)}`, { method, query, signal }, z.unknown())
  const isAbsent = (answer: Outcome<unknown>): boolean => !answer.ok && answer.details['said'] === 'rest_post_invalid_id'
  const gone = await ask('DELETE', { force: 'true' })
  if (gone.ok || isAbsent(gone)) return ok(null)
  // Two that take it away in one moment: the second is told of a failure (500).
  return gone.code === 'destination-broken' && isAbsent(await ask('GET', { context: 'edit' })) ? ok(null) : gone
}

/**
 * Makes the post as a draft, which nobody sees, and looks whether another process made one too, or the request arrived twice: the first stays, so ours and what is the same go.
 * WordPress itself would make as many as are asked for.
 */
const create = async (desk: Desk, story: string, wanted: Wanted, signal: AbortSignal): Promise<Outcome<Standing>> => {
  const { api } = desk
  const made = await api.ask('wp/v2/posts', { method: 'POST', query: { context: 'edit' }, json: { ...fieldsOf(story, wanted), ...inCategories(wanted), slug: slugOf(story), status: 'draft' }, signal }, postSchema)
  if (!made.ok) return made
  const mine = made.value.value
  const found = await findMade(api, story, signal)
  if (!found.ok) return found
  const { first, others } = found.value
  for (const { post, marker, intact } of others) {
    if (post.id !== mine.id && !(post.status === 'draft' && intact && marker?.sha256 === wanted.sha256)) continue
    const gone = await remove(desk, post.id, signal)
    if (!gone.ok) return gone
  }
  if (first === null || first.post.id === mine.id) return ok(standingOf(mine))
  return refusalToReplace(first, wanted.revision, null, null) ?? ok(first)
}

/** `fresh` where it was made a moment ago. */
const update = async ({ api }: Desk, story: string, before: Standing, wanted: Wanted, fresh: boolean, signal: AbortSignal): Promise<Outcome<Standing>> => {
  const ask = (json: object) => api.ask(`wp/v2/posts/${String(before.post.id)}`, { method: 'POST', query: { context: 'edit' }, json, signal }, postSchema)
  const slug = before.shown === 'bin' ? { slug: slugOf(story) } : {}
  const unfiled = wanted.categories.length === 0 && !fresh
  const sent = await ask({ ...fieldsOf(story, wanted), ...(unfiled ? { categories: [] } : inCategories(wanted)), ...slug, status: wanted.status, ...(wanted.date === null ? {} : { date_gmt: wanted.date }) })
  // Out of the category it was in. Whoever saves it next would put it into the default one, which would be taken for somebody's edit: so it is saved once more.
  const filed = sent.ok && sent.value.value.categories.length === 0 ? await ask({ status: wanted.status }) : sent
  return filed.ok ? ok(standingOf(filed.value.value)) : filed
}

/** The port's publish, for one story at a time. */
export const publishPost = async (desk: Desk, piece: SignedPiece, photo: PhotoOf, { last, over, at: hour, signal }: Order): Promise<Outcome<Receipt>> => {
  if (signal.aborted) return failureOf(signal.reason)
  const { api, settings, tools } = desk
  const at = hour === null ? null : wholeSecond(hour)
  const view = viewOf(piece)
  const { story } = view
  const id = story.id.toLowerCase()
  const revision = piece.signOff.statement.revision.number
  const checked = await checkPhotos(story, photo)
  if (!checked.ok) return checked

  const mayReplace = async (): Promise<Outcome<Standing | null>> => {
    const found = await findPost(api, id, last, signal)
    if (!found.ok || found.value === null) return found
    return refusalToReplace(found.value, revision, last, over) ?? found
  }
  let before = await mayReplace()
  if (!before.ok) return before
  const held = at !== null && Date.parse(at) > Date.parse(tools.now())
  // A correction that waits would take what is live away until then.
  if (held && before.value?.post.status === 'publish') return connectorFault('destination-refused', 'WordPress cannot hold back a change to what is live.', { address: new URL(api.base).origin, status: 0, reason: 'a change to a live post cannot be scheduled' })

  const photos = await placePhotos(api, tools.webRendition, story, photo, signal)
  if (!photos.ok) return photos
  const category = await categoryOf(api, settings, story.channel, signal)
  if (!category.ok) return category
  const tags = await tagsOf(api, story.keywords, signal)
  if (!tags.ok) return tags
  // A printed time that is still to come would keep the post back.
  const date = at ?? (Date.parse(view.time) > Date.parse(tools.now()) ? null : view.time)
  const wanted: Wanted = {
    text: postText(view, settings, (name) => photos.value.placed.get(name) ?? null, { story: id, revision, sha256: piece.sha256 }),
    categories: category.value === null ? [] : [category.value],
    tags: tags.value,
    author: authorOf(settings, story.contributors.map(({ name }) => name)),
    status: held ? 'future' : 'publish',
    date: date === null ? null : inUtc(date),
    revision,
    sha256: piece.sha256,
  }
  // What is a minute ahead WordPress takes for now, and pictures take long.
  const near = held ? hourNear(at, tools.now(), 61_000) : null
  if (near) return near
  // Pictures take long: somebody may have changed it there meanwhile.
  if (photos.value.sent > 0 && before.value !== null) before = await mayReplace()
  if (!before.ok) return before
  if (before.value && stands(before.value, wanted)) return ok(receiptOf(desk, before.value, wanted, story.channel))
  const made: Outcome<Standing> = before.value ? ok(before.value) : await create(desk, id, wanted, signal)
  if (!made.ok) return made
  const sent = await update(desk, id, made.value, wanted, before.value === null, signal)
  if (sent.ok) return ok(receiptOf(desk, sent.value, wanted, story.channel))
  // Who may write drafts but not publish would leave one more with every try.
  if (!before.value && made.value.shown === 'down' && sent.code === 'destination-permission') await remove(desk, made.value.post.id, signal)
  return sent
}

const receiptOf = ({ settings }: Desk, standing: Standing, wanted: Wanted, channel: readonly string[]): Receipt => {
  const { post, url, version } = standing
  const noChannel = channel.length > 0 && (wanted.categories.length === 0 || !sameIds(post.categories, wanted.categories))
  const stripped = [...strippedFrom(wanted.text, post), ...(noChannel ? [channel.join(' / ')] : [])].slice(0, 50)
  return { destination: settings.id, remoteId: String(post.id), url, remoteVersion: version, sent: wanted.sha256, ...(stripped.length === 0 ? {} : { stripped }) }
}
