import { setTimeout as pause } from 'node:timers/promises'
import type { z } from 'zod'

import { failureOf, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { askedToWait, connectorFault } from '../../src-shared/publication/connector-faults'

/**
 * How long a CMS may take to answer one request, in milliseconds; an upload longer. `rest` is how long a request waits altogether, here and now, for one that answers 429 and
 * when to come back: what was done before would otherwise be done again. A longer rest is for whoever asked.
 */
export type Patience = { ask: number; upload: number; rest: number }
const PATIENCE: Patience = { ask: 30_000, upload: 180_000, rest: 20_000 }
/** The largest answer that is read, in bytes: a CMS that sends more is not answering us. */
const MOST = 20_000_000

export type Ask = {
  /** A HEAD's answer is null where it is good. */
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  /** Under the base, with its query. */
  path: string
  /** JSON, or a body as it is. */
  json?: unknown
  body?: BodyInit
  headers?: Record<string, string>
  /** As long as an upload may take; `ask` where absent. */
  patience?: 'ask' | 'upload'
  signal: AbortSignal
}

/** What was answered, parsed by the asker's schema. */
export type Answer<T> = { value: T; status: number; headers: Headers }

/** What a CMS said instead: its status and body as JSON (null where it was none). The connector puts it into words; null leaves it to the common ones. */
export type Refuse = (status: number, body: unknown, ask: Ask) => Failure | null

const CERTIFICATE = /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS/

const causeOf = (error: unknown): string => {
  let at: unknown = error
  let words = ''
  while (at instanceof Error) {
    words = 'code' in at && typeof at.code === 'string' ? at.code : at.message
    at = at.cause
  }
  return words
}

/** Why no answer came. */
const unreached = (error: unknown, address: string, timedOut: boolean): Failure => {
  const reason = causeOf(error)
  if (timedOut) return connectorFault('destination-timeout', `${address} did not answer in time.`, { address })
  if (reason === 'ADDRESS_REFUSED') return connectorFault('destination-off-limits', `The desk does not connect to ${address}.`, { address })
  if (CERTIFICATE.test(reason)) return connectorFault('destination-tls', `The certificate of ${address} does not hold: ${reason}`, { address, reason })
  return connectorFault('destination-away', `${address} cannot be reached: ${reason}`, { address, reason })
}

/** Seconds of a Retry-After header, given as seconds or as a date; a minute where there is none that can be read. */
const waitOf = (headers: Headers, now: number): number => {
  const told = headers.get('retry-after') ?? ''
  const seconds = /^\d+$/.test(told) ? Number(told) : Math.ceil((Date.parse(told) - now) / 1000)
  return Number.isFinite(seconds) ? Math.min(Math.max(1, seconds), 86_400) : 60
}

/** What a status means where the CMS says nothing more exact. */
const common = (status: number, headers: Headers, address: string, now: number): Failure => {
  const details = { status, address }
  if (status >= 300 && status < 400) return connectorFault('destination-redirect', `${address} points elsewhere.`, { address, to: headers.get('location') ?? '' })
  if (status === 401) return connectorFault('destination-credentials', `${address} does not take these credentials.`, details)
  if (status === 403) return connectorFault('destination-permission', `${address} does not allow this.`, { ...details, what: '' })
  if (status === 404 || status === 405) return connectorFault('destination-lacks', `${address} has no such API.`, details)
  if (status === 408 || status === 504) return connectorFault('destination-timeout', `${address} did not answer in time.`, details)
  if (status === 413) return connectorFault('destination-too-large', `${address} says this is too large.`, details)
  if (status === 429) return connectorFault('destination-busy', `${address} asks to wait.`, { address, seconds: waitOf(headers, now) })
  if (status === 503) return connectorFault('destination-maintenance', `${address} is not available now.`, { address, seconds: waitOf(headers, now) })
  if (status >= 500) return connectorFault('destination-broken', `${address} failed with ${String(status)}.`, details)
  return connectorFault('destination-refused', `${address} refuses this with ${String(status)}.`, { ...details, reason: '' })
}

const read = async (response: Response): Promise<string | null> => {
  const reader = response.body?.getReader()
  if (!reader) return ''
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts).toString('utf8')
    size += value.length
    if (size > MOST) {
      await reader.cancel()
      return null
    }
    parts.push(value)
  }
}

const jsonOf = (text: string): { json: unknown } | null => {
  try {
    return { json: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

/**
 * Asks a CMS's JSON API. Redirects are never followed, answers are bounded and parsed by a schema, and whatever goes wrong is a Failure of
 * connector-faults.ts; `refuse` may say it more exactly. Asked to wait a moment, it waits with everything else it asks, and asks again. `headers` are made for each request (a token may be short-lived). `patience` is PATIENCE where absent.
 */
export const openHttp = (options: { base: string; headers: () => Promise<Record<string, string>>; refuse: Refuse; fetch: typeof fetch; now: () => string; patience?: Patience | undefined }) => {
  const { base, refuse } = options
  const address = new URL(base).origin
  const patience = options.patience ?? PATIENCE
  /** Until when it asked to be left alone, by this machine's clock. */
  let restsUntil = 0

  const rest = async (signal: AbortSignal): Promise<Outcome<null>> => {
    try {
      for (let wait = restsUntil - Date.now(); wait > 0; wait = restsUntil - Date.now()) await pause(wait, undefined, { signal })
      return ok(null)
    } catch {
      return failureOf(signal.reason)
    }
  }

  const once = async <T>(asked: Ask, schema: z.ZodType<T>): Promise<Outcome<Answer<T>>> => {
    const rested = await rest(asked.signal)
    if (!rested.ok) return rested
    const timeout = AbortSignal.timeout(patience[asked.patience ?? 'ask'])
    let response: Response
    let text: string | null
    try {
      const json: Record<string, string> = asked.json === undefined ? {} : { 'content-type': 'application/json' }
      const body = asked.json === undefined ? asked.body : JSON.stringify(asked.json)
      response = await options.fetch(new URL(asked.path, base), {
        method: asked.method,
        headers: { accept: 'application/json', ...json, ...(await options.headers()), ...asked.headers },
        redirect: 'manual',
        signal: AbortSignal.any([asked.signal, timeout]),
        ...(body === undefined ? {} : { body }),
      })
      text = await read(response)
    } catch (error) {
      if (asked.signal.aborted) return failureOf(asked.signal.reason)
      return unreached(error, address, timeout.aborted)
    }
    const { status, headers } = response
    const parsed = text === null || text === '' ? null : jsonOf(text)
    if (status < 200 || status > 299) return refuse(status, parsed?.json ?? null, asked) ?? common(status, headers, address, Date.parse(options.now()))
    const value = schema.safeParse(parsed?.json ?? null)
    if (value.success) return ok({ value: value.data, status, headers })
    const place = parsed === null ? 'JSON' : (value.error.issues[0]?.path.join('.') ?? '')
    return connectorFault('destination-not-data', `${address} answered ${String(status)} with something else than its API does (${place}).`, { status, address, place })
  }

  const ask = async <T>(asked: Ask, schema: z.ZodType<T>): Promise<Outcome<Answer<T>>> => {
    for (let left = patience.rest; ; ) {
      const answer = await once(asked, schema)
      // Of a 429 alone is it known that nothing was done.
      const wait = answer.ok || answer.code !== 'destination-busy' ? null : askedToWait(answer)
      if (wait === null || wait > left) return answer
      left -= wait
      restsUntil = Math.max(restsUntil, Date.now() + wait)
    }
  }
  return { ask }
}

export type Http = ReturnType<typeof openHttp>
