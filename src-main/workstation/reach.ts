import { failed, Fault, type Failure } from '../../src-shared/outcome'
import type { Fetch } from '../../src-shared/desk-api/client'

/** Codes that say the desk was not reached, or could not serve whatever it was asked: nothing was decided, and what waits goes on waiting. */
const AWAY: ReadonlySet<string> = new Set(['desk-unreachable', 'desk-untrusted', 'desk-moved', 'desk-wrong', 'desk-closed', 'desk-busy', 'database-unreachable', 'store-unreachable'])

/** True where a call failed because the desk was not reached at all. */
export const isAway = (code: string): boolean => AWAY.has(code)

/** A failed look at a desk's health, told apart: where something answered that is no desk, `desk-wrong`. A proxy whose desk is down (5xx) is no such thing. */
export const namedFault = (failure: Failure, address: string): Failure => {
  const { status } = failure.details
  return failure.code === 'desk-unreachable' && typeof status === 'number' && status < 500 ? failed('desk-wrong', `What answers at ${address} is no desk.`, { address }) : failed(failure.code, failure.message, { ...failure.details, address })
}

const codesOf = (error: unknown, depth = 0): string[] => {
  if (!(error instanceof Error) || depth > 5) return []
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : []
  return [...own, ...codesOf(error.cause, depth + 1), ...(error instanceof AggregateError ? error.errors.flatMap((one) => codesOf(one, depth + 1)) : [])]
}

/** What OpenSSL and Node call a certificate nobody here vouches for, or a line that is no TLS. */
const UNTRUSTED = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_|ERR_SSL_|EPROTO$|HOSTNAME_MISMATCH)/

/**
 * The network's fetch as a workstation asks a desk elsewhere. It follows nobody: the session must not be taken where the address did not say.
 * Throws Fault `desk-moved` {to} for an answer that sends it elsewhere, and `desk-untrusted` {reason} where the certificate does not hold.
 */
export const reachDesk: Fetch = async (request) => {
  let response: Response
  try {
    response = await globalThis.fetch(request, { redirect: 'manual' })
  } catch (error) {
    const reason = codesOf(error).find((code) => UNTRUSTED.test(code))
    if (reason !== undefined) throw new Fault('desk-untrusted', `The desk's certificate does not hold on this machine: ${reason}.`, { reason }, error)
    throw error
  }
  if (response.status >= 300 && response.status < 400 && response.status !== 304) {
    await response.body?.cancel()
    const to = response.headers.get('location') ?? ''
    throw new Fault('desk-moved', `The desk's address sends on to ${to === '' ? 'another one' : to}.`, { to })
  }
  return response
}
