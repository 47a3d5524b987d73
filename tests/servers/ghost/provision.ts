import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

/** What a test may use of a fresh Ghost: the integration's Admin API key, and the owner's session for what a person does there. */
export type GhostAccess = {
  key: string
  /** Asks the Admin API as the owner, signed in as in the browser. Throws on anything but success. */
  asOwner: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) => Promise<unknown>
  /** A new member of staff: the id of the account, and its own access token. `folder` is where Ghost keeps its content. */
  hire: (role: 'Contributor' | 'Author' | 'Editor', folder: string) => Promise<{ id: string; key: string }>
}

/** Who signs in to a Ghost made here. */
export const OWNER = { name: '编辑', email: 'owner@example.org', password: 'Owner-pass-0123!', blogTitle: '临江日报' }
const integrationsSchema = z.object({ integrations: z.array(z.object({ api_keys: z.array(z.object({ id: z.string(), type: z.string(), secret: z.string() })) })).min(1) })

const rolesSchema = z.object({ roles: z.array(z.object({ id: z.string(), name: z.string() })) })
const ownTokenSchema = z.object({ apiKey: z.object({ id: z.string(), secret: z.string(), user_id: z.string() }) })

/** Ghost sends an invitation by post only. */
const invitationOf = (folder: string, email: string): string => {
  const database = new DatabaseSync(join(folder, 'data/ghost.db'), { readOnly: true })
  try {
    return z.object({ token: z.string() }).parse(database.prepare('select token from invites where email = ?').get(email)).token
  } finally {
    database.close()
  }
}

type Ask = GhostAccess['asOwner']

/** Asks the Admin API with these headers. */
const askerOf = (url: string, headers: Record<string, string>): Ask => async (method, path, body) => {
  const response = await fetch(`${url}/ghost/api/admin/${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
  const text = await response.text()
  if (!response.ok) throw new Error(`Ghost: ${method} ${path} ${String(response.status)} ${text.slice(0, 500)}`)
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : null
}

/** Signs in as in the browser. */
const signIn = async (url: string, plain: Record<string, string>, username: string, password: string): Promise<Ask> => {
  const session = await fetch(`${url}/ghost/api/admin/session/`, { method: 'POST', headers: plain, body: JSON.stringify({ username, password }) })
  if (session.status !== 201) throw new Error(`Ghost: no session, ${String(session.status)}`)
  const ask = askerOf(url, { ...plain, cookie: session.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '').join('; ') })
  // Ghost answers before the session is stored.
  for (let tries = 0; tries < 40; tries += 1) {
    if (await ask('GET', 'users/me/').then(() => true, () => false)) break
    await pause(100)
  }
  return ask
}

const keyOf = ({ id, secret }: { id: string; secret: string }): string => (secret.includes(':') ? secret : `${id}:${secret}`)

/** Sets an empty Ghost up: its owner, and a custom integration. */
export const provisionGhost = async (url: string): Promise<GhostAccess> => {
  const plain = { 'content-type': 'application/json', origin: url, 'accept-version': 'v6.0' }
  const asNobody = askerOf(url, plain)
  await asNobody('POST', 'authentication/setup/', { setup: [OWNER] })
  const asOwner = await signIn(url, plain, OWNER.email, OWNER.password)
  const made = integrationsSchema.parse(await asOwner('POST', 'integrations/?include=api_keys', { integrations: [{ name: '定稿' }] }))
  const key = made.integrations[0]?.api_keys.find(({ type }) => type === 'admin')
  if (!key) throw new Error('Ghost: the integration has no key')
  const hire: GhostAccess['hire'] = async (role, folder) => {
    const { roles } = rolesSchema.parse(await asOwner('GET', 'roles/?limit=100'))
    const email = `${role.toLowerCase()}@example.org`
    await asOwner('POST', 'invites/', { invites: [{ email, role_id: roles.find(({ name }) => name === role)?.id }] })
    await asNobody('POST', 'authentication/invitation/', { invitation: [{ name: role, email, password: OWNER.password, token: invitationOf(folder, email) }] })
    const { apiKey } = ownTokenSchema.parse(await (await signIn(url, plain, email, OWNER.password))('GET', 'users/me/token/'))
    return { id: apiKey.user_id, key: keyOf(apiKey) }
  }
  return { key: keyOf(key), asOwner, hire }
}
