import { failed, failureOf, Fault, ok, type Outcome } from '../../../src-shared/outcome'
import type { Connector, Found, Order, PhotoOf } from '../../../src-shared/publication/connector'
import { connectorFault } from '../../../src-shared/publication/connector-faults'
import type { Carries, DestinationSettings } from '../../../src-shared/publication/destination'
import type { SignedPiece } from '../../../src-shared/publication/piece'
import { viewOf } from '../../../src-shared/publication/view'
import type { Receipt } from '../../../src-shared/signoff/statement'
import type { ConnectorKind, Tools } from '../connector-kind'
import { openGhost, siteOf, type Ghost, type Post } from './api'
import { checkGhost } from './checks'
import { keyOf } from './key'
import { readLexical } from './lines'
import { markOf } from './mark'
import { dryPictures, MOST_BYTES, sendPictures, sentPictures } from './pictures'
import { copyOfDraft, copyOfPost, draftOf, fieldsOf, holds, MOST, namedBy, slugOfStory, strippedOf, tagSlugOfStory, versionOf, type Draft } from './post'
import { isCollision } from './refusals'

/**
 * Photos of a group stand one under the other; a note's call leads to the note, and no way leads back. Boxes, tables and entries go as HTML, which Ghost prints as it is and its
 * editor shows as HTML.
 */
const CARRIES: Carries = { blocks: { photoGroup: 'plain' }, authors: 'many', channels: 'flat', captions: true, schedule: true, headline: MOST.title, summary: MOST.excerpt, photoBytes: MOST_BYTES }

const sentOf = (post: Post, last: Receipt | null): string => markOf(post.codeinjection_foot)?.sha256 ?? last?.sent ?? '0'.repeat(64)

/** The story's post: by the id the desk has, else by our slug or tag. Copies somebody made of it carry the tag too, so the slug counts more, and the oldest first. */
const postOf = async (ghost: Ghost, story: string, last: Receipt | null, signal: AbortSignal): Promise<Outcome<Post | null>> => {
  if (last !== null && /^[0-9a-f]{24}$/.test(last.remoteId)) {
    const known = await ghost.read(last.remoteId, signal)
    if (!known.ok || known.value !== null) return known
  }
  const found = await ghost.find(`slug:'${slugOfStory(story)}',tag:'${tagSlugOfStory(story)}'`, signal)
  if (!found.ok) return found
  return ok(found.value.find(({ slug }) => slug === slugOfStory(story)) ?? found.value[0] ?? null)
}

const editedOf = (post: Post): ReturnType<typeof connectorFault> =>
  connectorFault('remote-edited', 'Somebody changed it in Ghost since the desk last sent it.', { version: versionOf(post), at: post.updated_at })

const caught = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) return failureOf(error)
    throw error
  }
}

