import type { HookPayload } from '../../../src-shared/desk-api/hooks'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'

/** Milliseconds a receiver may take to answer. */
const PATIENCE = 15_000

const reasonOf = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : null
  if (cause instanceof Error && 'code' in cause) return String(cause.code)
  return error instanceof Error ? error.name : 'unknown'
}

/**
 * Sends one signed message. Anything but a 2xx is not delivered: `hook-refused` {status}, `hook-gone` (410: the receiver wants no more), `hook-away` {reason}, `hook-off-limits`.
 * Redirects are not followed: the signature was meant for the address that was named.
 */
export const sendHook = async (options: { url: string; secret: string; payload: HookPayload; now: () => string; fetch: typeof fetch; signal: AbortSignal }): Promise<Outcome<null>> => {
  const { url, payload } = options
  const body = JSON.stringify(payload)
  const at = new Date(options.now())
  const address = new URL(url).origin
  // Loaded only where somebody is told: a workstation that writes alone never waits for it.
  const { Webhook } = await import('standardwebhooks')
  try {
    const response = await options.fetch(url, {
      method: 'POST',
      body,
      redirect: 'manual',
      headers: { 'content-type': 'application/json', 'user-agent': 'Stet', 'webhook-id': payload.id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000)), 'webhook-signature': new Webhook(options.secret).sign(payload.id, at, body) },
      signal: AbortSignal.any([options.signal, AbortSignal.timeout(PATIENCE)]),
    })
    await response.body?.cancel()
    if (response.ok) return ok(null)
    if (response.status === 410) return failed('hook-gone', `${address} wants no more.`, { address })
    return failed('hook-refused', `${address} answered ${String(response.status)}.`, { address, status: response.status })
  } catch (error) {
    if (options.signal.aborted) return failed('desk-closed', 'The desk is closed.')
    if (reasonOf(error) === 'ADDRESS_REFUSED') return failed('hook-off-limits', `The desk does not connect to ${address}.`, { address })
    return failed('hook-away', `${address} did not answer: ${reasonOf(error)}.`, { address, reason: reasonOf(error) })
  }
}
