import type { z } from 'zod'

import { failed, ok, type Outcome } from '../../outcome'
import { canonicalBytes } from '../../story/canonical'
import { sameBytes } from './bytes'
import type { ReadFile } from './read-files'

/** Reads one JSON file of a package: it must be there, of the schema, and in the one canonical form. `file-missing` or `file-invalid` name what is wrong. */
export const readJson = <T>(files: ReadonlyMap<string, ReadFile>, path: string, schema: z.ZodType<T>): Outcome<T> => {
  const bytes = files.get(path)?.bytes
  if (!bytes) return failed('file-missing', `${path} is missing.`)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return failed('file-invalid', `${path} is not JSON.`, { reason: 'JSON' })
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) {
    const reason = parsed.error.issues[0]?.path.join('.') ?? ''
    return failed('file-invalid', `${path} is not valid at "${reason}".`, { reason })
  }
  try {
    // Two JSON texts can read alike; one form a file, so that no byte goes unchecked.
    if (sameBytes(bytes, canonicalBytes(json))) return ok(parsed.data)
  } catch {
    // A lone surrogate: no canonical form at all.
  }
  return failed('file-invalid', `${path} is not in canonical form.`, { reason: 'canonical' })
}
