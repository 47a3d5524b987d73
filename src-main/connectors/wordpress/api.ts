import type { z } from 'zod'

import { type Outcome } from '../../../src-shared/outcome'
import type { Tools } from '../connector-kind'
import { openHttp, type Answer } from '../http'
import { refusals } from './refusals'

type Query = Record<string, string | number>
type Asked = { method: 'GET' | 'POST' | 'DELETE'; query?: Query; json?: unknown; body?: FormData; signal: AbortSignal }

/** The site's own address of what somebody pasted: without its admin or API, ending in a slash. */
export const siteAddress = (address: string): string => `${address.replace(/[?#].*$/, '').replace(/\/(?:wp-json|wp-admin|wp-login\.php)(?:\/.*)?$/, '').replace(/\/+$/, '')}/`

/**
 * WordPress's REST API with an application password. `ask` takes a path under the API's root ("wp/v2/posts"). Where a site's permanent links are off, the API
 * stands behind a query instead of a path; that is tried once and remembered.
 */
export const openApi = (address: string, account: string, secret: string, tools: Pick<Tools, 'fetch' | 'now' | 'patience'>) => {
  const base = siteAddress(address)
  // Spaces are how WordPress shows an application password; they are no part of it.
  const authorization = `Basic ${Buffer.from(`${account}:${secret.replaceAll(' ', '')}`, 'utf8').toString('base64')}`
  const http = openHttp({ base, headers: () => Promise.resolve({ authorization }), refuse: refusals(new URL(base).origin), fetch: tools.fetch, now: tools.now, patience: tools.patience })
  let linked: boolean | null = null

  const once = <T>(path: string, asked: Asked, schema: z.ZodType<T>, byPath: boolean): Promise<Outcome<Answer<T>>> => {
    const { method, query = {}, signal, json, body } = asked
    const given = new URLSearchParams({ ...(byPath ? {} : { rest_route: `/${path}` }), ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])) }).toString()
    const where = byPath ? `wp-json/${path}` : 'index.php'
    return http.ask({ method, path: given === '' ? where : `${where}?${given}`, signal, ...(json === undefined ? {} : { json }), ...(body === undefined ? {} : { body, patience: 'upload' as const }) }, schema)
  }

  const ask = async <T>(path: string, asked: Asked, schema: z.ZodType<T>): Promise<Outcome<Answer<T>>> => {
    const answer = await once(path, asked, schema, linked ?? true)
    if (linked !== null) return answer
    if (answer.ok) linked = true
    if (answer.ok || answer.code !== 'destination-lacks' || answer.details['page'] !== true) return answer
    const other = await once(path, asked, schema, false)
    if (other.ok) linked = false
    return other.ok || other.details['page'] === undefined ? other : answer
  }
  return { base, ask }
}
export type Api = ReturnType<typeof openApi>
