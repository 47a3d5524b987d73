import { z } from 'zod'

/** Values a fault's words may need: names, counts, limits. Shown to people, so never secrets. */
export type Details = Readonly<Record<string, string | number | boolean>>

/** An expected refusal. `code` is a locale key under `fault.`; `message` is plain English for logs and the API. */
export type Failure = { readonly ok: false; readonly code: string; readonly message: string; readonly details: Details }

/** How every boundary answers: the value, or why not. Faults nobody expects are thrown instead. */
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failure

/** A good answer. */
export const ok = <T>(value: T): Outcome<T> => ({ ok: true, value })

/** A refusal with a code the locale files know, an English sentence, and the values both need. */
export const failed = (code: string, message: string, details: Details = {}): Failure => ({ ok: false, code, message, details })

/** The zod form of Details. */
export const detailsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const failureSchema = z.object({ ok: z.literal(false), code: z.string(), message: z.string(), details: detailsSchema.default({}) })

/** The zod form of an Outcome, for IPC and HTTP. */
export const outcomeSchema = <T extends z.ZodType>(value: T) =>
  z.discriminatedUnion('ok', [z.object({ ok: z.literal(true), value }), failureSchema])

/** Thrown across layers that cannot return an Outcome; carries the same code and details. */
export class Fault extends Error {
  readonly code: string
  readonly details: Details
  constructor(code: string, message: string, details: Details = {}, cause?: unknown) {
    super(message, { cause })
    this.name = 'Fault'
    this.code = code
    this.details = details
  }
}

/** Turns anything thrown into a Failure; unknown errors keep their message under the code `unexpected`. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Fault
    ? failed(error.code, error.message, error.details)
    : failed('unexpected', error instanceof Error ? error.message : String(error))

/** What work answers, a Fault it throws turned into its refusal; what nobody expects is thrown on. */
export const expected = async <T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Fault) return failureOf(error)
    throw error
  }
}

/** The value of an outcome, or its failure thrown as a Fault: for places that can only give up. */
export const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value
  throw new Fault(outcome.code, outcome.message, outcome.details)
}
