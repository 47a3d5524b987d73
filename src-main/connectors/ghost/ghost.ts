import { expected, failed, ok, type Outcome } from '../../../src-shared/outcome'
import type { Connector, Found, Order, PhotoOf } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Carries, DestinationSettings } from '../../../src-shared/publication/destination'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import { viewOf } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { ConnectorKind, Tools } from '../connector-kind'
import { hourNear, wholeSecond } from '../hour-near'
import { openGhost, siteOf, type Ghost, type Post } from './api'
import { checkGhost } from './checks'
import { keyOf } from './key'
import { readLexical } from './lines'
import { markOf, withMark } from './mark'
import { dryPictures, MOST_BYTES, sendPictures, sentPictures } from './pictures'
import { copyOfDraft, copyOfPost, draftOf, fieldsOf, holds, MOST, namedBy, slugOfStory, strippedOf, tagSlugOfStory, versionOf, type Draft } from './post'
import { isAbsent, isCollision } from './refusals'

/**
 * Photos of a group stand one under the other; a note's call leads to the note, and no way leads back. Boxes, tables and entries go as HTML, which Ghost prints as it is and its
 * editor shows as HTML.
 */
const CARRIES: Carries = { blocks: { photoGroup: 'plain' }, authors: 'many', channels: 'flat', captions: true, schedule: true, headline: MOST.title, summary: MOST.excerpt, photoBytes: MOST_BYTES }

const sentOf = (post: Post, last: Receipt | null): string => markOf(post.codeinjection_foot)?.sha256 ?? last?.sent ?? '0'.repeat(64)

const postsOf = (ghost: Ghost, story: string, signal: AbortSignal): Promise<Outcome<Post[]>> => ghost.find(`slug:'${slugOfStory(story)}',tag:'${tagSlugOfStory(story)}'`, signal)
const firstOf = (posts: readonly Post[], story: string): Post | null => posts.find(({ slug }) => slug === slugOfStory(story)) ?? posts[0] ?? null

/** The story's post: by the id the desk has, else by our slug or tag. Copies somebody made of it carry the tag too, so the slug counts more, and the oldest first. */
const postOf = async (ghost: Ghost, story: string, last: Receipt | null, signal: AbortSignal): Promise<Outcome<Post | null>> => {
  if (last !== null && /^[0-9a-f]{24}$/.test(last.remoteId)) {
    const known = await ghost.read(last.remoteId, signal)
    if (!known.ok || known.value !== null) return known
  }
  const found = await postsOf(ghost, story, signal)
  return found.ok ? ok(firstOf(found.value, story)) : found
}

const editedOf = (post: Post): ReturnType<typeof connectorFault> =>
  connectorFault('remote-edited', 'Somebody changed it in Ghost since the desk last sent it.', { version: versionOf(post), at: post.updated_at })