/** Ghost behind the connector port, over its Admin API. */
const connectorOf = (settings: DestinationSettings, ghost: Ghost, tools: Tools): Connector => {
  // A post that waits or is taken down has no address but a preview's, which shows it to whoever has it.
  const addressOf = (post: Post, last: Receipt | null): string =>
    post.status === 'published' && !post.url.endsWith('/404/') ? post.url : last !== null && last.remoteId === post.id ? last.url : `${ghost.site}${post.slug}/`
  const receiptOf = (post: Post, last: Receipt | null, sent: string, draft: Draft | null): Receipt => {
    const stripped = draft ? strippedOf(post, draft) : []
    return { destination: settings.id, remoteId: post.id, url: addressOf(post, last), remoteVersion: versionOf(post), sent, ...(stripped.length > 0 ? { stripped } : {}) }
  }

  /** Makes the post. Where another of ours came first (a request that was given up on, yet arrived), ours is taken away again: nobody has seen it. */
  const create = async (draft: Draft, fields: ReturnType<typeof fieldsOf>, signal: AbortSignal): Promise<Outcome<Post>> => {
    const made = await ghost.create(fields, signal)
    if (!made.ok || made.value.slug === draft.slug) return made
    const first = await postOf(ghost, draft.story, null, signal)
    if (!first.ok || first.value === null || first.value.id === made.value.id) return made
    const removed = await ghost.remove(made.value.id, signal)
    if (!removed.ok) return removed
    return ghost.update(first.value.id, first.value.updated_at, fields, signal)
  }

  const publish = async (piece: SignedPiece, photo: PhotoOf, order: Order): Promise<Outcome<Receipt>> => {
    const { last, signal } = order
    const view = viewOf(piece)
    const revision = piece.signOff.statement.revision.number
    const at = order.at !== null && Date.parse(order.at) > Date.parse(tools.now()) ? new Date(order.at).toISOString() : null
    const found = await postOf(ghost, view.story.id, last, signal)
    if (!found.ok) return found
    const held = found.value
    const mark = held ? markOf(held.codeinjection_foot) : null
    if (mark && mark.revision > revision) return connectorFault('newer-published', `Revision ${String(mark.revision)} is published; revision ${String(revision)} would replace it.`, { published: mark.revision, revision })
    const edited = held !== null && last !== null && versionOf(held) !== last.remoteVersion && versionOf(held) !== order.over
    if (edited && mark?.sha256 !== piece.sha256) return editedOf(held)
    if (at !== null && held?.status === 'published') return connectorFault('destination-refused', 'Ghost cannot change at a later time what is live now.', { status: 0, reason: 'live' })

    const pictures = await sendPictures({ ghost, piece, story: view.story, photo, render: tools.webRendition, shown: held ? readLexical(held.lexical).images : [], now: tools.now(), signal })
    if (!pictures.ok) return pictures
    const draft = draftOf(view, settings, sentPictures(pictures.value))
    // Ours already, if its answer was lost.
    if (held && mark?.sha256 === piece.sha256 && mark.revision === revision && holds(held, draft, at)) return ok(receiptOf(held, last, piece.sha256, draft))
    if (edited) return editedOf(held)

    const fields = fieldsOf(draft, { revision, sha256: piece.sha256 }, held?.codeinjection_foot ?? '', at)
    const written = held ? await ghost.update(held.id, held.updated_at, fields, signal) : await create(draft, fields, signal)
    if (!written.ok && !isCollision(written)) return written
    const back = await postOf(ghost, view.story.id, written.ok ? receiptOf(written.value, null, piece.sha256, null) : last, signal)
    if (!back.ok) return back
    if (back.value === null) return failed('not-published', 'It is not there any more.', { destination: settings.name })
    return written.ok ? ok(receiptOf(back.value, last, piece.sha256, draft)) : editedOf(back.value)
  }

  const takeDown = async (story: string, { last, signal }: Order): Promise<Outcome<Receipt>> => {
    const found = await postOf(ghost, story, last, signal)
    if (!found.ok) return found
    if (found.value === null) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
    const held = found.value
    const url = addressOf(held, last)
    const down = held.status === 'draft' ? ok(held) : await ghost.update(held.id, held.updated_at, { status: 'draft' }, signal)
    if (!down.ok) return isCollision(down) ? editedOf(held) : down
    const back = held.status === 'draft' ? down : await ghost.read(held.id, signal)
    if (!back.ok) return back
    return ok({ ...receiptOf(back.value ?? down.value, last, sentOf(held, last), null), url })
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
      return await caught(() => mine)
    } finally {
      if (queues.get(story) === settled) queues.delete(story)
    }
  }

  return {
    describe: () => ({ id: settings.id, name: settings.name, kind: 'ghost', address: siteOf(settings.address), carries: CARRIES }),
    publish: (piece, photo, order) => alone(piece.story.id, () => publish(piece, photo, order)),
    takeDown: (story, order) => alone(story, () => takeDown(story, order)),
    look,
    preview: (view, signal) =>
      caught(async () => {
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
