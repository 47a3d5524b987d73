import { randomUUID } from 'node:crypto'

import type { KeptDestination } from '../../../src-shared/desk-api/publishing-routes'
import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import type { Check, Choices, Connector } from '../../../src-shared/publication/connector'
import { destinationSettingsSchema, EVERYTHING, type DestinationInfo, type DestinationSettings } from '../../../src-shared/publication/destination'
import type { Database, Tables } from '../database'
import { countHandovers } from '../queue/handovers'
import { openSecret, sealSecret } from './seal'

/** The CMSs a desk can publish to, from outside: see connectors/kinds.ts. */
export type Kinds = { kinds: readonly { kind: string; account: boolean }[]; open: (settings: DestinationSettings, secret: string) => Outcome<Connector> }

/** A connector to be used now. `hide` takes the destination's secret out of whatever is kept, answered or reported; `remote` where an hour is left to the destination's clock. */
export type Opened = { connector: Connector; hide: <T>(told: T) => T; remote: boolean }

/** Destinations: those the desk was opened with, and those that are kept in its tables. */
export type Book = {
  /** Read anew at each asking, so that every process sees what one changed. Refuses `destination-unknown`, `destination-secret-unreadable`, and what its kind refuses. */
  connectorOf: (id: string) => Promise<Outcome<Opened>>
  /** Every destination there is. */
  ids: () => Promise<ReadonlySet<string>>
  infos: () => Promise<DestinationInfo[]>
  /** What `infos` last answered here. */
  latest: () => DestinationInfo[]
  /** Ids of destinations whose secret this desk's own secret does not open. */
  unreadable: () => Promise<string[]>
  list: () => Promise<KeptDestination[]>
  /** Inside journal.run. Refuses `destination-handed-over` {count} where it would lead elsewhere while pieces are scheduled there. */
  keep: (settings: DestinationSettings, secret: string | null, by: string, at: string) => Promise<Outcome<KeptDestination>>
  /** Inside journal.run. Refuses `destination-unknown`, `destination-in-use` {count}, `destination-handed-over` {count}. */
  remove: (id: string) => Promise<Outcome<null>>
  test: (settings: DestinationSettings, secret: string | null, signal: AbortSignal) => Promise<Outcome<Check[]>>
  choices: (settings: DestinationSettings, secret: string | null, signal: AbortSignal) => Promise<Outcome<Choices>>
}

type Row = Tables['destinations']
const settingsOf = (row: Row): DestinationSettings => destinationSettingsSchema.parse(JSON.parse(row.settings))
const unknown = (destination: string): Failure => failed('destination-unknown', `There is no destination ${destination}.`, { destination })
const unreadable = (destination: string): Failure => failed('destination-secret-unreadable', `The secret kept for ${destination} was sealed under another secret of the desk; give it anew.`, { destination })

/** What it would show by its own clock could no longer be taken back. */
export const handedOver = (destination: string, count: number): Failure => failed('destination-handed-over', `${String(count)} pieces are scheduled at ${destination} itself.`, { destination, count })

/** Takes a secret out of anything that is JSON. Shorter ones than four characters would take words with them. */
const hiding =
  (secret: string) =>
  <T>(told: T): T => {
    const inJson = JSON.stringify(secret).slice(1, -1)
    const text = JSON.stringify(told)
    return secret.length < 4 || !text.includes(inJson) ? told : (JSON.parse(text.replaceAll(inJson, '***')) as T)
  }

/** Which CMS it is. */
const leadsTo = ({ kind, address }: DestinationSettings): string => JSON.stringify([kind, new URL(address).href.replace(/\/$/, '')])

/** Where a secret goes: an account, at one address. */
const goesTo = ({ kind, address, account }: DestinationSettings): string => JSON.stringify([kind, new URL(address).origin, account])

