import { createHash } from 'node:crypto'
import { z } from 'zod'

import type { ConnectorKind } from '../../../../src-main/connectors/connector-kind'
import { openHttp } from '../../../../src-main/connectors/http'
import { signedRendition } from '../../../../src-main/connectors/signed-photo'
import { failed, ok, type Outcome } from '../../../../src-shared/outcome'
import { articleBody } from '../../../../src-shared/publication/article-html'
import { articleText } from '../../../../src-shared/publication/article-text'
import type { Connector, Found, Order, PhotoOf, RemoteCopy } from '../../../../src-shared/publication/connector'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'
import { EVERYTHING, titleBy } from '../../../../src-shared/publication/destination'
import { renditionsOf } from '../../../../src-shared/publication/photo-uses'
import type { SignedPiece } from '../../../../src-shared/publication/piece'
import { viewOf, type ArticleView } from '../../../../src-shared/publication/view'
import type { Receipt } from '../../../../src-shared/signoff/statement'

const postSchema = z.object({ ref: z.string(), title: z.string(), html: z.string(), state: z.enum(['live', 'hidden']), revision: z.int(), version: z.string() })
type Post = z.infer<typeof postSchema>

const digest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
/** The words of an HTML text, a line a block: enough for a board that keeps what it is sent. */
const linesOf = (html: string): string[] => html.replace(/<\/(?:p|h[1-6]|li|figcaption|blockquote|td|th)>/g, '\n').replace(/<[^>]+>/g, '').split('\n').map((line) => line.trim()).filter(Boolean)

/** A notice board behind the port. */
export const board: ConnectorKind = {
  kind: 'board',
  asks: { account: false },
  open: (settings, secret, tools) => {
    if (secret === '') return connectorFault('destination-credentials', 'A board needs its token.')
    const http = openHttp({
      base: settings.address,
      headers: () => Promise.resolve({ authorization: `Bearer ${secret}` }),
      refuse: (status) => (status === 412 ? connectorFault('remote-edited', 'The post was changed on the board.', { version: '', at: '' }) : null),
      fetch: tools.fetch,
      now: tools.now,
    })
    const pageOf = (story: string): string => new URL(`page/${story}`, settings.address).href
    const receiptOf = (post: Post, sent: string): Receipt => ({ destination: settings.id, remoteId: post.ref, url: pageOf(post.ref), remoteVersion: post.version, sent })

    /** What stands there of a story; null where nothing does. Its own reference is the story's id, so a lost answer is found again. */
    const find = async (story: string, signal: AbortSignal): Promise<Outcome<Post | null>> => {
      const found = await http.ask({ method: 'GET', path: `post/${story}`, signal }, postSchema)
      if (found.ok) return ok(found.value.value)
      return found.code === 'destination-lacks' ? ok(null) : found
    }
    const drawn = (view: ArticleView) => {
      const html = articleBody(view, (_, { name }) => ({ src: new URL(`picture/${name}.jpg`, settings.address).href, width: 600, height: 400 }), () => null)
      return { title: titleBy(settings.title, view.story), html }
    }
    const copyOf = ({ title, html }: { title: string; html: string }): RemoteCopy => ({ title, summary: '', lines: linesOf(html), channels: [], keywords: [], authors: [], photos: [], time: null })

    const sendPhotos = async (piece: SignedPiece, view: ArticleView, photo: PhotoOf, signal: AbortSignal): Promise<Outcome<null>> => {
      for (const use of renditionsOf(view.story)) {
        const made = await signedRendition(use, { story: view.story, photos: piece.story.photos, photo, render: tools.webRendition })
        if (!made.ok) return made
        const put = await http.ask({ method: 'PUT', path: `picture/${use.name}.jpg`, body: made.value as Uint8Array<ArrayBuffer>, headers: { 'content-type': 'image/jpeg' }, signal }, z.object({}))
        if (!put.ok) return put
      }
      return ok(null)
    }

    const write = async (story: string, known: Post | null, post: Omit<Post, 'ref' | 'version'>, signal: AbortSignal): Promise<Outcome<Post>> => {
      const written = await http.ask({ method: 'PUT', path: `post/${story}`, json: post, headers: known ? { 'if-match': known.version } : {}, signal }, postSchema)
      return written.ok ? ok(written.value.value) : written
    }

    const publish = async (piece: SignedPiece, photo: PhotoOf, { last, over, signal }: Order): Promise<Outcome<Receipt>> => {
      const view = viewOf(piece)
      const known = await find(piece.story.id, signal)
      if (!known.ok) return known
      const there = known.value
      const { number } = piece.signOff.statement.revision
      if (there && there.revision > number) return connectorFault('newer-published', 'A later revision stands there.', { published: there.revision, revision: number })
      const post = { ...drawn(view), state: 'live' as const, revision: number }
      const sent = digest(JSON.stringify([post.title, post.html]))
      // What stands there already, whoever put it there: an answer that was lost, or the same piece again.
      if (there?.title === post.title && there.html === post.html && there.state === 'live' && there.revision === number) return ok(receiptOf(there, sent))
      if (there && last && there.version !== last.remoteVersion && there.version !== over) return connectorFault('remote-edited', 'The post was changed on the board.', { version: there.version, at: '' })
      const photos = await sendPhotos(piece, view, photo, signal)
      if (!photos.ok) return photos
      const written = await write(piece.story.id, there, post, signal)
      return written.ok ? ok(receiptOf(written.value, sent)) : written
    }

    const connector: Connector = {
      describe: () => ({ id: settings.id, name: settings.name, kind: 'board', address: settings.address, carries: { ...EVERYTHING, channels: 'none' } }),
      publish,
      takeDown: async (story, { signal }) => {
        const known = await find(story, signal)
        if (!known.ok) return known
        if (!known.value) return failed('not-published', 'Nothing of this piece stands there.', { destination: settings.name })
        const { ref: _ref, version: _version, ...post } = known.value
        const hidden = post.state === 'hidden' ? known : await write(story, known.value, { ...post, state: 'hidden' }, signal)
        return hidden.ok && hidden.value ? ok(receiptOf(hidden.value, digest(JSON.stringify([post.title, post.html])))) : (hidden as Outcome<never>)
      },
      look: async (story, _last, signal): Promise<Outcome<Found>> => {
        const known = await find(story, signal)
        if (!known.ok) return known
        const post = known.value
        if (!post) return ok({ state: 'gone', version: '', url: '', edited: null, copy: null })
        return ok({ state: post.state, version: post.version, url: pageOf(story), edited: null, copy: copyOf(post) })
      },
      preview: (view) => {
        const post = drawn(view)
        return Promise.resolve(ok({ copy: copyOf(post), source: articleText(view) }))
      },
      test: async (signal) => {
        const self = await http.ask({ method: 'GET', path: 'api/self', signal }, z.object({ may: z.array(z.string()) }))
        const code = self.ok ? (self.value.value.may.includes('post') ? '' : 'destination-permission') : self.code
        return ok([{ what: 'account', ok: code === '', code, message: self.ok ? '' : self.message, details: {} }])
      },
      choices: () => Promise.resolve(ok({ channels: [], authors: [] })),
    }
    return ok(connector)
  },
}
