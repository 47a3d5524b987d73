import type { Health } from '../../src-shared/desk-api/routes'
import { failed, failureOf, Fault, ok, type Outcome } from '../../src-shared/outcome'
import type { Connector } from '../../src-shared/publication/piece'
import type { Person } from '../../src-shared/review/people'
import { policySchema, type Policy } from '../../src-shared/review/policy'
import type { Crypto } from '../../src-shared/signoff/check'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { RECORD_TYPE } from '../../src-shared/signoff/statement'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { makeFolder } from '../durable/write'
import { openDatabase, type Database } from './database'
import { openFiles } from './files'
import { createHttp, type Client } from './http'
import { createJournal } from './journal'
import { openLedger, type Ledger, type Report } from './ledger'
import { lockFolder } from './lock'
import type { Parts } from './parts'
import { openAccounts } from './people/accounts'
import type { NewPerson } from './people/house'
import type { OidcSettings } from './people/oidc-settings'
import { PASSWORD_COST, type PasswordCost } from './people/passwords'
import { readProjected } from './projection'
import { createService } from './service'

/** A newsroom's desk, running. */
export type Desk = {
  /** The whole HTTP API, embedded or behind a listener. Never rejects; after `close` it answers `desk-closed`. */
  fetch: (request: Request, client?: Client) => Promise<Response>
  health: () => Health
  /** Adds a person without asking who asks: for setting a desk up. Refuses `login-taken`, `person-taken`, `bad-request` {place}. */
  addPerson: (person: NewPerson) => Promise<Outcome<Person>>
  hasPeople: () => Promise<boolean>
  /** Makes every table but the accounts again from the ledger. Answers the number of its entries; throws Fault `ledger-broken`. */
  rebuild: () => Promise<{ events: number }>
  /** Calls the listener whenever something at the desk is to be read again; returns what stops it. */
  onChange: (listener: () => void) => () => void
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
  policy: Policy
  /** ISO 8601 in UTC. */
  now: () => string
  /** The desk's own Ed25519 key: `id` is the SHA-256 of its SPKI DER, `publicKey` SPKI PEM. */
  key: { id: string; publicKey: string; sign: (payloadType: string, payload: Uint8Array) => Envelope }
  crypto: Crypto
  connectors: readonly Connector[]
  makePackage: Parts['makePackage']
  checkPhoto: Parts['checkPhoto']
  /** What hashing one password costs; PASSWORD_COST where absent. */
  passwordCost?: PasswordCost
  /** What sessions are signed with, at least 32 characters; the desk makes and keeps one where absent. */
  secret?: string | null
  /** The single sign-on, where the house has one. */
  oidc?: OidcSettings | null
  /** Where what nobody asked about is written down. */
  report?: Report
}

type Opened = { db: Database; ledger: Ledger; projected: number }

const openStores = async (options: DeskOptions, report: Report): Promise<Outcome<Opened>> => {
  const database = await openDatabase(options.folder, options.databaseUrl, report)
  if (!database.ok) return database
  const db = database.value
  const refuse = async <T>(failure: T): Promise<T> => {
    await db.destroy()
    return failure
  }
  try {
    const projected = await readProjected(db)
    if (projected && projected.desk !== options.key.id) return await refuse(failed('desk-key-changed', 'These tables and this ledger were signed with another desk key.', { key: projected.desk }))
    const acknowledged = { seq: projected?.seq ?? 0, digest: projected?.digest ?? null }
    const ledger = await openLedger({ folder: options.folder, sha256: options.crypto.sha256, acknowledged, report })
    return ledger.ok ? ok({ db, ledger: ledger.value, projected: acknowledged.seq }) : await refuse(ledger)
  } catch (error) {
    return refuse(failureOf(error))
  }
}

