import type { Health, RouteBody, RouteName, RouteParams, RouteQuery, RouteReply, Routes } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import { makeTurns } from '../durable/turns'
import { enrolKey } from './enrolment'
import { readKeys } from './keys'
import type { Attachment, Parts } from './parts'
import { peopleHandlers } from './people/handlers'
import { listPieces, readDossier } from './pieces'
import { exportPackage, publish } from './publishing'
import { receive } from './reception'
import { getPhoto, getRevision, putPhoto, putRevision } from './uploads'

/** Routes anybody may ask; everywhere else a person is signed in before a handler is reached. */
export type PublicRoute = 'health' | 'signIn' | 'secondFactor' | 'redeemCode' | 'openSso' | 'takeSso'

/** A request whose parts were parsed and whose person was authorised. `token` is the session's own. */
export type Call<N extends RouteName> = {
  params: RouteParams<N>
  query: RouteQuery<N>
  body: RouteBody<N>
  person: N extends PublicRoute ? Person | null : Person
  token: string
  /** Where the request came from, as the listener saw it; empty inside the desk's own machine. */
  address: string
}

/** What a handler answers: the route's reply, or bytes with their media type. */
export type Answer<N extends RouteName> = Routes[N]['reply'] extends 'bytes' ? Attachment : RouteReply<N>

/** One handler a route: a route without one does not compile. */
export type Handlers = { [N in RouteName]: (call: Call<N>) => Promise<Outcome<Answer<N>>> }

/** The desk's answers, one a route. */
export const createService = (parts: Parts, health: () => Health): Handlers => {
  const stories = makeTurns()
  const { db, desk, crypto } = parts
  return {
    health: () => Promise.resolve(ok(health())),
    ...peopleHandlers(parts),
    self: async ({ person }) => ok({ person, keys: (await readKeys(db, { person: person.id }, desk, crypto)).map(({ key }) => key) }),
    enrolKey: ({ person, body }) => enrolKey(parts, person, body),
    hasPhoto: async ({ params }) => ok({ known: (await parts.files.photoFacts(params.sha256)) !== null }),
    putPhoto: ({ params, body }) => putPhoto(parts, params.sha256, body),
    getPhoto: ({ params }) => getPhoto(parts, params.story, params.sha256),
    putRevision: ({ params, body }) => putRevision(parts, params.sha256, body),
    getRevision: ({ params }) => getRevision(parts, params.story, params.sha256),
    pieces: async ({ person, query }) => ok(await listPieces(db, query.scope, person)),
    piece: ({ params }) => readDossier(db, params.story, desk, crypto),
    submit: ({ params, person, body }) => receive(parts, { route: 'submit', story: params.story, person, envelope: body.envelope }),
    review: ({ params, person, body }) => receive(parts, { route: 'review', story: params.story, person, envelope: body.envelope }),
    // A destination may take minutes: only this story waits for it.
    publish: ({ params, person, body }) => stories.take(params.story, () => publish(parts, params.story, person, body.destination)),
    exportPackage: ({ params }) => exportPackage(parts, params.story),
  }
}
