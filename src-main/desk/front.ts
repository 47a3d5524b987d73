import { randomUUID } from 'node:crypto'

import { failureOf, type Details } from '../../src-shared/outcome'
import type { Desk } from './desk'
import type { About } from './http'
import type { Meter } from './meter'

/** What is written down of each request: names and numbers, never a token, a password or a story. */
export type RequestNote = { id: string; method: string; route: string; status: number; ms: number; person: string; address: string }

/** What a listener knows of a request besides its words. */
export type Caller = { address: string }

export type FrontOptions = {
  desk: Pick<Desk, 'fetch' | 'troubles'>
  /** How many proxies of the house's own stand before the desk and add to X-Forwarded-For. */
  proxies: number
  /** Whether `/metrics` is answered here, and not only on a port of its own. */
  metrics: boolean
  meter: Meter
  note: (note: RequestNote) => void
  report: (message: string, details: Details) => void
}

const PLAIN = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }

/** The address a request came from: what the outermost proxy of the house saw, or who is on the line. Proxies further out may write what they like. */
export const clientAddress = (forwarded: string | null, peer: string, proxies: number): string => {
  const named = (forwarded ?? '').split(',').map((part) => part.trim()).filter((part) => /^[\da-f.:]{2,45}$/i.test(part))
  return (proxies > 0 ? named.at(-proxies) : undefined) ?? peer
}

/** A meter's page as an answer. */
export const metricsAnswer = async (meter: Meter, report: FrontOptions['report']): Promise<Response> => {
  try {
    const { text, mediaType } = await meter.page()
    return new Response(text, { headers: { ...PLAIN, 'content-type': mediaType } })
  } catch (error) {
    report('The meter could not be read', { reason: failureOf(error).message })
    return new Response('', { status: 503, headers: PLAIN })
  }
}

/**
 * What stands before a desk that runs alone: `/livez` (the process answers), `/readyz` (it can serve: 503 with its reasons otherwise), `/metrics`,
 * and for everything else a request id (kept where a proxy gave one), a note and a measurement around the desk's own answer.
 */
export const createFront = ({ desk, proxies, metrics, meter, note, report }: FrontOptions): ((request: Request, caller: Caller) => Promise<Response>) => {
  const ready = async (): Promise<Response> => {
    const troubles = await desk.troubles()
    // Codes and sentences, for who operates it; what they are about may be nobody else's business.
    const body = troubles.length === 0 ? { ready: true } : { ready: false, reasons: troubles.map(({ code, message }) => ({ code, message: code === 'database-unreachable' ? '' : message })) }
    return Response.json(body, { status: troubles.length === 0 ? 200 : 503, headers: PLAIN })
  }
  const apart = (path: string): Promise<Response> | null => {
    if (path === '/livez') return Promise.resolve(Response.json({ alive: true }, { headers: PLAIN }))
    if (path === '/readyz') return ready()
    if (path === '/metrics' && metrics) return metricsAnswer(meter, report)
    return null
  }
  return async (request, caller) => {
    const { pathname } = new URL(request.url)
    const answered = request.method === 'GET' ? await apart(pathname) : null
    if (answered) return answered
    const started = performance.now()
    const given = request.headers.get('x-request-id') ?? ''
    const id = proxies > 0 && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID()
    const about: About = { address: clientAddress(request.headers.get('x-forwarded-for'), caller.address, proxies) }
    const response = await desk.fetch(request, about)
    response.headers.set('x-request-id', id)
    const ms = Math.round((performance.now() - started) * 10) / 10
    const route = about.route ?? 'none'
    meter.answered({ route, status: response.status, seconds: ms / 1000 })
    note({ id, method: request.method, route, status: response.status, ms, person: about.person ?? '', address: about.address ?? '' })
    return response
  }
}
