import { readFileSync } from 'node:fs'
import { z } from 'zod'

import { failed, type Failure } from '../src-shared/outcome'
import { roleSchema } from '../src-shared/review/people'
import type { Reach } from './desk/guarded-fetch'
import type { OidcSettings } from './desk/people/oidc-settings'
import { SECRET_FEWEST } from './desk/people/secret'

const text = z.string().min(1)
const webAddress = z.url({ protocol: /^https?$/ })
const flag = z.enum(['0', '1']).transform((value) => value === '1')
const whole = (least: number, most: number) => z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.int().min(least).max(most))

const settingsSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  STET_DESK_KEY_FILE: text.optional(),
  STET_S3_ENDPOINT: webAddress.optional(),
  STET_S3_BUCKET: text.optional(),
  STET_S3_REGION: text.default('us-east-1'),
  STET_S3_KEY_ID: text.optional(),
  STET_S3_SECRET: text.optional(),
  STET_S3_PREFIX: z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))([\w.-]+\/)*[\w.-]*$/).default(''),
  STET_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STET_TLS_CERT: text.optional(),
  STET_TLS_KEY: text.optional(),
  STET_PUBLIC_URL: webAddress.regex(/^[^?#]+$/).optional(),
  STET_TRUST_PROXY: whole(0, 10).default(0),
  STET_METRICS: flag.default(false),
  STET_LIVE: flag.default(true),
  STET_METRICS_PORT: whole(0, 65535).optional(),
  STET_STOP_SECONDS: whole(0, 3600).default(20),
  STET_REACH: z.enum(['house', 'public']).default('house'),
  STET_DRAIN_SECONDS: whole(0, 3600).default(0),
  STET_SECRET: z.string().min(SECRET_FEWEST).optional(),
  STET_URL: webAddress.optional(),
  STET_OIDC_ISSUER: webAddress.optional(),
  STET_OIDC_CLIENT_ID: text.max(300).optional(),
  STET_OIDC_CLIENT_SECRET: text.max(1000).optional(),
  STET_OIDC_NAME: text.max(60).optional(),
  STET_OIDC_CLAIM: text.max(60).default('preferred_username'),
  STET_OIDC_ADMIT: roleSchema.exclude(['admin']).optional(),
})
type Name = keyof z.input<typeof settingsSchema>
type Read = z.output<typeof settingsSchema>

/** Where the files of a desk are: an S3-compatible store, or its folder (null). */
export type StoreSettings = { endpoint: string; bucket: string; region: string; keyId: string; secret: string; prefix: string } | null

/** How a desk runs alone: read from the environment. Secrets may also stand in files, named by the variable with _FILE after it. */
export type DeskSettings = {
  databaseUrl: string | null
  keyFile: string | null
  store: StoreSettings
  logLevel: z.infer<typeof settingsSchema>['STET_LOG_LEVEL']
  /** Paths of PEM files, or null where a proxy does TLS or none is done. */
  tls: { cert: string; key: string } | null
  /** The address at which workstations reach this very process; where it listens, if null. */
  publicUrl: string | null
  /** How many proxies of the house's own stand before the desk. */
  proxies: number
  metrics: { here: boolean; port: number | null }
  /** Whether pieces can be edited together at this desk; on trial, so only where it is asked for. */
  live: boolean
  /** Where destinations and webhooks may be: in the house's own network too, or at public addresses alone. */
  reach: Reach
  /** Seconds running requests have to finish in, and before that for a proxy to notice that the desk is stopping. */
  stopSeconds: number
  drainSeconds: number
  /** What sessions are signed and second factors encrypted with; the desk makes and keeps one, if null. */
  secret: string | null
  /** The single sign-on, where the house has one. */
  oidc: OidcSettings | null
}

/** Variables that may be given as the path of a file that holds them. */
const SECRETS = ['DATABASE_URL', 'STET_S3_KEY_ID', 'STET_S3_SECRET', 'STET_SECRET', 'STET_OIDC_CLIENT_SECRET'] as const satisfies readonly Name[]

/** Settings that mean nothing without others: where one of `given` is there, all of `needs` must be. */
const TOGETHER: readonly { given: readonly Name[]; needs: readonly Name[] }[] = [
  { given: ['STET_S3_ENDPOINT', 'STET_S3_BUCKET'], needs: ['STET_S3_ENDPOINT', 'STET_S3_BUCKET', 'STET_S3_KEY_ID', 'STET_S3_SECRET'] },
  { given: ['STET_TLS_CERT', 'STET_TLS_KEY'], needs: ['STET_TLS_CERT', 'STET_TLS_KEY'] },
  { given: ['STET_OIDC_ISSUER', 'STET_OIDC_CLIENT_ID', 'STET_OIDC_CLIENT_SECRET', 'STET_OIDC_NAME', 'STET_OIDC_CLAIM', 'STET_OIDC_ADMIT'], needs: ['STET_OIDC_ISSUER', 'STET_OIDC_CLIENT_ID', 'STET_URL'] },
]

