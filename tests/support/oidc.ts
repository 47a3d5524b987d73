import { createServer } from 'node:http'
import { generateKeyPairSync } from 'node:crypto'
import Provider from 'oidc-provider'

/** Who the provider knows, by subject; changed while it runs. */
export type Claims = Record<string, { preferred_username?: string; name?: string }>

/** An OpenID Connect provider on a free port of this machine. `signIn` walks a browser's redirects as somebody and answers the last page. */
export type OidcProvider = { issuer: string; claims: Claims; stop: () => Promise<void> }

/** Starts a real provider with one confidential client that must use PKCE. Its log-in form takes any name of `claims` as a subject. */
export const startOidc = async (client: { id: string; secret: string; redirect: string }, claims: Claims): Promise<OidcProvider> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const issuer = `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : 0)}`
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const provider = new Provider(issuer, {
    clients: [{ client_id: client.id, client_secret: client.secret, redirect_uris: [client.redirect], token_endpoint_auth_method: 'client_secret_post' }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', kid: 'test' }] },
    cookies: { keys: ['a key of the test provider'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username'] },
    findAccount: (_ctx: unknown, sub: string) => (claims[sub] ? { accountId: sub, claims: () => ({ sub, ...claims[sub] }) } : undefined),
  })
  const handle = provider.callback()
  server.on('request', (request, response) => void handle(request, response))
  return {
    issuer,
    claims,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

type Page = { url: string; status: number; body: string }

/** A browser without a window: keeps cookies by host, follows redirects, answers the provider's log-in and consent forms as `subject`. */
export const makeBrowser = (subject: string) => {
  const jar = new Map<string, Map<string, string>>()
  const seen: string[] = []
  const ask = async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { host } = new URL(url)
    const cookies = jar.get(host) ?? new Map<string, string>()
    jar.set(host, cookies)
    const headers = new Headers(init.headers)
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    const response = await fetch(url, { ...init, headers, redirect: 'manual' })
    for (const set of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(set)) cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
  const go = async (address: string, init: RequestInit = {}): Promise<Page> => {
    let url = address
    let response = await ask(url, init)
    for (let hop = 0; hop < 20; hop += 1) {
      seen.push(url)
      const location = response.headers.get('location')
      const body = await response.text()
      const prompt = /name="prompt" value="(login|consent)"/.exec(body)?.[1]
      if (location !== null) {
        url = new URL(location, url).href
        response = await ask(url)
      } else if (prompt !== undefined) {
        const action = /action="([^"]+)"/.exec(body)?.[1] ?? ''
        url = new URL(action, url).href
        response = await ask(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ prompt, login: subject, password: 'any' }) })
      } else return { url, status: response.status, body }
    }
    throw new Error(`The browser is sent in circles: ${url}`)
  }
  return {
    go,
    /** Presses a button of the desk's page of confirmation. */
    answer: (url: string, answer: 'yes' | 'no', headers: Record<string, string> = {}): Promise<Page> =>
      go(url, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: new URL(url).origin, ...headers }, body: new URLSearchParams({ answer }) }),
    /** Every address it was sent to. */
    seen: (): readonly string[] => seen,
    cookies: (url: string): ReadonlyMap<string, string> => jar.get(new URL(url).host) ?? new Map(),
  }
}
