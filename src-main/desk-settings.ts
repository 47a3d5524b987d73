import { readFileSync } from 'node:fs'
import { z } from 'zod'

import { failed, ok, type Outcome } from '../src-shared/outcome'

const text = z.string().min(1)
const flag = z.enum(['0', '1']).transform((value) => value === '1')
const whole = (least: number, most: number) => z.string().regex(/^\d{1,6}$/).transform(Number).pipe(z.int().min(least).max(most))

const settingsSchema = z.object({
  DATABASE_URL: z.string().regex(/^postgres(ql)?:\/\//).optional(),
  STET_DESK_KEY_FILE: text.optional(),
  STET_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  STET_S3_BUCKET: text.optional(),
  STET_S3_REGION: text.default('us-east-1'),
  STET_S3_KEY_ID: text.optional(),
  STET_S3_SECRET: text.optional(),
  STET_S3_PREFIX: z.string().regex(/^(?!.*(?:^|\/)\.{1,2}(?:\/|$))([\w.-]+\/)*[\w.-]*$/).default(''),
  STET_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  STET_TLS_CERT: text.optional(),
  STET_TLS_KEY: text.optional(),
  STET_PUBLIC_URL: z.url({ protocol: /^https?$/ }).regex(/^[^?#]+$/).optional(),
  STET_TRUST_PROXY: whole(0, 10).default(0),
  STET_METRICS: flag.default(false),
  STET_LIVE: flag.default(false),
  STET_METRICS_PORT: whole(0, 65535).optional(),
  STET_STOP_SECONDS: whole(0, 3600).default(20),
  STET_DRAIN_SECONDS: whole(0, 3600).default(0),
})

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
  /** Seconds running requests have to finish in, and before that for a proxy to notice that the desk is stopping. */
  stopSeconds: number
  drainSeconds: number
}

/** Variables that may be given as the path of a file that holds them. */
const SECRETS = ['DATABASE_URL', 'STET_S3_KEY_ID', 'STET_S3_SECRET'] as const

const invalid = (name: string, why: string) => failed('setting-invalid', `${name} ${why}.`, { name })

const withSecrets = (env: NodeJS.ProcessEnv): Outcome<Record<string, string>> => {
  // An empty variable is one that is not set: a compose file writes them so.
  const given = Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''))
  for (const name of SECRETS) {
    const file = given[`${name}_FILE`]
    if (file === undefined) continue
    if (given[name] !== undefined) return invalid(name, `is given twice: also as ${name}_FILE`)
    try {
      given[name] = readFileSync(file, 'utf8').trim()
    } catch {
      return invalid(`${name}_FILE`, 'names a file that cannot be read')
    }
  }
  return ok(given)
}

const storeOf = (read: z.infer<typeof settingsSchema>): Outcome<StoreSettings> => {
  const { STET_S3_ENDPOINT: endpoint, STET_S3_BUCKET: bucket, STET_S3_KEY_ID: keyId, STET_S3_SECRET: secret, STET_S3_PREFIX: prefix } = read
  if (endpoint === undefined) return bucket === undefined ? ok(null) : invalid('STET_S3_ENDPOINT', 'is missing')
  if (bucket === undefined) return invalid('STET_S3_BUCKET', 'is missing')
  if (keyId === undefined) return invalid('STET_S3_KEY_ID', 'is missing')
  if (secret === undefined) return invalid('STET_S3_SECRET', 'is missing')
  return ok({ endpoint, bucket, region: read.STET_S3_REGION, keyId, secret, prefix: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` })
}

/** Reads the settings of a desk that runs alone. `setting-invalid` {name} names the variable, never its value. */
export const readDeskSettings = (env: NodeJS.ProcessEnv): Outcome<DeskSettings> => {
  const given = withSecrets(env)
  if (!given.ok) return given
  const parsed = settingsSchema.safeParse(given.value)
  if (!parsed.success) return invalid(parsed.error.issues[0]?.path.join('.') ?? '', 'is not valid')
  const read = parsed.data
  const store = storeOf(read)
  if (!store.ok) return store
  const { STET_TLS_CERT: cert, STET_TLS_KEY: key } = read
  if ((cert === undefined) !== (key === undefined)) return invalid(cert === undefined ? 'STET_TLS_CERT' : 'STET_TLS_KEY', 'is missing')
  return ok({
    databaseUrl: read.DATABASE_URL ?? null,
    keyFile: read.STET_DESK_KEY_FILE ?? null,
    store: store.value,
    logLevel: read.STET_LOG_LEVEL,
    tls: cert !== undefined && key !== undefined ? { cert, key } : null,
    publicUrl: read.STET_PUBLIC_URL ?? null,
    proxies: read.STET_TRUST_PROXY,
    metrics: { here: read.STET_METRICS, port: read.STET_METRICS_PORT ?? null },
    live: read.STET_LIVE,
    stopSeconds: read.STET_STOP_SECONDS,
    drainSeconds: read.STET_DRAIN_SECONDS,
  })
}
