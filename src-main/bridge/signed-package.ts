import type { Dossier } from '../../src-shared/desk-api/pieces'
import type { Outcome } from '../../src-shared/outcome'
import type { Trust } from '../../src-shared/publication/package/trust'
import { LONGEST } from '../publication/batch-source'
import { withPackage } from '../publication/keep-package'
import { nodeCrypto } from '../signoff/crypto'
import { askingOf } from './asking'
import type { Parts } from './parts'

/** The key of the desk this machine works with, as it was last heard of. */
export const trustOf = (parts: Parts): Trust | undefined => {
  const { health } = parts.settings.read()
  return health ? new Map([[health.desk.key, { from: 'known', name: health.name }]]) : undefined
}

/** What a signed piece's package is while something is made of it: verified, in a file that goes afterwards; and what the desk says of the piece. */
export type SignedPackage = { path: string; headline: string; dossier: Dossier }

/** Makes something of a signed piece's package as the desk makes it. Refuses as exportPackage, with the first finding that does not hold, and as `use`. */
export const withSignedPackage = async <T>(parts: Parts, id: string, use: (signed: SignedPackage) => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  const { asked } = askingOf(parts)
  const dossier = await asked(parts.client().call('piece', { params: { story: id } }))
  if (!dossier.ok) return dossier
  const sent = await asked(parts.client().call('exportPackage', { params: { story: id }, signal: AbortSignal.timeout(LONGEST) }))
  if (!sent.ok) return sent
  return withPackage(sent.value, parts.folders.packages, { crypto: nodeCrypto, trust: trustOf(parts) }, (zip) => use({ ...zip, dossier: dossier.value }))
}
