import type { DeskClient } from '../../src-shared/desk-api/client'
import { ok } from '../../src-shared/outcome'
import type { BatchSource } from './batch'

/** A package may take minutes to make and to come, milliseconds. */
export const LONGEST = 30 * 60_000
/** How long a desk may take to say what a piece is, in milliseconds. */
const SHORT = 60_000

/** Pieces and their packages as a desk has them. */
export const batchSource = (client: () => DeskClient): BatchSource => ({
  about: async (story, signal) => {
    const dossier = await client().call('piece', { params: { story }, signal: AbortSignal.any([signal, AbortSignal.timeout(SHORT)]) })
    if (!dossier.ok) return dossier
    const { headline, slugline, signedAt } = dossier.value.piece
    return ok({ headline: headline || slugline, signedAt })
  },
  stream: (story, signal) => client().call('exportPackage', { params: { story }, signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST)]) }),
})
