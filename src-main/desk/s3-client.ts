import { AwsClient } from 'aws4fetch'
import { setTimeout as pause } from 'node:timers/promises'

import { Fault } from '../../src-shared/outcome'

/** Where an S3-compatible store is and how to ask it. `endpoint` is the server's address; objects are addressed by path: endpoint/bucket/prefix+key. */
export type S3Settings = { endpoint: string; bucket: string; region: string; keyId: string; secret: string; /** Before every key: '' or 'a/b/'. */ prefix: string }

/** Objects by key. Faults: `store-unreachable` {reason} after all tries, `store-refused` {status, reason} for what trying again would not mend. */
export type S3Client = {
  /** The whole object, or null where there is none. */
  get: (key: string) => Promise<Uint8Array<ArrayBuffer> | null>
  /** An object's length in bytes, or null where there is none. */
  size: (key: string) => Promise<number | null>
  put: (key: string, bytes: Uint8Array, mediaType: string) => Promise<void>
}

/** Tries in all, milliseconds before the second (doubled each time, half of it by chance), and how long one may take: a base and more by its weight. */
export const S3_PACE = { tries: 4, pause: 200, patience: 15_000, patiencePerMegabyte: 2000 } as const
export type S3Pace = { [K in keyof typeof S3_PACE]: number }

type Asked = { method: 'GET' | 'HEAD' | 'PUT'; key: string; body?: Uint8Array<ArrayBuffer>; mediaType?: string }
type Answer = { status: number; bytes: Uint8Array<ArrayBuffer>; length: number }

const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.name === 'TimeoutError' ? 'it took too long' : error.message
}

/** The code of an S3 error's XML; its message may name keys and is left out. */
const errorCode = (bytes: Uint8Array): string => /<Code>(\w{1,60})<\/Code>/.exec(new TextDecoder().decode(bytes.subarray(0, 2000)))?.[1] ?? ''

const again = (status: number): boolean => status >= 500 || status === 429 || status === 408

/** A client for one bucket. */
export const openS3 = (settings: S3Settings, pace: S3Pace = S3_PACE): S3Client => {
  // Its own retries know no limit of time.
  const aws = new AwsClient({ accessKeyId: settings.keyId, secretAccessKey: settings.secret, region: settings.region, service: 's3', retries: 0 })
  const base = `${settings.endpoint.replace(/\/+$/, '')}/${encodeURIComponent(settings.bucket)}/`
  const place = (key: string): string => base + `${settings.prefix}${key}`.split('/').map(encodeURIComponent).join('/')

  const once = async ({ method, key, body, mediaType }: Asked): Promise<Answer> => {
    const signal = AbortSignal.timeout(pace.patience + Math.ceil((body?.length ?? 0) / 1_000_000) * pace.patiencePerMegabyte)
    const headers = { ...(mediaType === undefined ? {} : { 'content-type': mediaType }) }
    const response = await aws.fetch(place(key), { method, headers, signal, redirect: 'manual', ...(body === undefined ? {} : { body }) })
    const announced = Number(response.headers.get('content-length') ?? '-1')
    const bytes = method === 'HEAD' ? new Uint8Array() : new Uint8Array(await response.arrayBuffer())
    // An answer that was cut off is no answer; the digest would only say "damaged".
    if (method === 'GET' && response.status === 200 && announced >= 0 && response.headers.get('content-encoding') === null && bytes.length !== announced) throw new Error('the answer was cut off')
    return { status: response.status, bytes, length: announced }
  }
  const ask = async (asked: Asked): Promise<Answer | null> => {
    let reason = ''
    for (let count = 1; count <= pace.tries; count += 1) {
      if (count > 1) await pause(pace.pause * 2 ** (count - 2) * (0.5 + Math.random() / 2))
      try {
        const answer = await once(asked)
        if (answer.status === 200 || answer.status === 204) return answer
        const code = errorCode(answer.bytes)
        // A bucket that is not there is no empty bucket.
        if (answer.status === 404 && asked.method !== 'PUT' && code !== 'NoSuchBucket') return null
        reason = code === '' ? String(answer.status) : `${String(answer.status)} ${code}`
        if (!again(answer.status)) throw new Fault('store-refused', `The file store refused: ${reason}.`, { status: answer.status, reason })
      } catch (error) {
        if (error instanceof Fault) throw error
        reason = reasonOf(error)
      }
    }
    throw new Fault('store-unreachable', `The file store does not answer: ${reason}.`, { reason })
  }
  return {
    get: async (key) => (await ask({ method: 'GET', key }))?.bytes ?? null,
    size: async (key) => {
      const found = await ask({ method: 'HEAD', key })
      return found && found.length >= 0 ? found.length : null
    },
    put: async (key, bytes, mediaType) => {
      await ask({ method: 'PUT', key, body: new Uint8Array(bytes), mediaType })
    },
  }
}
