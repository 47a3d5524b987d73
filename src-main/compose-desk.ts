import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

import { failed, ok, type Details, type Outcome } from '../src-shared/outcome'
import { oneStagePolicy, policySchema } from '../src-shared/review/policy'
import type { Tools } from './connectors/connector-kind'
import { connectorKinds } from './connectors/kinds'
import { siteConnector, siteSettingsSchema } from './connectors/site/site'
import { openDesk, type Desk, type DeskOptions } from './desk/desk'
import { openFiles, type Files } from './desk/files'
import { guardedFetch, type Reach } from './desk/guarded-fetch'
import type { OidcSettings } from './desk/people/oidc-settings'
import { openS3 } from './desk/s3-client'
import { s3Files } from './desk/s3-files'
import type { StoreSettings } from './desk-settings'
import { makeFolder, writeDurable } from './durable/write'
import { photoRendition, readPhoto, webRendition } from './photos/photos'
import { openMachine } from './proofing/machine'
import { FORMATS } from './publication/formats/formats'
import { packPiece } from './publication/pack'
import { verifierPage } from './publication/verifier-page'
import { nodeCrypto } from './signoff/crypto'
import { deskKey } from './signoff/desk-key'

/** What a desk is called, how it reviews, and the site it publishes to: `<home>/desk/newsroom.json`. */
export const newsroomSchema = z.strictObject({ name: z.string().min(1).max(100), policy: policySchema, site: siteSettingsSchema })
export type Newsroom = z.infer<typeof newsroomSchema>

/** A newsroom nobody has configured yet: one stage, a site named after the product. */
export const plainNewsroom = (language: 'zh-CN' | 'en'): Newsroom => ({
  name: 'Stet',
  policy: oneStagePolicy,
  site: { id: 'site', name: 'Stet', tagline: '', language, baseUrl: 'http://localhost/', organiser: '', address: '', telephone: '', email: '', licences: [], copyright: '' },
})

const readNewsroom = async (file: string, fallback: Newsroom): Promise<Outcome<Newsroom>> => {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) {
    await writeDurable(file, `${JSON.stringify(fallback, null, 2)}\n`)
    return ok(fallback)
  }
  try {
    return ok(newsroomSchema.parse(JSON.parse(text)))
  } catch (error) {
    const place = error instanceof z.ZodError ? (error.issues[0]?.path.join('.') ?? '') : 'JSON'
    return failed('newsroom-invalid', `${file} is not valid at ${place}.`, { path: file, place })
  }
}

/** The revisions and photos of a desk: in its folder, or in the store the settings name. */
export const deskFiles = (folder: string, store: StoreSettings): Files => (store === null ? openFiles(folder, nodeCrypto.sha256) : s3Files(openS3(store), nodeCrypto.sha256))

/** Every CMS there is a connector for, as the desk asks for one. */
const kindsWith = (tools: Tools): NonNullable<DeskOptions['kinds']> => ({
  kinds: connectorKinds.map(({ kind, asks }) => ({ kind, account: asks.account })),
  open: (settings, secret) => {
    const kind = connectorKinds.find((each) => each.kind === settings.kind)
    return kind ? kind.open(settings, secret, tools) : failed('destination-kind-unknown', `This Stet has no connector for ${settings.kind}.`, { kind: settings.kind })
  },
})

/** A desk with its destinations, its packages and its own key; the same whether it runs in the app or alone. */
export const composeDesk = async (options: {
  home: string
  databaseUrl: string | null
  /** The desk's key where it does not stand in the home. */
  keyFile?: string | null
  /** Where revisions and photos are kept; in the home where null or absent. */
  store?: StoreSettings
  newsroom: Newsroom
  version: string
  /** Lets pieces be edited together, and answers where workstations reach this process (see openDesk); absent where nobody else comes. */
  live?: { url: () => string } | null
  /** What sessions are signed with (STET_SECRET); the desk makes and keeps one where absent. */
  secret?: string | null
  /** The single sign-on, where the house has one. */
  oidc?: OidcSettings | null
  /** Where destinations and webhooks may be; in the house's own network too where absent. */
  reach?: Reach
  now: () => string
  report: (message: string, details: Details) => void
}): Promise<Outcome<{ desk: Desk; siteFolder: string }>> => {
  const folder = join(options.home, 'desk')
  const siteFolder = join(options.home, 'site')
  await makeFolder(folder)
  const newsroom = await readNewsroom(join(folder, 'newsroom.json'), options.newsroom)
  if (!newsroom.ok) return newsroom
  const key = await deskKey({ folder, now: options.now, file: options.keyFile ?? null })
  if (!key.ok) return key
  const fetch = guardedFetch(options.reach ?? 'house')
  const tool = `stet ${options.version}`
  const desk = await openDesk({
    folder,
    databaseUrl: options.databaseUrl,
    name: newsroom.value.name,
    version: options.version,
    policy: newsroom.value.policy,
    now: options.now,
    key: key.value,
    crypto: nodeCrypto,
    secret: options.secret ?? null,
    oidc: options.oidc ?? null,
    live: options.live ?? null,
    connectors: [siteConnector({ folder: siteFolder, settings: newsroom.value.site, webRendition, now: options.now })],
    kinds: kindsWith({ webRendition, now: options.now, fetch }),
    fetch,
    makePackage: async (piece, photo, signal) => packPiece(piece, { photo, signal, rendition: photoRendition, sealWith: key.value.sign, formats: FORMATS, verifier: await verifierPage(), scratch: folder, tool }),
    machine: openMachine(options.version, nodeCrypto.sha256),
    checkPhoto: readPhoto,
    files: deskFiles(folder, options.store ?? null),
    report: options.report,
  })
  return desk.ok ? ok({ desk: desk.value, siteFolder }) : desk
}
