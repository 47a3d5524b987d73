import { failed, failureOf, failureSchema, Fault, ok, outcomeSchema, type Outcome } from '../outcome'
import { routes, type RouteBody, type RouteName, type RouteParams, type RouteQuery, type RouteReply } from './routes'

/** How requests leave: the network's fetch, or an embedded desk's own handler. */
export type Fetch = (request: Request) => Promise<Response>

type CallInput<N extends RouteName> = { params?: RouteParams<N>; query?: RouteQuery<N>; body?: RouteBody<N>; /** Ends the call; it then has no time limit of its own, as a stream of events must not. */ signal?: AbortSignal }

/** One call of the desk's API. Refusals come back as the desk's own Failure; no answer at all is `desk-unreachable`. */
export type DeskClient = { call: <N extends RouteName>(name: N, input?: CallInput<N>) => Promise<Outcome<RouteReply<N>>> }

const addressOf = (base: string, path: string, params: Record<string, unknown>, query: Record<string, unknown>): URL => {
  const filled = path.replace(/:([a-z0-9]+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const url = new URL(filled, base)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value))
  return url
}

/** What an answer says, or undefined where it is no JSON: something between us and the desk answered. */
const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const readFailure = async (response: Response): Promise<Outcome<never>> => {
  const parsed = failureSchema.safeParse(readJson(await response.text()))
  if (parsed.success) return parsed.data
  return failed('desk-unreachable', `The desk's address answered ${String(response.status)} with something that is not Stet's.`, { status: response.status })
}

const brokeOff = (error: unknown): string => `The desk's answer broke off: ${error instanceof Error ? error.message : String(error)}`

/** A long answer as it comes; where the way to the desk breaks, its reader hears the Fault `desk-unreachable`. */
const asItComes = (body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> => {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          throw error instanceof Fault ? error : new Fault('desk-unreachable', brokeOff(error), {}, error)
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

/** Makes a client. `token` is asked at each call, so signing in or out needs no new client. `timeout` is in milliseconds. */
export const deskClient = (options: { base: string; fetch: Fetch; token: () => string | null; timeout?: number }): DeskClient => ({
  call: async (name, input = {}) => {
    const route = routes[name]
    const url = addressOf(options.base, route.path, input.params ?? {}, input.query ?? {})
    const headers = new Headers()
    const token = options.token()
    if (token) headers.set('authorization', `Bearer ${token}`)
    const bytes = input.body instanceof Uint8Array
    if (route.body !== null) headers.set('content-type', bytes ? 'application/octet-stream' : 'application/json')
    const body = route.body === null ? null : bytes ? (input.body as Uint8Array<ArrayBuffer>) : JSON.stringify(input.body)
    let response: Response
    try {
      response = await options.fetch(new Request(url, { method: route.method, headers, body, signal: input.signal ?? AbortSignal.timeout(options.timeout ?? 60_000) }))
    } catch (error) {
      // Who carries the request may know better what is wrong with the way there.
      if (error instanceof Fault) return failureOf(error)
      return failed('desk-unreachable', `The desk did not answer: ${error instanceof Error ? error.message : String(error)}`)
    }
    try {
      if (!response.ok) return await readFailure(response)
      if (route.reply === 'events') return response.body ? ok(response.body as RouteReply<typeof name>) : failed('desk-unreachable', 'The desk sent no events.')
      if (route.reply === 'stream') return response.body ? ok(asItComes(response.body) as RouteReply<typeof name>) : failed('desk-unreachable', 'The desk sent nothing.')
      if (route.reply === 'bytes') return ok(new Uint8Array(await response.arrayBuffer()) as RouteReply<typeof name>)
      const parsed = outcomeSchema(route.reply).safeParse(readJson(await response.text()))
      if (!parsed.success) return failed('desk-unreachable', 'The desk answered something this Stet does not understand.', { place: parsed.error.issues[0]?.path.join('.') ?? '', status: response.status })
      return parsed.data as Outcome<RouteReply<typeof name>>
    } catch (error) {
      return failed('desk-unreachable', brokeOff(error))
    }
  },
})
