import type { DeskClient } from '../../src-shared/desk-api/client'
import type { Outcome } from '../../src-shared/outcome'
import { ok } from '../../src-shared/outcome'
import type { Envelope } from '../../src-shared/signoff/envelope'
import { ensureEnrolled } from './enrol'
import { signAgain, type Signing } from './statement'

/** A signed act that waited, signed again under the credential its person's key has today. Refuses `key-locked` where the key is not open, and as enrolling does. */
export const renewAct = async (envelope: Envelope, person: string, parts: Parameters<typeof ensureEnrolled>[1] & { client: DeskClient } & Pick<Signing, 'at' | 'crypto'>): Promise<Outcome<Envelope>> => {
  const credential = await ensureEnrolled(person, parts)
  if (!credential.ok) return credential
  const signed = signAgain(envelope, credential.value, parts)
  return signed.ok ? ok(signed.value.envelope) : signed
}
