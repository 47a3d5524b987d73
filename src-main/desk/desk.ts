import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'

import { LIVE_PATH } from '../../src-shared/desk-api/live'
import type { Health } from '../../src-shared/desk-api/routes'
import { failed, failureOf, Fault, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import type { Connector } from '../../src-shared/publication/connector'
import { channelPathSchema, type Person } from '../../src-shared/review/people'
import { policySchema, type Policy } from '../../src-shared/review/policy'
import type { Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import type { Change } from './changes'
import { renewCredentials } from './credentials'
import { openBook, type Kinds } from './destinations/book'
import { openFiles, type Files } from './files'
import { readFigures, readTroubles, type Figures } from './figures'
import { rightsNow } from './delegation-table'
import { adoptEmbargoes } from './embargoes'
import { adoptTallies } from './statistics/adopt'
import { createEvents, EVENT_PACE } from './events'
import { openDeliveries } from './hooks/deliver'
import { createHttp, type About } from './http'
import { createJournal } from './journal'
import type { Report } from './ledger'
import { openLease, type LiveLeasesTable } from './live/lease'
import type { openLive } from './live/live'
import type { LiveLimits } from './live/ports'
import { livePorts } from './live-ports'
import type { Parts } from './parts'
import { openAccounts } from './people/accounts'
import type { NewPerson } from './people/house'
import type { OidcSettings } from './people/oidc-settings'
import { PASSWORD_COST, type PasswordCost } from './people/passwords'
import { deskSecret } from './people/secret'
import { recordFirstPolicy } from './policies'
import { openPolicies } from './policy-book'
import { openReleaseClock } from './queue/clock'
import { adoptAttempts, freeJobs, LEASE, type JobLease } from './queue/jobs'
import { QUEUE_PACE, startWorker, type Worker } from './queue/worker'
import { createService } from './service'
import { openStores, type Stores } from './stores'

/** A newsroom's desk, running. */
export type Desk = {
  /** The whole HTTP API, embedded or behind a listener. Never rejects; after `close` it answers `desk-closed`. */
  fetch: (request: Request, about?: About) => Promise<Response>
  health: () => Health
  /** Adds a person without asking who asks: for setting a desk up. Refuses `login-taken`, `person-taken`, `bad-request` {place}. */
  addPerson: (person: NewPerson) => Promise<Outcome<Person>>
  hasPeople: () => Promise<boolean>
  /** Second factors the desk keeps, and how many of them its secret does not open: their people could not come in. */
  trySecret: () => Promise<{ kept: number; unreadable: number }>
  /** Destinations whose secret the desk's own secret does not open: nothing can be published there until it is given anew. */
  unreadableDestinations: () => Promise<string[]>
  /** Makes every table but the accounts again from the ledger. Answers the number of its entries; throws Fault `ledger-broken`. */
  rebuild: () => Promise<{ events: number }>
  /** Calls the listener whenever something at the desk is to be read again, whichever process changed it; returns what stops it. */
  onChange: (listener: (change: Change) => void) => () => void
  /** Why the desk could not serve now: database, ledger or files do not answer, or it is stopping. Empty when it could. */
  troubles: () => Promise<Failure[]>
  /** What a meter shows. */
  figures: () => Promise<Figures>
  /** Hears a listening server's live sessions, where the desk takes any; answers what stops it and cuts those that came in by it. */
  attachLive: (server: Server) => () => void
  /** Ends what would go on by itself (open streams, and live sessions once they are stored); requests are still answered. */
  stop: () => Promise<void>
  /** Lets running requests finish, then lets everything go. Safe to call twice. */
  close: () => Promise<void>
}

export type DeskOptions = {
  /** Holds ledger, photos, revisions, and the tables where `databaseUrl` is null. Made if absent. */
  folder: string
  /** A PostgreSQL connection string, or null for SQLite in the folder. */
  databaseUrl: string | null
  name: string
  version: string
  /** The policy of a house that has set none yet, and of what was signed before policies were put on record. */
  policy: Policy
  /** ISO 8601 in UTC. */
  now: () => string
  /** The desk's own Ed25519 key: `id` is the SHA-256 of its SPKI DER, `publicKey` SPKI PEM. */
  key: { id: string; publicKey: string; sign: (payloadType: string, payload: Uint8Array) => Envelope }
  crypto: Crypto
  /** Destinations that are there as long as the desk is; others are kept in its tables. */
  connectors: readonly Connector[]
  /** What else can be published to; nothing where absent. */
  kinds?: Kinds
  /** The longest the queue sleeps while anything waits, in milliseconds; QUEUE_PACE where absent. */
  queuePace?: number
  /** How long a process that died keeps what it was sending from the others; LEASE where absent. */
  queueLease?: JobLease
  makePackage: Parts['makePackage']
  machine: Parts['machine']
  checkPhoto: Parts['checkPhoto']
  /** Where revisions and photos are kept; in the folder where absent. */
  files?: Files
  /** Lets pieces be edited together: `url` answers the address (http or https) at which workstations reach this very process, once it listens. Nobody does where absent. */
  live?: { url: () => string; limits?: Partial<LiveLimits> } | null
  /** Milliseconds between looks whether a listener's session still holds; EVENT_PACE where absent. */
  eventPace?: number
  /** What hashing one password costs; PASSWORD_COST where absent. */
  passwordCost?: PasswordCost
  /** What sessions are signed with, at least 32 characters; the desk makes and keeps one where absent. */
  secret?: string | null
  /** The single sign-on, where the house has one. */
  oidc?: OidcSettings | null
  /** What other systems are told through; the machine's own where absent. */
  fetch?: typeof fetch
  /** Where what nobody asked about is written down. */
  report?: Report
}

/** Where live sessions are taken at a desk's address: its WebSocket. */
const liveAddress = (address: string): string => (address === '' ? '' : `${address.replace(/^http/, 'ws').replace(/\/$/, '')}${LIVE_PATH}`)

/** A desk at which every piece is edited by one at a time. */
const NOBODY: Parts['live'] = { cut: () => Promise.resolve(failed('live-ended', 'Nobody edits here together.', { reason: 'none' })), reset: () => Promise.resolve() }

/** A desk that publishes to nothing but what it was opened with. */
const NO_KINDS: Kinds = { kinds: [], open: ({ kind }) => failed('destination-kind-unknown', `This Stet has no connector for ${kind}.`, { kind }) }

const leasesIn = (db: Stores['db']) => db.$extendTables<{ live_leases: LiveLeasesTable }>()

const composeDesk = (options: DeskOptions, policy: Policy, stores: Stores, open: typeof openLive | null, report: Report) => {
  const { key, crypto, now, kinds = NO_KINDS } = options
  const { db, evidence, changes, stories, destinations } = stores
  const desk = { key: key.id, publicKey: key.publicKey }
  const files = options.files ?? openFiles(options.folder, crypto.sha256)
  const policies = openPolicies(policy, desk, crypto)
  const journal = createJournal({ db, evidence, changes, parts: { desk, policies, crypto, files }, now })
  const accounts = openAccounts({
    db, sha256: crypto.sha256, now, report,
    postgres: options.databaseUrl !== null,
    house: options.name,
    passwordCost: options.passwordCost ?? PASSWORD_COST,
    secret: options.secret ?? null,
    oidc: options.oidc ?? null,
    // Their keys are put on record anew; see peopleHandlers for the turn this runs in.
    onRightsChanged: ({ person }) => renewCredentials(parts, person),
  })
  const closing = new AbortController()
  const changed: Parts['changed'] = (change) => changes.tell({ ...change, seq: journal.seq() })
  const parts: Parts = {
    desk, policies, crypto, now, db, files, journal, accounts, changes, changed, stories, destinations, report,
    closing: closing.signal,
    live: NOBODY,
    signRecord: (statement) => key.sign(RECORD_TYPE, canonicalBytes(statement)),
    book: openBook({ db, fixed: options.connectors, kinds, deskSecret: () => deskSecret(options.secret ?? null, db) }),
    release: openReleaseClock({ db, postgres: options.databaseUrl !== null, now, report }),
    makePackage: options.makePackage,
    name: options.name,
    machine: options.machine,
    checkPhoto: options.checkPhoto,
  }
  const url = (): string => liveAddress(options.live?.url() ?? '')
  const live = open?.({ ...livePorts(parts, openLease({ db: leasesIn(db), process: randomUUID(), url, now })), limits: options.live?.limits ?? {} }) ?? null
  if (live) parts.live = live
  const health = (): Health => {
    const ahead = parts.release.ahead()
    return { name: options.name, version: options.version, desk, policy: policies.latest(), live: live !== null, signIn: { oidc: options.oidc?.name ?? null }, destinations: parts.book.latest(), ...(ahead === null ? {} : { clockAhead: ahead }) }
  }
  const subjectOf = async (story: string) => {
    const row = await db.selectFrom('stories').select(['author', 'channel']).where('id', '=', story).executeTakeFirst()
    return row ? { author: row.author, channel: channelPathSchema.parse(JSON.parse(row.channel)) } : null
  }
  const events = createEvents(parts, options.eventPace ?? EVENT_PACE)
  const outward = { secret: () => deskSecret(options.secret ?? null, db), fetch: options.fetch ?? globalThis.fetch }
  const hooks = openDeliveries(parts, outward)
  const http = createHttp({ handlers: createService(parts, events, health, { ...outward, kinds }), personOf: accounts.personOf, pages: accounts.pages, lent: (person) => rightsNow(parts, person), subjectOf, report })
  return { http, health, parts, closing, live, hooks }
}

const CLOSED = failed('desk-closed', 'The desk is closed.')

/**
 * Opens a desk: takes its stores (see openStores), checks the ledger's whole chain, and projects what the tables lack. Refuses
 * `desk-in-use`, `policy-invalid`, `desk-key-changed`, `ledger-broken` {line, reason}, `ledger-elsewhere`, `desk-on-sqlite`, `database-newer`,
 * `database-damaged`, `database-unreachable`, and the faults of writing (see writeFault).
 */
export const openDesk = async (options: DeskOptions): Promise<Outcome<Desk>> => {
  const report = options.report ?? (() => undefined)
  const policy = policySchema.safeParse(options.policy)
  if (!policy.success) return failed('policy-invalid', 'The review policy is not valid.', { place: policy.error.issues[0]?.path.join('.') ?? '' })
  const opened = await openStores({ folder: options.folder, databaseUrl: options.databaseUrl, key: options.key.id, sha256: options.crypto.sha256, report })
  if (!opened.ok) return opened
  try {
    // Loaded only where it is used: a workstation that writes alone never waits for it.
    const open = options.live ? (await import('./live/live')).openLive : null
    const composed = composeDesk(options, policy.data, opened.value, open, report)
    const { parts } = composed
    const { db } = opened.value
    await parts.journal.run(async () => {
      await recordFirstPolicy(parts, policy.data)
      await adoptAttempts(db)
      await adoptEmbargoes(db, parts.files).catch((error: unknown) => report('The embargoes of older pieces cannot be read', { code: failureOf(error).code }))
      await adoptTallies(db)
      // Nobody else is at this database: what a process that died was holding is free.
      if (options.databaseUrl === null) await freeJobs(db)
    })
    if (composed.live && options.databaseUrl === null) await leasesIn(db).deleteFrom('live_leases').execute()
    await parts.policies.current(db).catch((error: unknown) => report('The policies on record cannot be read', { code: failureOf(error).code }))
    const worker = startWorker(parts, { process: randomUUID(), pace: options.queuePace ?? QUEUE_PACE, lease: options.queueLease ?? LEASE })
    return ok(runningDesk(composed, worker, opened.value))
  } catch (error) {
    await opened.value.close()
    if (!(error instanceof Fault)) throw error
    return failureOf(error)
  }
}

const runningDesk = ({ http, health, parts, closing, live, hooks }: ReturnType<typeof composeDesk>, worker: Worker, stores: Stores): Desk => {
  const { accounts, journal, changes, changed } = parts
  const running = new Set<Promise<unknown>>()
  let shutting: Promise<void> | null = null
  const during = async <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }
  const shut = async (): Promise<void> => {
    closing.abort()
    await Promise.allSettled(running)
    await worker.close()
    await live?.close()
    await hooks.close()
    await journal.idle()
    await stores.close()
  }
  return {
    fetch: (request, about) => (shutting ? Promise.resolve(Response.json(CLOSED, { status: 503 })) : during(http(request, about))),
    health,
    addPerson: async (person) => {
      const added = await during(journal.run(() => accounts.add(person)))
      if (added.ok) changed({ kind: 'people' })
      return added
    },
    hasPeople: async () => (await accounts.list()).length > 0,
    trySecret: () => during(accounts.trySecret()),
    unreadableDestinations: () => during(parts.book.unreadable()),
    rebuild: async () => {
      const rebuilt = await during(journal.rebuild())
      changed({ kind: 'everything' })
      return rebuilt
    },
    onChange: changes.listen,
    troubles: async () => (closing.signal.aborted ? [CLOSED] : during(readTroubles(stores, parts.files))),
    figures: () => during(readFigures(stores, parts.release, changes.listeners())),
    attachLive: (server) => live?.attach(server) ?? (() => undefined),
    stop: async () => {
      closing.abort()
      await live?.close()
    },
    close: () => (shutting ??= shut()),
  }
}