/** Opens the book. `deskSecret` is what secrets are sealed with, made where there is none yet. */
export const openBook = (options: { db: Database; fixed: readonly Connector[]; kinds: Kinds; deskSecret: () => Promise<string> }): Book => {
  const { db, fixed, kinds, deskSecret } = options
  const opened = new Map<string, { version: string; opened: Opened }>()
  let latest = fixed.map((connector) => connector.describe())
  const fixedOf = (id: string): Connector | undefined => fixed.find((connector) => connector.describe().id === id)
  const rowOf = (id: string): Promise<Row | undefined> => db.selectFrom('destinations').selectAll().where('id', '=', id).executeTakeFirst()

  /** Empty where none is kept; null where it cannot be read. */
  const secretOf = async ({ id, secret }: Row): Promise<string | null> => (secret === '' ? '' : openSecret(secret, id, await deskSecret()))

  const open = (settings: DestinationSettings, secret: string): Outcome<Opened> => {
    if (!kinds.kinds.some(({ kind }) => kind === settings.kind)) return failed('destination-kind-unknown', `This Stet has no connector for ${settings.kind}.`, { kind: settings.kind })
    const hide = hiding(secret)
    const connector = kinds.open(settings, secret)
    if (!connector.ok) return hide(connector)
    return ok({ connector: connector.value, hide, remote: settings.schedule === 'remote' && connector.value.describe().carries.schedule })
  }
  const openRow = async (row: Row): Promise<Outcome<Opened>> => {
    const known = opened.get(row.id)
    if (known?.version === row.version) return ok(known.opened)
    const secret = await secretOf(row)
    if (secret === null) return unreadable(row.id)
    const fresh = open(settingsOf(row), secret)
    if (fresh.ok) opened.set(row.id, { version: row.version, opened: fresh.value })
    return fresh
  }
  /** The secret to use with settings that may differ from those it was kept for. */
  const secretFor = async (settings: DestinationSettings, given: string | null): Promise<Outcome<string>> => {
    if (given !== null) return ok(given)
    const row = await rowOf(settings.id)
    if (!row || row.secret === '') return ok('')
    if (goesTo(settingsOf(row)) !== goesTo(settings)) return failed('secret-needed', 'A secret that is kept is not sent to another address or account; give it anew.', { destination: settings.id })
    const secret = await secretOf(row)
    return secret === null ? unreadable(settings.id) : ok(secret)
  }
  const tried = async <T>(settings: DestinationSettings, given: string | null, ask: (connector: Connector) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const secret = await secretFor(settings, given)
    if (!secret.ok) return secret
    const fresh = open(settings, secret.value)
    return fresh.ok ? fresh.value.hide(await ask(fresh.value.connector)) : fresh
  }
  const shown = async (row: Row): Promise<KeptDestination> => {
    const { count } = await db.selectFrom('jobs').select(({ fn }) => fn.countAll().as('count')).where('destination', '=', row.id).executeTakeFirstOrThrow()
    const secret = row.secret === '' ? 'none' : (await secretOf(row)) === null ? 'unreadable' : 'kept'
    const { live } = await db.selectFrom('publications').select(({ fn }) => fn.countAll().as('live')).where('destination', '=', row.id).where('state', '=', 'published').executeTakeFirstOrThrow()
    return { settings: settingsOf(row), secret, at: row.at, by: row.by, waiting: Number(count), live: Number(live), handed: await countHandovers(db, row.id) }
  }

  return {
    connectorOf: async (id) => {
      const own = fixedOf(id)
      if (own) return ok({ connector: own, hide: (told) => told, remote: false })
      const row = await rowOf(id)
      return row ? openRow(row) : unknown(id)
    },
    ids: async () => new Set([...fixed.map((connector) => connector.describe().id), ...(await db.selectFrom('destinations').select('id').execute()).map(({ id }) => id)]),
    infos: async () => {
      const infos = fixed.map((connector) => connector.describe())
      for (const row of await db.selectFrom('destinations').selectAll().orderBy('id').execute()) {
        const connector = await openRow(row)
        const { id, name, kind, address, title } = settingsOf(row)
        infos.push(connector.ok ? connector.value.connector.describe() : { id, name, kind, address, carries: EVERYTHING, title })
      }
      latest = infos
      return infos
    },
    latest: () => latest,
    unreadable: async () => {
      const found: string[] = []
      for (const row of await db.selectFrom('destinations').selectAll().where('secret', '!=', '').orderBy('id').execute()) if ((await secretOf(row)) === null) found.push(row.id)
      return found
    },
    list: async () => {
      const list: KeptDestination[] = []
      for (const row of await db.selectFrom('destinations').selectAll().orderBy('id').execute()) list.push(await shown(row))
      return list
    },
    keep: async (settings, given, by, at) => {
      const { id } = settings
      if (fixedOf(id)) return failed('destination-fixed', `${id} is set up with the desk itself.`, { destination: id })
      const before = await rowOf(id)
      const moved = before !== undefined && leadsTo(settingsOf(before)) !== leadsTo(settings)
      const handed = moved ? await countHandovers(db, id) : 0
      if (handed > 0) return handedOver(id, handed)
      const secret = await secretFor(settings, given)
      if (!secret.ok) return secret
      const fits = open(settings, secret.value)
      if (!fits.ok) return fits
      const row = { settings: JSON.stringify(settings), secret: secret.value === '' ? '' : sealSecret(secret.value, id, await deskSecret()), version: randomUUID(), at, by }
      await db.insertInto('destinations').values({ id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
      return ok(await shown({ id, ...row }))
    },
    remove: async (id) => {
      if (fixedOf(id)) return failed('destination-fixed', `${id} is set up with the desk itself.`, { destination: id })
      const row = await rowOf(id)
      if (!row) return unknown(id)
      const { waiting } = await shown(row)
      if (waiting > 0) return failed('destination-in-use', `${String(waiting)} publications are queued for ${id}.`, { destination: id, count: waiting })
      const handed = await countHandovers(db, id)
      if (handed > 0) return handedOver(id, handed)
      await db.deleteFrom('destinations').where('id', '=', id).execute()
      await db.deleteFrom('handovers').where('destination', '=', id).execute()
      await db.deleteFrom('destination_rests').where('destination', '=', id).execute()
      opened.delete(id)
      return ok(null)
    },
    test: (settings, secret, signal) => tried(settings, secret, (connector) => connector.test(signal)),
    choices: (settings, secret, signal) => tried(settings, secret, (connector) => connector.choices(signal)),
  }
}
