import type { Session, Sso } from '../../../src-shared/desk-api/people-routes'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { sessionOf, type Inside } from './inside'
import { opening } from './opening'
import { refusing } from './refusals'
import type { From } from './signing-in'

const CLIENT = 'stet'

/**
 * The workstation's side of a sign-in by a browser (RFC 8628): it is given a ticket only it holds, and a short code the person
 * compares with what the browser shows. `sso-absent` where the desk asks no provider.
 */
export const singleSignOn = (inside: Inside) => ({
  openSso: async (from: From): Promise<Outcome<Sso>> => {
    const { oidc } = inside
    if (oidc === null) return failed('sso-absent', 'This desk has no single sign-on.')
    const attempt = await inside.limiter.begin({ address: from.address === '' ? '' : `sso ${from.address}` })
    if (!attempt.ok) return attempt
    await inside.db.deleteFrom('device_codes').where('expiresAt', '<', inside.postgres ? new Date() : new Date().toISOString()).execute()
    const { api } = await inside.auth()
    const begun = await api.deviceCode({ body: { client_id: CLIENT, scope: from.device } })
    return ok({ ticket: begun.device_code, code: begun.user_code, url: new URL(`/sign-in/${begun.user_code}`, oidc.url).href, interval: begun.interval, expiresIn: begun.expires_in })
  },
  /** Refuses `sso-pending` until the browser is done, `sso-denied`, `sso-over`, `person-inactive`. A ticket opens one session. */
  takeSso: (ticket: string, from: From): Promise<Outcome<Session>> =>
    opening(from.device, async (open) => {
      const { api } = await inside.auth()
      const taken = await refusing(() => api.deviceToken({ body: { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code: ticket, client_id: CLIENT } }))
      return taken.ok ? sessionOf(inside, open) : taken
    }),
})
