import type { RouteBody, RouteName, RouteParams, RouteQuery, RouteReply, Routes } from '../../src-shared/desk-api/routes'
import type { Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import type { Attachment, Download } from './parts'

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
  /** Ends when whoever asked no longer waits for the answer. */
  signal: AbortSignal
}

/** What a handler answers: the route's reply, or bytes (at hand, or as they come) with their media type. */
export type Answer<N extends RouteName> = Routes[N]['reply'] extends 'bytes' ? Attachment : Routes[N]['reply'] extends 'stream' ? Download : RouteReply<N>

/** One handler a route: a route without one does not compile. */
export type Handlers = { [N in RouteName]: (call: Call<N>) => Promise<Outcome<Answer<N>>> }
