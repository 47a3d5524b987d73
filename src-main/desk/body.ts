import { BODY_LIMITS, routes, type RouteName } from '../../src-shared/desk-api/routes'
import { failed, ok, type Outcome } from '../../src-shared/outcome'

const LIMITS: Partial<Record<RouteName, number>> = { putPhoto: BODY_LIMITS.photo, putRevision: BODY_LIMITS.revision, saveWorking: BODY_LIMITS.working, saveLists: BODY_LIMITS.lists, previewAt: BODY_LIMITS.working }

/** The largest body a route reads, in bytes. */
const limitOf = (name: RouteName): number => LIMITS[name] ?? BODY_LIMITS.json

const readBytes = async (request: Request, limit: number): Promise<Outcome<Uint8Array<ArrayBuffer>>> => {
  const tooHeavy = failed('too-heavy', `This is larger than ${limit} bytes.`, { limit })
  if (Number(request.headers.get('content-length') ?? 0) > limit) return tooHeavy
  const reader = request.body?.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  // The header may lie or be absent, so what arrives is counted.
  for (;;) {
    const part = await reader?.read()
    if (!part || part.done) break
    length += part.value.length
    if (length > limit) {
      await reader?.cancel()
      return tooHeavy
    }
    chunks.push(part.value)
  }
  const bytes = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return ok(bytes)
}

/** Where a zod refusal points, as a dotted path under what was asked for. */
export const refusal = (place: string, issues: readonly { path: readonly PropertyKey[]; message: string }[]) => {
  const where = [place, ...(issues[0]?.path ?? []).map(String)].join('.')
  return failed('bad-request', `${where}: ${issues[0]?.message ?? 'not understood'}`, { place: where })
}

/** Reads and parses a route's body: null where it takes none, bytes, or what its schema makes of JSON. `too-heavy` {limit} or `bad-request` {place}. */
export const readBody = async (name: RouteName, request: Request): Promise<Outcome<unknown>> => {
  const schema = routes[name].body
  if (schema === null) return ok(null)
  const bytes = await readBytes(request, limitOf(name))
  if (!bytes.ok || schema === 'bytes') return bytes
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.value))
  } catch {
    return failed('bad-request', 'The body is not JSON.', { place: 'body' })
  }
  const parsed = schema.safeParse(json)
  return parsed.success ? ok(parsed.data) : refusal('body', parsed.error.issues)
}
