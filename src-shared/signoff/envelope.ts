import { z } from 'zod'

import { failed, ok, type Outcome } from '../outcome'
import { sha256Schema } from '../story/story'

const base64 = z.base64()

/** A DSSE envelope (secure-systems-lab/dsse, v1): the payload's bytes, their type, and who signed. */
export const envelopeSchema = z.strictObject({
  payloadType: z.string().max(200),
  payload: base64.max(200_000),
  signatures: z.array(z.strictObject({ keyid: sha256Schema, sig: base64.max(200) })).length(1),
})
export type Envelope = z.infer<typeof envelopeSchema>

const encoder = new TextEncoder()

/** The exact bytes a DSSE signature covers: "DSSEv1 len type len body". */
export const preAuthBytes = (payloadType: string, payload: Uint8Array): Uint8Array<ArrayBuffer> => {
  const head = encoder.encode(`DSSEv1 ${String(encoder.encode(payloadType).length)} ${payloadType} ${String(payload.length)} `)
  const bytes = new Uint8Array(head.length + payload.length)
  bytes.set(head)
  bytes.set(payload, head.length)
  return bytes
}

/** Base64 to bytes, and back, without Buffer. */
export const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

/** Reads an envelope's payload as JSON of the given type and schema; `envelope-invalid` names what is wrong. */
export const readPayload = <T>(envelope: Envelope, payloadType: string, schema: z.ZodType<T>): Outcome<T> => {
  if (envelope.payloadType !== payloadType) return failed('envelope-invalid', `Payload type ${envelope.payloadType}, not ${payloadType}.`, { place: 'payloadType' })
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(fromBase64(envelope.payload))))
    if (parsed.success) return ok(parsed.data)
    return failed('envelope-invalid', `The statement is not valid: ${parsed.error.issues[0]?.path.join('.') ?? ''}`, { place: parsed.error.issues[0]?.path.join('.') ?? '' })
  } catch (error) {
    return failed('envelope-invalid', `The payload is not JSON: ${String(error)}`, { place: 'payload' })
  }
}
