import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

import { hookPayloadSchema, type HookPayload } from '../../../src-shared/desk-api/hooks'

/** A system that is told of pieces: what arrived, each with the headers it came with, and what it answers. */
export type Receiver = { url: string; arrived: { payload: HookPayload; signedWith: (secret: string) => boolean }[]; answer: (status: number) => void; close: () => Promise<void> }

const read = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  request.setEncoding('utf8')
  for await (const part of request) text += String(part)
  return text
}

/** Starts one on loopback. It takes everything (204) until it is told to answer otherwise, and keeps only what it took. */
export const startReceiver = async (): Promise<Receiver> => {
  let status = 204
  const arrived: Receiver['arrived'] = []
  const server = createServer((request, response) => {
    void read(request).then((body) => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const signedWith = (secret: string): boolean => {
        try {
          new Webhook(secret).verify(body, headers)
          return true
        } catch {
          return false
        }
      }
      if (status < 300) arrived.push({ payload: hookPayloadSchema.parse(JSON.parse(body)), signedWith })
      response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/stet`,
    arrived,
    answer: (next) => {
      status = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
