import type { Health } from '../../src-shared/desk-api/routes'
import { openApi } from '../../src-shared/desk-api/openapi'
import { ok } from '../../src-shared/outcome'
import type { Handlers } from './calls'
import { receiveCarried } from './carried'
import { claim, release } from './claims'
import { revokeKey } from './credentials'
import { delegate, listDelegations } from './delegations'
import { saveWorking } from './editing'
import { enrolKey } from './enrolment'
import type { Events } from './events'
import { readRecords } from './house-records'
import { hookHandlers } from './hooks/handlers'
import { readKeys, shownKey, type KeyFilter } from './keys'
import type { Parts } from './parts'
import { currentLists, listListsVersions, listsFile, saveLists } from './lists'
import { peopleHandlers } from './people/handlers'
import { listPieces, readDossier } from './pieces'
import { listPolicies, setPolicy } from './policies'
import { destinationHandlers } from './destinations/handlers'
import type { Kinds } from './destinations/book'
import { exportPackage } from './publishing'
import { cancel, hold, publish, publishAll, reschedule, retry, takeDown } from './queue/ask'
import { lookAt } from './queue/look'
import { receive } from './reception'
import { readStatistics } from './statistics/read'
import { getFoundRevision, getPhoto, getRevision, putPhoto, putRevision } from './uploads'
import { listKept, loadWorking, readKept } from './working'

/** The desk's answers, one a route. */
export const createService = (parts: Parts, events: Events, health: () => Health, outward: { secret: () => Promise<string>; fetch: typeof fetch; kinds: Kinds }): Handlers => {
  const { accounts, db, desk, crypto } = parts
  /** The API's description: it changes with the build alone, and anybody may ask for it. */
  let described: Uint8Array | null = null
  const keysOf = async (filter: KeyFilter) => (await readKeys(db, filter, desk, crypto)).map(({ key }) => shownKey(key))
  return {
    health: async () => {
      await parts.policies.current(db)
      await parts.book.infos()
      return ok(health())
    },
    openApi: () => Promise.resolve(ok({ bytes: (described ??= new TextEncoder().encode(JSON.stringify(openApi(health()), null, 2))), mediaType: 'application/json; charset=utf-8' })),
    ...destinationHandlers(parts, outward.kinds),
    ...peopleHandlers(parts),
    ...hookHandlers(parts, outward),
    self: async ({ person }) => ok({ person, keys: await keysOf({ person: person.id }) }),
    enrolKey: async ({ person, body }) => {
      const enrolled = await enrolKey(parts, person, body)
      return enrolled.ok ? ok(shownKey(enrolled.value)) : enrolled
    },
    keys: async ({ person }) => ok(await keysOf(person.role === 'admin' ? 'all' : { person: person.id })),
    records: async () => ok(await readRecords(parts)),
    revokeKey: ({ person, params, body }) => revokeKey(parts, person, params.key, body.reason),
    hasPhoto: async ({ params }) => ok({ known: (await parts.files.photoFacts(params.sha256)) !== null }),
    putPhoto: ({ params, body }) => putPhoto(parts, params.sha256, body),
    getPhoto: ({ params }) => getPhoto(parts, params.story, params.sha256),
    putRevision: ({ params, body }) => putRevision(parts, params.sha256, body),
    getRevision: ({ params }) => getRevision(parts, params.story, params.sha256),
    foundRevision: ({ params }) => getFoundRevision(parts, params.story, params.sha256),
    pieces: async ({ person, query }) => ok(await listPieces(parts, query.scope, person)),
    statistics: async ({ person, query }) => ok(await readStatistics(parts, query, person)),
    piece: ({ params }) => readDossier(parts, params.story),
    submit: ({ params, person, body }) => receive(parts, { route: 'submit', story: params.story, person, envelopes: [body.envelope] }),
    review: ({ params, person, body }) => receive(parts, { route: 'review', story: params.story, person, envelopes: [body.envelope] }),
    reviewEdited: ({ params, person, body }) => receive(parts, { route: 'reviewEdited', story: params.story, person, envelopes: [body.edit, ...(body.envelope ? [body.envelope] : [])] }),
    carry: ({ params, person, body }) => receiveCarried(parts, params.story, person, body.envelope),
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
    lists: async () => ok(await currentLists(parts)),
    listsVersions: async () => ok(await listListsVersions(parts)),
    listsFile: ({ params }) => listsFile(parts, params.sha256),
    saveLists: ({ person, body }) => saveLists(parts, person, body),
    colleagues: async () => ok((await accounts.list()).map(({ id, name, role, grants }) => ({ id, name, role, grants }))),
    events: async ({ person, token }) => ok(await events.open(person, token)),
    publish: ({ params, person, body }) => publish(parts, params.story, person, { destination: body.destination, when: body.when ?? 'now', over: body.over ?? null }),
    publishAll: ({ params, person, body }) => publishAll(parts, params.story, person, body.destinations, body.when ?? 'now'),
    takeDown: ({ params, person, body }) => takeDown(parts, params.story, person, params.destination, { reason: body.reason, over: body.over ?? null }),
    retryPublication: ({ params, person, body }) => retry(parts, params.story, person, params.destination, body.over ?? null),
    holdPublication: ({ params, person, body }) => hold(parts, params.story, person, params.destination, body.held),
    reschedule: ({ params, person, body }) => reschedule(parts, params.story, person, params.destination, body.when),
    cancelPublication: ({ params, person }) => cancel(parts, params.story, person, params.destination),
    lookAt: ({ params }) => lookAt(parts, params.story, params.destination),
    exportPackage: ({ params, signal }) => exportPackage(parts, params.story, signal),
  }
}