/** Ghost behind the connector port, over its Admin API. */
const connectorOf = (settings: DestinationSettings, ghost: Ghost, tools: Tools): Connector => {
  // A post that waits or is taken down has no address but a preview's, which shows it to whoever has it.
  const addressOf = (post: Post, last: Receipt | null): string =>
    post.status === 'published' && !post.url.endsWith('/404/') ? post.url : last !== null && last.remoteId === post.id ? last.url : `${ghost.site}${post.slug}/`
  const receiptOf = (post: Post, last: Receipt | null, sent: string, draft: Draft | null): Receipt => {
    const stripped = draft ? strippedOf(post, draft) : []
    return { destination: settings.id, remoteId: post.id, url: addressOf(post, last), remoteVersion: versionOf(post), sent, ...(stripped.length > 0 ? { stripped } : {}) }
  }

  /**
   * Makes the post, where there was none. Where another of ours came first (a request that was given up on, yet arrived), ours is taken away again; where ours is the first and
   * arrived twice, the other.
   */
  const create = async (draft: Draft, fields: ReturnType<typeof fieldsOf>, sha256: string, signal: AbortSignal): Promise<Outcome<Post>> => {
    const made = await ghost.create(fields, signal)
    if (!made.ok) return made
    const found = await postsOf(ghost, draft.story, signal)
    if (!found.ok) return found
    const first = firstOf(found.value, draft.story) ?? made.value
    for (const other of found.value) {
      if (other.id === first.id || (other.id !== made.value.id && markOf(other.codeinjection_foot)?.sha256 !== sha256)) continue
      const removed = await ghost.remove(other.id, signal)
      // Who made it took it away already.
      if (!removed.ok && !isAbsent(removed)) return removed
    }
    return first.id === made.value.id ? made : ghost.update(first.id, first.updated_at, fields, signal)
  }

  const publish = async (piece: SignedPiece, photo: PhotoOf, order: Order): Promise<Outcome<Receipt>> => {
    const { last, signal } = order
    const view = viewOf(piece)
    const revision = piece.signOff.statement.revision.number
    const at = order.at !== null && Date.parse(order.at) > Date.parse(tools.now()) ? wholeSecond(order.at) : null
    const found = await postOf(ghost, view.story.id, last, signal)
    if (!found.ok) return found
    const held = found.value
    const mark = held ? markOf(held.codeinjection_foot) : null
    if (mark && mark.revision > revision) return connectorFault('newer-published', `Revision ${String(mark.revision)} is published; revision ${String(revision)} would replace it.`, { published: mark.revision, revision })
    // Taken down by us without the desk hearing of it.
    const downByUs = held !== null && mark?.down === true && versionOf({ ...held, status: 'published' }) === last?.remoteVersion
    const edited = held !== null && last !== null && versionOf(held) !== last.remoteVersion && versionOf(held) !== order.over && !downByUs
    if (edited && mark?.sha256 !== piece.sha256) return editedOf(held)
    if (at !== null && held?.status === 'published') return connectorFault('destination-refused', 'Ghost cannot change at a later time what is live now.', { status: 0, reason: 'live' })

    const pictures = await sendPictures({ ghost, piece, story: view.story, photo, render: tools.webRendition, shown: held ? readLexical(held.lexical).images : [], now: tools.now(), signal })
    if (!pictures.ok) return pictures
    const near = hourNear(at, tools.now(), 1000)
    if (near) return near
    const draft = draftOf(view, settings, sentPictures(pictures.value))
    // Ours already, if its answer was lost.
    if (held && mark?.sha256 === piece.sha256 && mark.revision === revision && holds(held, draft, at)) return ok(receiptOf(held, last, piece.sha256, draft))
    if (edited) return editedOf(held)

    const fields = fieldsOf(draft, { revision, sha256: piece.sha256 }, held?.codeinjection_foot ?? '', at)
    const written = held ? await ghost.update(held.id, held.updated_at, fields, signal) : await create(draft, fields, piece.sha256, signal)
    if (!written.ok && !isCollision(written)) return written
    const back = await postOf(ghost, view.story.id, written.ok ? receiptOf(written.value, null, piece.sha256, null) : last, signal)
    if (!back.ok) return back
    if (back.value === null) return failed('not-published', 'It is not there any more.', { destination: settings.name })
    // A collision may be with the very same request, if the line sent it twice.
    const ours = written.ok || (markOf(back.value.codeinjection_foot)?.sha256 === piece.sha256 && holds(back.value, draft, at))
    return ours ? ok(receiptOf(back.value, last, piece.sha256, draft)) : editedOf(back.value)
  }

  const takeDown = async (story: string, { last, signal }: Order): Promise<Outcome<Receipt>> => {
    const found = await postOf(ghost, story, last, signal)
    if (!found.ok) return found
    if (found.value === null) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
    const held = found.value
    const url = addressOf(held, last)
    const mark = markOf(held.codeinjection_foot)
    const said = mark === null ? {} : { codeinjection_foot: withMark(held.codeinjection_foot, { ...mark, down: true }) }
    const down = held.status === 'draft' ? ok(held) : await ghost.update(held.id, held.updated_at, { status: 'draft', ...said }, signal)
    if (!down.ok && !isCollision(down)) return down
    const back = held.status === 'draft' ? down : await ghost.read(held.id, signal)
    if (!back.ok) return back
    const now = back.value ?? (down.ok ? down.value : held)
    // The line may have sent the request twice, and the first did it.
    if (!down.ok && versionOf(now) !== versionOf({ ...held, status: 'draft' })) return editedOf(now)
    return ok({ ...receiptOf(now, last, sentOf(held, last), null), url })
  }

  const look = async (story: string, last: Receipt, signal: AbortSignal): Promise<Outcome<Found>> => {
    const found = await postOf(ghost, story, last, signal)
    if (!found.ok) return found
    if (found.value === null) return ok({ state: 'gone', version: '', url: '', edited: null, copy: null })
    const post = found.value
    const version = versionOf(post)
    const state = post.status === 'published' ? 'live' : post.status === 'scheduled' ? 'scheduled' : 'hidden'
    return ok({ state, version, url: addressOf(post, last), edited: version === last.remoteVersion ? null : post.updated_at, copy: copyOfPost(post) })
  }

  /** A draft whose mapped tags and authors have the names Ghost shows, so that a copy found there can be compared; as it was where Ghost cannot be asked. */
  const namedThere = async (draft: Draft, signal: AbortSignal): Promise<Draft> => {
    const isMapped = ({ remote }: Draft['tags'][number]): boolean => remote !== ''
    const tags = draft.tags.some(isMapped) ? await ghost.tags(signal) : ok([])
    const users = tags.ok && draft.authors.length > 0 ? await ghost.users(signal) : ok([])
    if (!tags.ok || !users.ok) return draft
    return { ...draft, tags: namedBy(draft.tags, tags.value), authors: namedBy(draft.authors, users.value) }
  }

  // One writing of a story at a time: Ghost would make a second post.
  const queues = new Map<string, Promise<unknown>>()
  const alone = async <T>(story: string, work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const mine = (queues.get(story) ?? Promise.resolve()).then(work)
    const settled = mine.catch(() => undefined)
    queues.set(story, settled)
    try {
      return await expected(() => mine)
    } finally {
      if (queues.get(story) === settled) queues.delete(story)
    }
  }

  return {
    describe: () => ({ id: settings.id, name: settings.name, kind: 'ghost', address: siteOf(settings.address), carries: CARRIES, title: settings.title }),
    publish: (piece, photo, order) => alone(piece.story.id, () => publish(piece, photo, order)),
    takeDown: (story, order) => alone(story, () => takeDown(story, order)),
    look,
    preview: (view, signal) =>
      expected(async () => {
        const draft = draftOf(view, settings, dryPictures(view.story, ghost.site))
        return ok({ copy: copyOfDraft(await namedThere(draft, signal)), source: draft.lexical })
      }),
    test: (signal) => checkGhost(ghost, settings.author, signal),
    choices: async (signal) => {
      const [tags, users] = [await ghost.tags(signal), await ghost.users(signal)]
      if (!tags.ok) return tags
      if (!users.ok) return users
      return ok({ channels: tags.value.map(({ id, name }) => ({ remote: id, path: [name] })), authors: users.value.map(({ id, name }) => ({ remote: id, name })) })
    },
  }
}

/** Ghost 5 and newer, over the Admin API with a custom integration's key. */
export const ghostKind: ConnectorKind = {
  kind: 'ghost',
  asks: { account: false },
  open: (settings, secret, tools) => {
    const key = keyOf(secret)
    return key.ok ? ok(connectorOf(settings, openGhost(settings.address, key.value, tools), tools)) : key
  },
}