const composeDesk = (options: DeskOptions, policy: Policy, { db, ledger, projected }: Opened, report: Report) => {
  const { key, crypto, now } = options
  const listeners = new Set<() => void>()
  const desk = { key: key.id, publicKey: key.publicKey }
  const files = openFiles(options.folder, crypto.sha256)
  const journal = createJournal({ db, ledger, parts: { desk, policy, crypto, files }, now, projected })
  const changed = (): void => {
    for (const listener of [...listeners]) {
      try {
        listener()
      } catch (error) {
        report('A listener of the desk failed', { reason: failureOf(error).message })
      }
    }
  }
  const accounts = openAccounts({
    db, sha256: crypto.sha256, now, report,
    postgres: options.databaseUrl !== null,
    folder: options.folder,
    house: options.name,
    passwordCost: options.passwordCost ?? PASSWORD_COST,
    secret: options.secret ?? null,
    oidc: options.oidc ?? null,
    onRightsChanged: () => Promise.resolve(),
  })
  const parts: Parts = {
    desk, policy, crypto, now, db, files, journal, accounts, changed, report,
    policyDigest: crypto.sha256(canonicalBytes(policy)),
    signRecord: (statement) => key.sign(RECORD_TYPE, canonicalBytes(statement)),
    connectors: options.connectors,
    makePackage: options.makePackage,
    checkPhoto: options.checkPhoto,
  }
  const health = (): Health => ({ name: options.name, version: options.version, desk, policy, destinations: options.connectors.map((connector) => connector.describe()), signIn: { oidc: options.oidc?.name ?? null } })
  const authorOf = async (story: string) => (await db.selectFrom('stories').select('author').where('id', '=', story).executeTakeFirst())?.author ?? null
  const http = createHttp({ handlers: createService(parts, health), personOf: accounts.personOf, authorOf, pages: accounts.pages, report })
  return { http, health, accounts, journal, listeners, changed }
}

const CLOSED = failed('desk-closed', 'The desk is closed.')

/**
 * Opens a desk: takes its folder for this process, opens the tables, checks the ledger's whole chain, and projects what the tables lack. Refuses
 * `desk-in-use`, `policy-invalid`, `desk-key-changed`, `ledger-broken` {line, reason}, `database-newer`, `database-damaged`, `database-unreachable`, and
 * the faults of writing (see writeFault).
 */
export const openDesk = async (options: DeskOptions): Promise<Outcome<Desk>> => {
  const report = options.report ?? (() => undefined)
  const policy = policySchema.safeParse(options.policy)
  if (!policy.success) return failed('policy-invalid', 'The review policy is not valid.', { place: policy.error.issues[0]?.path.join('.') ?? '' })
  let release: () => void = () => undefined
  let opened: Opened | null = null
  try {
    await makeFolder(options.folder)
    const lock = lockFolder(options.folder)
    if (!lock.ok) return lock
    release = lock.value
    const stores = await openStores(options, report)
    if (!stores.ok) {
      release()
      return stores
    }
    opened = stores.value
    const { http, health, accounts, journal, listeners, changed } = composeDesk(options, policy.data, opened, report)
    await journal.run(() => Promise.resolve())
    return ok(runningDesk(http, { health, accounts, journal, listeners, changed }, opened, release))
  } catch (error) {
    await opened?.ledger.close()
    await opened?.db.destroy()
    release()
    if (!(error instanceof Fault)) throw error
    return failureOf(error)
  }
}

type Composed = Omit<ReturnType<typeof composeDesk>, 'http'>

const runningDesk = (http: Desk['fetch'], { health, accounts, journal, listeners, changed }: Composed, { db, ledger }: Opened, release: () => void): Desk => {
  const running = new Set<Promise<unknown>>()
  let closing: Promise<void> | null = null
  const during = async <T>(work: Promise<T>): Promise<T> => {
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }
  const shut = async (): Promise<void> => {
    await Promise.allSettled(running)
    await journal.idle()
    await ledger.close()
    await db.destroy()
    release()
  }
  return {
    fetch: (request, client) => (closing ? Promise.resolve(Response.json(CLOSED, { status: 503 })) : during(http(request, client))),
    health,
    addPerson: async (person) => {
      const added = await during(journal.run(() => accounts.add(person)))
      if (added.ok) changed()
      return added
    },
    hasPeople: async () => (await accounts.list()).length > 0,
    rebuild: async () => {
      const rebuilt = await during(journal.rebuild())
      changed()
      return rebuilt
    },
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => (closing ??= shut()),
  }
}