/** The environment with what stands in files read; `from` is what a variable was given as. */
const readFiles = (env: NodeJS.ProcessEnv): { given: Record<string, string>; from: (name: string) => string; failures: Failure[] } => {
  // An empty variable is one that is not set: a compose file writes them so.
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''))
  const files = new Set<string>()
  const failures: Failure[] = []
  for (const name of SECRETS) {
    const variable = `${name}_FILE`
    const file = given[variable]
    if (file === undefined) continue
    files.add(name)
    if (given[name] !== undefined) {
      failures.push(failed('setting-twice', `${name} is given twice: also as ${variable}.`, { name }))
      continue
    }
    try {
      given[name] = readFileSync(file, 'utf8').trim()
    } catch {
      given[name] = ''
    }
    if (given[name] === '') failures.push(failed('setting-unreadable', `${variable} names a file that cannot be read or is empty.`, { name: variable }))
  }
  return { given, from: (name) => (files.has(name) ? `${name}_FILE` : name), failures }
}

const missing = (given: Readonly<Record<string, string>>): Failure[] =>
  TOGETHER.flatMap((group) => {
    const beside = group.given.find((name) => given[name] !== undefined)
    return beside === undefined ? [] : group.needs.filter((name) => given[name] === undefined).map((name) => failed('setting-missing', `${name} is missing: ${beside} needs it.`, { name, beside }))
  })

const storeOf = ({ STET_S3_ENDPOINT: endpoint, STET_S3_BUCKET: bucket, STET_S3_KEY_ID: keyId, STET_S3_SECRET: secret, STET_S3_REGION: region, STET_S3_PREFIX: prefix }: Read): StoreSettings =>
  endpoint === undefined || bucket === undefined || keyId === undefined || secret === undefined ? null : { endpoint, bucket, region, keyId, secret, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` }

const oidcOf = (read: Read): OidcSettings | null => {
  const { STET_OIDC_ISSUER: issuer, STET_OIDC_CLIENT_ID: clientId, STET_URL: url } = read
  if (issuer === undefined || clientId === undefined || url === undefined) return null
  return { issuer, clientId, url, clientSecret: read.STET_OIDC_CLIENT_SECRET ?? null, name: read.STET_OIDC_NAME ?? new URL(issuer).hostname, claim: read.STET_OIDC_CLAIM, admit: read.STET_OIDC_ADMIT ?? null }
}

const settingsOf = (read: Read): DeskSettings => {
  const { STET_TLS_CERT: cert, STET_TLS_KEY: key } = read
  return {
    databaseUrl: read.DATABASE_URL ?? null,
    keyFile: read.STET_DESK_KEY_FILE ?? null,
    store: storeOf(read),
    logLevel: read.STET_LOG_LEVEL,
    tls: cert !== undefined && key !== undefined ? { cert, key } : null,
    publicUrl: read.STET_PUBLIC_URL ?? null,
    proxies: read.STET_TRUST_PROXY,
    metrics: { here: read.STET_METRICS, port: read.STET_METRICS_PORT ?? null },
    live: read.STET_LIVE,
    reach: read.STET_REACH,
    stopSeconds: read.STET_STOP_SECONDS,
    drainSeconds: read.STET_DRAIN_SECONDS,
    secret: read.STET_SECRET ?? null,
    oidc: oidcOf(read),
  }
}

/** The settings, or everything that is wrong with them: no two starts for two mistakes. */
export type SettingsRead = { ok: true; value: DeskSettings } | { ok: false; failures: Failure[] }

/**
 * Reads the settings of a desk that runs alone. Each failure names a variable, never its value: `setting-invalid`, `setting-missing`
 * {beside}, `setting-twice`, `setting-unreadable`, `secret-too-short` {fewest}; all with {name}.
 */
export const readDeskSettings = (env: NodeJS.ProcessEnv): SettingsRead => {
  const { given, from, failures } = readFiles(env)
  const parsed = settingsSchema.safeParse(given)
  const told = new Set(failures.map(({ details }) => details['name']))
  const wrong = (parsed.error?.issues ?? []).flatMap(({ path, code }) => {
    const variable = String(path[0])
    const name = from(variable)
    if (told.has(name) || told.has(variable)) return []
    told.add(name)
    return [variable === 'STET_SECRET' && code === 'too_small' ? failed('secret-too-short', `${name} holds fewer than ${String(SECRET_FEWEST)} characters.`, { name, fewest: SECRET_FEWEST }) : failed('setting-invalid', `${name} is not valid.`, { name })]
  })
  const all = [...failures, ...wrong, ...missing(given)]
  return parsed.success && all.length === 0 ? { ok: true, value: settingsOf(parsed.data) } : { ok: false, failures: all }
}
