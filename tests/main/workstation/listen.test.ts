import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, describe, expect, it } from 'vitest'

import { listenToDesk, type Listening } from '../../../src-main/workstation/listen'
import { reachDesk } from '../../../src-main/workstation/reach'
import { deskClient } from '../../../src-shared/desk-api/client'
import type { DeskEvent } from '../../../src-shared/desk-api/pieces'

const STORY = '3b241101-e2bb-4255-8caf-4136c566a962'
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A server that answers /api/events with lines the test writes, and one workstation that listens to it. */
const joined = async (pace?: Parameters<typeof listenToDesk>[0]['pace']) => {
  const lines: ServerResponse[] = []
  const statuses: number[] = []
  const server = createServer((_request, response) => {
    const status = statuses.shift() ?? 200
    if (status !== 200) return void response.writeHead(status, { 'content-type': 'application/json' }).end('{}')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(': here\n\n')
    lines.push(response)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const heard: DeskEvent[] = []
  let resyncs = 0
  const line: Listening = listenToDesk({
    client: () => deskClient({ base, fetch: reachDesk, token: () => 'token' }),
    heard: (event) => heard.push(event),
    resync: () => (resyncs += 1),
    random: () => 0,
    pace: pace ?? { first: 20, longest: 40, silence: 5_000 },
  })
  closing.push(async () => {
    await line.close()
    server.closeAllConnections()
    await new Promise((done) => server.close(done))
  })
  return { line, lines, statuses, heard, resyncs: () => resyncs }
}
const until = async (met: () => boolean): Promise<void> => {
  for (let tries = 0; !met(); tries += 1) {
    if (tries > 500) throw new Error('It never came.')
    await new Promise((done) => setTimeout(done, 10))
  }
}

describe('a line to the desk', () => {
  it('tells what it hears, and asks for everything once when it is open', async () => {
    const { line, lines, heard, resyncs } = await joined()
    line.start()
    line.start()
    await until(() => line.open())
    lines[0]?.write(`data: ${JSON.stringify({ kind: 'piece', story: STORY, seq: 7 })}\n\n: still here\n\ndata: {"kind":"some`)
    lines[0]?.write('thing new","story":null}\n\n')
    await until(() => heard.length === 2)
    expect(heard).toEqual([{ kind: 'piece', story: STORY, seq: 7 }, { kind: 'everything', story: null, seq: 0 }])
    expect([resyncs(), lines.length]).toEqual([1, 1])
  })

  it('is opened again when it breaks, when the desk refuses it, and when it falls silent, and then asks for everything', async () => {
    const { line, lines, statuses, resyncs } = await joined({ first: 20, longest: 40, silence: 150 })
    line.start()
    await until(() => line.open())
    statuses.push(503)
    lines[0]?.destroy()
    await until(() => lines.length === 2 && line.open())
    expect(resyncs()).toBe(2)
    // Nothing more is said: the line is given up and another opened.
    await until(() => lines.length === 3 && line.open())
    expect(resyncs()).toBe(3)
  })

  it('ends for good when it is closed, at once and also while it waits', async () => {
    const { line, lines, statuses } = await joined({ first: 60_000, longest: 60_000, silence: 60_000 })
    line.start()
    await until(() => line.open())
    await line.close()
    expect(line.open()).toBe(false)
    statuses.push(503)
    line.start()
    await until(() => statuses.length === 0)
    await line.close()
    expect(lines).toHaveLength(1)
  })

  it('ends also when the request that opened it was long forgotten', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const { line } = await joined({ first: 60_000, longest: 60_000, silence: 60_000 })
    line.start()
    await until(() => line.open())
    for (let times = 0; times < 5; times += 1) {
      collect()
      await new Promise((done) => setTimeout(done, 20))
    }
    await line.close()
    expect(line.open()).toBe(false)
  })
})
