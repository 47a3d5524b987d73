import type { Health, RouteBody, RouteName, RouteParams, RouteQuery, RouteReply, Routes } from '../../src-shared/desk-api/routes'
import { ok, type Outcome } from '../../src-shared/outcome'
import type { Person } from '../../src-shared/review/people'
import { claim, release } from './claims'
import { revokeKey } from './credentials'
import { delegate, listDelegations } from './delegations'
import { saveWorking } from './editing'
import { enrolKey } from './enrolment'
import type { Events } from './events'
import { readKeys, shownKey, type KeyFilter } from './keys'
import type { Attachment, Parts } from './parts'
import { listPieces, readDossier } from './pieces'
import { listPolicies, setPolicy } from './policies'
import { exportPackage, publish } from './publishing'
import { receive } from './reception'
import { getPhoto, getRevision, putPhoto, putRevision } from './uploads'
import { listKept, loadWorking, readKept } from './working'

/** Routes anybody may ask; everywhere else a person is signed in before a handler is reached. */
export type PublicRoute = 'health' | 'signIn'

/** A request whose parts were parsed and whose person was authorised. `token` is the session's own. */
export type Call<N extends RouteName> = {
  params: RouteParams<N>
  query: RouteQuery<N>
  body: RouteBody<N>
  person: N extends PublicRoute ? Person | null : Person
  token: string
}

/** What a handler answers: the route's reply, or bytes with their media type. */
export type Answer<N extends RouteName> = Routes[N]['reply'] extends 'bytes' ? Attachment : RouteReply<N>

/** One handler a route: a route without one does not compile. */
export type Handlers = { [N in RouteName]: (call: Call<N>) => Promise<Outcome<Answer<N>>> }

/** The desk's answers, one a route. */
export const createService = (parts: Parts, events: Events, health: () => Health): Handlers => {
  const { accounts, db, desk, crypto } = parts
  const keysOf = async (filter: KeyFilter) => (await readKeys(db, filter, desk, crypto)).map(({ key }) => shownKey(key))
  return {
    health: async () => {
      await parts.policies.current(db)
      return ok(health())
    },
    signIn: ({ body }) => accounts.signIn(body.login, body.password),
    signOut: async ({ token }) => {
      await accounts.signOut(token)
      return ok(null)
    },
    self: async ({ person }) => ok({ person, keys: await keysOf({ person: person.id }) }),
    enrolKey: async ({ person, body }) => {
      const enrolled = await enrolKey(parts, person, body)
      return enrolled.ok ? ok(shownKey(enrolled.value)) : enrolled
    },
    keys: async ({ person }) => ok(await keysOf(person.role === 'admin' ? 'all' : { person: person.id })),
    revokeKey: ({ person, params, body }) => revokeKey(parts, person, params.key, body.reason),
    hasPhoto: async ({ params }) => ok({ known: (await parts.files.photoFacts(params.sha256)) !== null }),
    putPhoto: ({ params, body }) => putPhoto(parts, params.sha256, body),
    getPhoto: ({ params }) => getPhoto(parts, params.story, params.sha256),
    putRevision: ({ params, body }) => putRevision(parts, params.sha256, body),
    getRevision: ({ params }) => getRevision(parts, params.story, params.sha256),
    pieces: async ({ person, query }) => ok(await listPieces(parts, query.scope, person)),
    piece: ({ params }) => readDossier(parts, params.story),
    submit: ({ params, person, body }) => receive(parts, { route: 'submit', story: params.story, person, envelopes: [body.envelope] }),
    review: ({ params, person, body }) => receive(parts, { route: 'review', story: params.story, person, envelopes: [body.envelope] }),
    reviewEdited: ({ params, person, body }) => receive(parts, { route: 'reviewEdited', story: params.story, person, envelopes: [body.edit, ...(body.envelope ? [body.envelope] : [])] }),
    claim: ({ params, person, body }) => claim(parts, params.story, person, body.takeOver),
    release: ({ params, person }) => release(parts, params.story, person),
    working: ({ params }) => loadWorking(parts, params.story),
    saveWorking: ({ params, person, body }) => saveWorking(parts, params.story, person, body),
    keptWorkings: async ({ params }) => ok(await listKept(db, params.story)),
    keptWorking: ({ params }) => readKept(db, params.story, params.kept),
    delegations: async ({ person }) => ok(await listDelegations(parts, person)),
    delegate: ({ person, body }) => delegate(parts, person, body.envelope),
    policies: async () => ok(await listPolicies(parts)),
    setPolicy: ({ person, body }) => setPolicy(parts, person, body),
    colleagues: async () => ok((await accounts.list()).map(({ id, name, role, grants }) => ({ id, name, role, grants }))),
    events: async ({ person, token }) => ok(await events.open(person, token)),
    // A destination may take minutes: only this story waits for it.
    publish: ({ params, person, body }) => parts.stories.take(params.story, () => publish(parts, params.story, person, body.destination)),
    exportPackage: ({ params }) => exportPackage(parts, params.story),
    people: async () => ok(await accounts.list()),
    addPerson: async ({ body }) => {
      const added = await parts.journal.run(() => accounts.add(body))
      if (added.ok) parts.changed({ kind: 'people' })
      return added
    },
  }
}
