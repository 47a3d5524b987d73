import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Dossier } from '../../src-shared/desk-api/pieces'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import { askingOf } from './asking'
import type { Parts } from './parts'

/** A signed piece's package as the desk makes it, verified here, and what the desk says of the piece. Refuses as exportPackage and with the first finding that does not hold. */
export const signedPackage = async (parts: Parts, id: string): Promise<Outcome<{ bytes: Uint8Array; headline: string; dossier: Dossier }>> => {
  const { asked } = askingOf(parts)
  const bytes = await asked(parts.client().call('exportPackage', { params: { story: id } }))
  if (!bytes.ok) return bytes
  const verdict = await verifyPackage(bytes.value, { crypto: nodeCrypto })
  const broken = verdict.findings.find((finding) => !finding.ok)
  if (broken) return failed(broken.code, broken.message, broken.details)
  const dossier = await asked(parts.client().call('piece', { params: { story: id } }))
  return dossier.ok ? ok({ bytes: bytes.value, headline: verdict.headline, dossier: dossier.value }) : dossier
}
