import { randomBytes, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'

import type { Heard } from '../support/faulty-proxy'

const madeSchema = z.object({ id: z.number() })
const POST = /^\/wp-json\/wp\/v2\/posts(\/\d+)?(?=\?|$)/

/** Puts new names of the same length in the place of old ones, in bytes that need not be text. */
const renamed = (bytes: Buffer, names: ReadonlyMap<string, string>): Buffer => {
  let text = bytes.toString('latin1')
  for (const [from, to] of names) text = text.replaceAll(from, to)
  return Buffer.from(text, 'latin1')
}

/**
 * Makes the requests a connector made for one story again, one after the other, to a story and pictures of other names, and does nothing besides. Refused with 429 it
 * waits as long as it is told and asks again. Throws on any other refusal.
 */
export const replay = async (url: string, requests: readonly Heard[], story: string, photos: readonly string[]): Promise<void> => {
  const names = new Map([[story, randomUUID()], ...photos.map((sha256): [string, string] => [sha256, randomBytes(32).toString('hex')])])
  let post: number | null = null
  for (const { method, path, headers, body } of requests) {
    const place = renamed(Buffer.from(path), names).toString().replace(POST, (whole, one) => (one === undefined || post === null ? whole : `/wp-json/wp/v2/posts/${String(post)}`))
    for (;;) {
      const answer = await fetch(url + place, { method, headers: { authorization: headers.authorization ?? '', ...(headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] }) }, ...(body.length === 0 ? {} : { body: new Uint8Array(renamed(body, names)) }) })
      const text = await answer.text()
      if (answer.status === 429) {
        await pause(Number(answer.headers.get('retry-after')) * 1000)
        continue
      }
      if (!answer.ok) throw new Error(`${method} ${place}: ${String(answer.status)} ${text.slice(0, 200)}`)
      if (method === 'POST' && POST.exec(place)?.[1] === undefined && POST.test(place)) post = madeSchema.parse(JSON.parse(text)).id
      break
    }
  }
}
