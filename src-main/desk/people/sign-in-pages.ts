import { bearerOf, findRow, tokenName, type Inside } from './inside'
import { opening } from './opening'
import type { OidcSettings } from './oidc-settings'
import { confirmPage, sayingPage, type Saying } from './page'
import { refusing } from './refusals'
import { isoOf } from './tables'

const COOKIE = 'stet.confirm'
const CALLBACK = '/api/auth/callback/oidc'
/** Minutes somebody has to compare the code. */
const CONFIRM_MINUTES = 5

/** What went wrong, as the library names it in the address it sends the browser to. */
const sayingOf = (error: string | null): Saying => {
  if (error === 'PERSON_INACTIVE') return 'inactive'
  return error === 'signup_disabled' || error === 'INVITATION_OVER' || error === 'account_not_linked' || error === 'email_not_found' ? 'unknown' : 'failed'
}

/**
 * The few pages a browser sees of the desk, all of the single sign-on: to the provider, back from it, and the question whether the code
 * is the same. Null for every other request. The browser never holds a lasting session: the one the library opens for it lives
 * minutes, in a cookie for these pages alone, and ends with the answer.
 */
export const signInPages = (inside: Inside): ((request: Request) => Promise<Response | null>) => {
  const { db, house } = inside

  const waiting = async (code: string) => {
    const row = await db.selectFrom('device_codes').select(['scope', 'expiresAt']).where('userCode', '=', code).where('status', '=', 'pending').executeTakeFirst()
    return row && Date.parse(isoOf(row.expiresAt)) > Date.now() ? row : null
  }
  const cookie = (oidc: OidcSettings, token: string, seconds: number): string =>
    `${COOKIE}=${token}; Path=/sign-in; Max-Age=${String(seconds)}; HttpOnly; SameSite=Strict${oidc.url.startsWith('https:') ? '; Secure' : ''}`

  const start = async (request: Request, oidc: OidcSettings, code: string): Promise<Response> => {
    if (!(await waiting(code))) return sayingPage(request, house, 'over')
    const { api } = await inside.auth()
    const at = (end: string): string => new URL(`/sign-in/${code}/${end}`, oidc.url).href
    const { response, headers } = await api.signInSocial({ body: { provider: 'oidc', callbackURL: at('back'), errorCallbackURL: at('failed'), disableRedirect: true }, headers: new Headers(), returnHeaders: true })
    if (response.url === undefined) return sayingPage(request, house, 'failed')
    const answer = new Headers({ location: response.url, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    for (const set of headers.getSetCookie()) answer.append('set-cookie', set)
    return new Response(null, { status: 302, headers: answer })
  }

  const failed = async (request: Request, code: string, error: string | null): Promise<Response> => {
    await db.updateTable('device_codes').set({ status: 'denied' }).where('userCode', '=', code).where('status', '=', 'pending').execute()
    return sayingPage(request, house, sayingOf(error))
  }

  const back = (request: Request, oidc: OidcSettings): Promise<Response> =>
    opening('', async (open) => {
      const { api, handler } = await inside.auth()
      const answer = await handler(request)
      const location = new URL(answer.headers.get('location') ?? '/', oidc.url)
      const code = /^\/sign-in\/([A-Z0-9]{8})\/(?:back|failed)$/.exec(location.pathname)?.[1] ?? ''
      if (!open.opened) return failed(request, code, location.searchParams.get('error'))
      const headers = bearerOf(inside, open.token)
      const until = new Date(Date.now() + CONFIRM_MINUTES * 60_000)
      await db.updateTable('sessions').set({ expiresAt: inside.postgres ? until : until.toISOString() }).where('token', '=', tokenName(inside, open.token)).execute()
      const row = await waiting(code)
      const person = await findRow(db, open.opened.person)
      const claimed = row && person.ok ? await refusing(() => api.deviceVerify({ query: { user_code: code }, headers })) : null
      if (!row || !person.ok || !claimed?.ok) {
        await api.signOut({ headers })
        return sayingPage(request, house, 'over')
      }
      return confirmPage(request, house, { name: person.value.name, device: row.scope ?? '', code, cookie: cookie(oidc, open.token, CONFIRM_MINUTES * 60) })
    })

  const confirm = async (request: Request, oidc: OidcSettings, code: string): Promise<Response> => {
    const origin = request.headers.get('origin')
    const token = new RegExp(`(?:^|; )${COOKIE}=([\\w-]{20,100})`).exec(request.headers.get('cookie') ?? '')?.[1]
    if (token === undefined || (origin !== null && origin !== new URL(oidc.url).origin)) return sayingPage(request, house, 'over')
    const answer = new URLSearchParams((await request.text()).slice(0, 1000)).get('answer')
    const { api } = await inside.auth()
    const headers = bearerOf(inside, token)
    const settled = await refusing(() => (answer === 'yes' ? api.deviceApprove({ body: { userCode: code }, headers }) : api.deviceDeny({ body: { userCode: code }, headers })))
    await api.signOut({ headers })
    return sayingPage(request, house, !settled.ok ? 'over' : answer === 'yes' ? 'done' : 'denied', cookie(oidc, '', 0))
  }

  return async (request) => {
    const { oidc } = inside
    if (oidc === null) return null
    const { pathname } = new URL(request.url)
    if (pathname === CALLBACK && request.method === 'GET') return back(request, oidc)
    const code = /^\/sign-in\/([A-Z0-9]{8})$/.exec(pathname)?.[1]
    if (code === undefined) return null
    if (request.method === 'GET') return start(request, oidc, code)
    return request.method === 'POST' ? confirm(request, oidc, code) : null
  }
}
