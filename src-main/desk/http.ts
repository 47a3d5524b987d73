import { Hono } from 'hono'
import { basename } from 'node:path'

import { routes, type RouteName } from '../../src-shared/desk-api/routes'
import { failed, failureOf, Fault, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { authorise, type Action, type Subject } from '../../src-shared/review/access'
import type { Person } from '../../src-shared/review/people'
import { readBody, refusal } from './body'
import type { Handlers } from './calls'
import type { Report } from './ledger'
import type { Attachment, Download } from './parts'
import { statusOf } from './status'

const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // A photo or a story opened by itself must not run as a page of the desk's.
  'content-security-policy': "default-src 'none'; sandbox",
} as const

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers: { ...HEADERS, 'content-type': 'application/json; charset=utf-8', ...headers } })

const refused = (failure: Failure): Response =>
  json(failure, statusOf(failure.code), failure.code === 'too-many-attempts' ? { 'retry-after': String(Number(failure.details['minutes']) * 60) } : {})

/** A fault keeps its code and loses what the asker has no business with: whole paths, stacks, words of libraries. */
const broke = (error: unknown): Response => {
  if (!(error instanceof Fault)) return json(failed('unexpected', 'Something unexpected happened at the desk.'), 500)
  const { path, ...details } = error.details
  return json(failed(error.code, 'The desk could not do this.', path === undefined ? details : { ...details, path: basename(String(path)) }), statusOf(error.code) === 503 ? 503 : 500)
}

const tokenOf = (request: Request): string => /^Bearer ([\w-]{20,200})$/i.exec(request.headers.get('authorization') ?? '')?.[1] ?? ''

/** What a listener wants to know of a request it passed on: filled in as it becomes known. `address` is what the listener knows. */
export type About = { address?: string; route?: RouteName; person?: string }

export type HttpParts = {
  handlers: Handlers
  /** Whose session a token is. */
  personOf: (token: string) => Promise<Person | null>
  /** The same person with the rights that are lent to them now. */
  lent: (person: Person) => Promise<Person>
  /** Who wrote a piece, and its channel; null when there is none. */
  subjectOf: (story: string) => Promise<Subject | null>
  /** The pages of the single sign-on; null for every other request. */
  pages: (request: Request) => Promise<Response | null>
  report: Report
}

/**
 * The desk's HTTP side, made from the routes table. Every request goes the same way: params and query parsed, the session read, `authorise`
 * asked, the body read up to its limit and parsed, the handler called, its answer checked against the route's reply.
 */
export const createHttp = (parts: HttpParts): ((request: Request, about?: About) => Promise<Response>) => {
  const app = new Hono<{ Bindings: { about?: About } }>()

  /** By own right, else by what is lent: what somebody may see and ask for; the act itself names the delegation it is done under. */
  const mayAsk = async (person: Person | null, action: Action, subject: Subject): Promise<Outcome<null>> => {
    const own = authorise(person, action, subject)
    if (own.ok || !person || person.role === 'admin') return own
    return authorise(await parts.lent(person), action, subject)
  }

  const answer = async (name: RouteName, request: Request, rawParams: Record<string, string>, about: About): Promise<Outcome<unknown>> => {
    const route = routes[name]
    about.route = name
    const params = route.params.safeParse(rawParams)
    if (!params.success) return refusal('params', params.error.issues)
    const token = tokenOf(request)
    const person = token === '' ? null : await parts.personOf(token)
    if (person) about.person = person.id
    const story = 'story' in params.data ? params.data.story : null
    // A piece nobody submitted is nobody's: who could read their own is told it is unknown, not that it is forbidden.
    const subject = story === null ? { author: null, channel: null } : ((await parts.subjectOf(story)) ?? { author: person?.id ?? null, channel: null })
    const allowed = await mayAsk(person, route.action, subject)
    if (!allowed.ok) return allowed
    const query = route.query.safeParse(Object.fromEntries(new URL(request.url).searchParams))
    if (!query.success) return refusal('query', query.error.issues)
    const body = await readBody(name, request)
    if (!body.ok) return body
    const handler = parts.handlers[name] as (call: unknown) => Promise<Outcome<unknown>>
    const outcome = await handler({ params: params.data, query: query.data, body: body.value, person, token, address: about.address ?? '', signal: request.signal })
    if (!outcome.ok || route.reply === 'bytes' || route.reply === 'stream' || route.reply === 'events') return outcome
    return ok(route.reply.parse(outcome.value))
  }

  for (const name of Object.keys(routes) as RouteName[]) {
    const route = routes[name]
    app.on(route.method, route.path, async (context) => {
      const outcome = await answer(name, context.req.raw, context.req.param(), context.env.about ?? {})
      if (!outcome.ok) return refused(outcome)
      if (route.reply === 'events') return new Response(outcome.value as ReadableStream<Uint8Array>, { headers: { ...HEADERS, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' } })
      if (route.reply === 'stream') {
        const { stream, size, mediaType } = outcome.value as Download
        return new Response(stream, { headers: { ...HEADERS, 'content-type': mediaType, 'content-length': String(size) } })
      }
      if (route.reply !== 'bytes') return json(outcome)
      const { bytes, mediaType } = outcome.value as Attachment
      return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { ...HEADERS, 'content-type': mediaType } })
    })
  }
  app.notFound(() => refused(failed('not-found', 'There is nothing at this address.')))
  app.onError((error) => {
    throw error
  })
  return async (request, about = {}) => {
    try {
      return (await parts.pages(request)) ?? (await app.fetch(request, { about }))
    } catch (error) {
      const failure = failureOf(error)
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : ''
      parts.report('A request failed', { method: request.method, path: new URL(request.url).pathname, code: failure.code, reason: failure.message, cause })
      return broke(error)
    }
  }
}
