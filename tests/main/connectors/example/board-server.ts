import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the board keeps of one post. `version` changes with every write. */
export type Post = { ref: string; title: string; html: string; state: 'live' | 'hidden'; revision: number; version: string }

const read = (request: IncomingMessage): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => resolve(Buffer.concat(parts))).on('error', reject)
  })

/** A notice board with a small JSON API on loopback: a CMS as simple as one can be, for the worked example of docs/guide/connectors.md. */
export const startBoard = async (token: string) => {
  const posts = new Map<string, Post>()
  const pictures = new Map<string, Buffer>()
  const versionOf = (post: Omit<Post, 'version'>): string => createHash('sha256').update(JSON.stringify([post.title, post.html, post.state, post.revision])).digest('hex').slice(0, 16)

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const send = (status: number, type: string, body: string | Buffer | undefined): void => {
      response.writeHead(status, { 'content-type': type }).end(body)
    }
    const json = (status: number, body: unknown): void => send(status, 'application/json', JSON.stringify(body))
    const { pathname } = new URL(request.url ?? '/', 'http://board')
    const [, room = '', name = ''] = pathname.split('/')
    const post = posts.get(name)
    if (room === 'page' && post?.state === 'live') send(200, 'text/html; charset=utf-8', `<!doctype html><title>${post.title}</title><h1>${post.title}</h1>${post.html}`)
    else if (room === 'page') send(404, 'text/plain', 'Nothing here')
    else if (room === 'picture' && request.method === 'GET') send(pictures.has(name) ? 200 : 404, 'image/jpeg', pictures.get(name))
    else if (request.headers.authorization !== `Bearer ${token}`) json(401, { error: 'who are you' })
    else if (room === 'api' && name === 'self') json(200, { may: ['post'] })
    else if (room === 'picture' && request.method === 'PUT') {
      pictures.set(name, await read(request))
      json(200, {})
    } else if (room === 'post' && request.method === 'PUT') {
      const given = { ...(JSON.parse((await read(request)).toString()) as Omit<Post, 'version' | 'ref'>), ref: name }
      const kept = { ...given, version: versionOf(given) }
      if ((request.headers['if-match'] ?? 'none') !== (post?.version ?? 'none')) json(412, { error: 'somebody was here' })
      else {
        posts.set(name, kept)
        json(200, kept)
      }
    } else if (room === 'post' && post) json(200, post)
    else json(404, { error: 'nothing here' })
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`,
    posts,
    pictures,
    /** Somebody changes a post on the board itself. */
    edit: (ref: string, html: string): void => {
      const post = posts.get(ref)
      if (post) posts.set(ref, { ...post, html, version: versionOf({ ...post, html }) })
    },
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}
