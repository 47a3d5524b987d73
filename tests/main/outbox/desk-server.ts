import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

import { pieceSchema, type Piece } from '../../../src-shared/desk-api/pieces'
import { routes } from '../../../src-shared/desk-api/routes'
import { failed, ok, type Failure } from '../../../src-shared/outcome'
import { fromBase64 } from '../../../src-shared/signoff/envelope'

/** How the server treats a request: as a desk does, or in one of the ways networks and desks go wrong. `late` and `hang` do the work and keep the answer. */
export type Manner = 'work' | 'refuse' | 'error' | 'html' | 'hang' | 'late' | 'stale' | 'oldCredential' | 'signedOut'

export type DeskServer = {
  base: string
  /** Manners of the coming requests to a route, in order; then `work`. */
  plan: { submit: Manner[]; review: Manner[]; any: Manner[] }
  /** Acts of review in the order they first arrived. */
  reviews: { id: string; story: string }[]
  /** Statements in the order they first arrived. */
  submissions: { id: string; story: string }[]
  photos: Map<string, Uint8Array>
  revisions: Map<string, Uint8Array>
  /** Every request answered or not, as "METHOD path". */
  requests: string[]
  /** Sends the answers that were kept back. */
  release: () => void
  close: () => Promise<void>
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const pieceOf = (story: string, id: string): Piece =>
  pieceSchema.parse({
    standing: { story, author: 'zhou', authorKey: 'a'.repeat(64), state: 'inReview', stage: 0, revision: { number: 1, sha256: 'b'.repeat(64) }, acted: [], lastEvent: id },
    headline: '', slugline: '', channel: [], byline: '', authorName: '', characters: 0, photos: 0, submittedAt: '', waitingSince: '', reason: '', signedBy: '', signedAt: '', publications: [],
  })

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

const REFUSALS: Partial<Record<Manner, [Failure, number]>> = {
  error: [failed('unexpected', 'The desk stumbled.'), 500],
  stale: [failed('stale', 'Something happened to the piece since you last saw it.'), 409],
  oldCredential: [failed('credential-stale', 'There is a newer record of this key.'), 409],
  signedOut: [failed('not-signed-in', 'Sign in to the desk first.'), 401],
}

/** A small HTTP desk on 127.0.0.1 that keeps to the contract (idempotent by statement) and misbehaves when told to. */
export const startDeskServer = async (port = 0): Promise<DeskServer> => {
  const kept: (() => void)[] = []
  const state: Omit<DeskServer, 'base' | 'close' | 'release'> = { plan: { submit: [], review: [], any: [] }, reviews: [], submissions: [], photos: new Map(), revisions: new Map(), requests: [] }

  const work = (method: string, path: string, body: Buffer): unknown => {
    const [, , kind, key = ''] = path.split('/')
    if (kind === 'photos' && method === 'GET') return ok({ known: state.photos.has(key) })
    if (kind === 'photos' || kind === 'revisions') {
      if (sha256(body) !== key) return failed('digest-mismatch', 'Other bytes than named.')
      state[kind].set(key, new Uint8Array(body))
      return ok(null)
    }
    const { envelope } = routes.submit.body.parse(JSON.parse(body.toString('utf8')))
    const id = sha256(fromBase64(envelope.payload))
    const arrived = path.endsWith('/reviews') ? state.reviews : state.submissions
    if (!arrived.some((known) => known.id === id)) arrived.push({ id, story: key })
    return ok(pieceOf(key, id))
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url ?? ''
    const submitting = path.endsWith('/submissions')
    state.requests.push(`${request.method ?? ''} ${path}`)
    const reviewing = path.endsWith('/reviews')
    const manner = state.plan.any.shift() ?? (submitting ? state.plan.submit.shift() : reviewing ? state.plan.review.shift() : undefined) ?? 'work'
    if (manner === 'refuse') return void request.socket.destroy()
    const body = await bodyOf(request)
    const say = (value: unknown, status = 200): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    const refusal = REFUSALS[manner]
    if (refusal) {
      say(...refusal)
      return
    }
    if (manner === 'html') return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to the hotel network</h1>')
    const done = work(request.method ?? '', path, body)
    if (manner === 'hang') return void kept.push(() => request.socket.destroy())
    if (manner === 'late') return void kept.push(() => say(done))
    say(done)
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    ...state,
    base: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    release: () => {
      for (const go of kept.splice(0)) go()
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
