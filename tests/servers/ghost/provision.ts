import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What a test may use of a fresh Ghost: the integration's Admin API key, and the owner's session for what a person does there. */
export type GhostAccess = {
  key: string
  /** Asks the Admin API as the owner, signed in as in the browser. Throws on anything but success. */
  asOwner: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<unknown>
}

const OWNER = { name: '编辑', email: 'owner@example.org', password: 'Owner-pass-0123!', blogTitle: '临江日报' }
const integrationsSchema = z.object({ integrations: z.array(z.object({ api_keys: z.array(z.object({ id: z.string(), type: z.string(), secret: z.string() })) })).min(1) })

/** Sets an empty Ghost up: its owner, and a custom integration. */
export const provisionGhost = async (url: string): Promise<GhostAccess> => {
  const headers: Record<string, string> = { 'content-type': 'application/json', origin: url, 'accept-version': 'v6.0' }
  const asOwner: GhostAccess['asOwner'] = async (method, path, body) => {
    const response = await fetch(`${url}/ghost/api/admin/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    const text = await response.text()
    if (!response.ok) throw new Error(`Ghost: ${method} ${path} ${String(response.status)} ${text.slice(0, 500)}`)
    return text === '' || !text.startsWith('{') ? null : (JSON.parse(text) as unknown)
  }
  await asOwner('POST', 'authentication/setup/', { setup: [OWNER] })
  const session = await fetch(`${url}/ghost/api/admin/session/`, { method: 'POST', headers, body: JSON.stringify({ username: OWNER.email, password: OWNER.password }) })
  if (session.status !== 201) throw new Error(`Ghost: no session, ${String(session.status)}`)
  headers['cookie'] = session.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '').join('; ')
  // Ghost answers before the session is stored.
  for (let tries = 0; tries < 40; tries += 1) {
    if (await asOwner('GET', 'users/me/').then(() => true, () => false)) break
    await pause(100)
  }
  const made = integrationsSchema.parse(await asOwner('POST', 'integrations/?include=api_keys', { integrations: [{ name: '定稿' }] }))
  const key = made.integrations[0]?.api_keys.find(({ type }) => type === 'admin')
  if (!key) throw new Error('Ghost: the integration has no key')
  return { key: key.secret.includes(':') ? key.secret : `${key.id}:${key.secret}`, asOwner }
}
