import { contract, METHODS, type Input, type Method, type Output } from '../../src-shared/bridge/contract'
import { failed, failureOf, Fault, ok, type Details, type Failure, type Outcome } from '../../src-shared/outcome'

/** What answers the window: one function a method, from a parsed input to an Outcome. Faults may be thrown. */
export type Handlers = { [M in Method]: (input: Input<M>) => Promise<Outcome<Output<M>>> }

/** The window's one door, whichever shell it stands in. `handle` never rejects. */
export type Bridge = { handle: (method: string, input: unknown) => Promise<Outcome<unknown>> }

/** Where a fault nobody expects is written down. The details hold the method and the error's words, never its input. */
export type Report = (message: string, details: Details) => void

/** Buffers, ArrayBuffers and views (whatever the way in made of the bytes) as the plain Uint8Array the contract asks for. */
const asBytes = (value: unknown): unknown => {
  if (value instanceof ArrayBuffer) return new Uint8Array(value)
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
  return value
}

const withBytes = (input: unknown): unknown =>
  typeof input === 'object' && input !== null && 'bytes' in input ? { ...input, bytes: asBytes(input.bytes) } : input

type Issue = { code?: string | undefined; path: readonly PropertyKey[]; message: string; maximum?: unknown; origin?: string }

const refusal = (method: string, issue: Issue | undefined): Failure => {
  const place = [method, ...(issue?.path ?? []).map(String)].join('.')
  if (issue?.code === 'too_big' && issue.origin === 'string') {
    const limit = Number(issue.maximum)
    return failed('too-long', `${place} is longer than ${String(limit)} characters.`, { place, limit })
  }
  return failed('bad-request', `${place}: ${issue?.message ?? 'not understood'}`, { place })
}

const isMethod = (name: string): name is Method => (METHODS as string[]).includes(name)

/**
 * The only place that handles a request from a window. Unknown method: `bridge-unknown`. Input the contract refuses: `too-long`
 * {place, limit} or `bad-request` {place}. A thrown Fault answers with its own code; anything else, and an answer the contract
 * does not know, is `unexpected` and reported.
 */
export const serveBridge = (handlers: Handlers, report: Report): Bridge => {
  const answer = async (method: Method, input: unknown): Promise<Outcome<unknown>> => {
    const { input: asked, output: promised } = contract[method]
    const parsed = asked.safeParse(withBytes(input))
    if (!parsed.success) return refusal(method, parsed.error.issues[0])
    const outcome = await (handlers[method] as (input: unknown) => Promise<Outcome<unknown>>)(parsed.data)
    if (!outcome.ok) return failed(outcome.code, outcome.message, outcome.details)
    const told = promised.safeParse(outcome.value)
    if (told.success) return ok(told.data)
    const place = [method, ...(told.error.issues[0]?.path ?? []).map(String)].join('.')
    report('An answer does not fit the contract', { method, place, reason: told.error.issues[0]?.message ?? '' })
    return failed('unexpected', `Stet gave an answer its own contract does not know (${place}).`, { place })
  }
  return {
    handle: async (method, input) => {
      if (!isMethod(method)) return failed('bridge-unknown', `The window asked for "${method.slice(0, 100)}", which this host does not have.`, { method: method.slice(0, 100) })
      try {
        return await answer(method, input)
      } catch (error) {
        const failure = failureOf(error)
        const cause = error instanceof Fault && error.cause instanceof Error ? error.cause.message : ''
        report('A request failed', { method, code: failure.code, reason: failure.message, ...(cause === '' ? {} : { cause }) })
        return failure
      }
    },
  }
}
