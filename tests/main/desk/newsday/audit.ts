import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { Client } from 'pg'
import { expect } from 'vitest'
import { z } from 'zod'

import type { Newsroom } from '../newsroom'

const lineSchema = z.object({ seq: z.int(), previous: z.string().nullable(), receivedAt: z.string(), envelope: z.object({ payloadType: z.string(), payload: z.string(), signatures: z.array(z.object({ keyid: z.string(), sig: z.string() })).length(1) }) })
const saidSchema = z.looseObject({
  kind: z.string().optional(), decision: z.string().optional(), story: z.string().optional(), stage: z.string().optional(), person: z.string().optional(), key: z.string().optional(), publicKey: z.string().optional(),
  revision: z.object({ number: z.int(), sha256: z.string() }).optional(), signer: z.object({ person: z.string() }).optional(),
})

const digest = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The evidence, read by a stranger: own reading of the lines, of DSSE and of the house's three promises, with nothing of the product's. */
export type Audit = { lines: () => number; read: (room: Newsroom) => Promise<void> }

/** DSSE's pre-authentication encoding, as its specification has it. */
const preAuth = (type: string, payload: Uint8Array): Buffer => Buffer.concat([Buffer.from(`DSSEv1 ${String(Buffer.byteLength(type))} ${type} ${String(payload.length)} `), payload])

type Round = { author: string; writers: Set<string>; stages: Map<string, string>; cleared: Set<string> }

export const openAudit = async (room: Newsroom): Promise<Audit> => {
  const keys = new Map<string, KeyObject>([[room.deskSigner.key, createPublicKey(room.deskSigner.publicKey)]])
  const rounds = new Map<string, Round>()
  let count = 0
  let last: string | null = null

  const act = (story: string, decision: string, stage: string, person: string, sha256: string): void => {
    const round = rounds.get(story) ?? { author: person, writers: new Set<string>(), stages: new Map<string, string>(), cleared: new Set<string>() }
    rounds.set(story, round)
    if (decision === 'submit' || decision === 'correct') {
      // A correction is a round of its own: everybody may act again, but whoever wrote it and the author.
      if (decision === 'correct') {
        round.stages.clear()
        round.writers = new Set([round.author])
      }
      round.writers.add(person)
      return
    }
    expect(round.writers.has(person), `${person} acted on a piece they wrote`).toBe(false)
    if (!['pass', 'signOff', 'return', 'revise'].includes(decision)) return
    expect(round.stages.get(person) ?? stage, `${person} acted at two stages of one piece`).toBe(stage)
    round.stages.set(person, stage)
    if (decision === 'signOff') round.cleared.add(sha256)
  }

  const readLine = (line: string): void => {
    const { seq, previous, envelope } = lineSchema.parse(JSON.parse(line))
    expect([seq, previous], 'the ledger is one chain').toEqual([count + 1, last])
    const [signature] = envelope.signatures
    const key = keys.get(signature!.keyid)
    const payload = Buffer.from(envelope.payload, 'base64')
    expect(key && verify(null, preAuth(envelope.payloadType, payload), key, Buffer.from(signature!.sig, 'base64')), `line ${String(seq)} is signed by a key on record`).toBe(true)
    const said = saidSchema.parse(JSON.parse(payload.toString('utf8')))
    if (said.kind === 'keyEnrolled' && said.key !== undefined && said.publicKey !== undefined) keys.set(said.key, createPublicKey(said.publicKey))
    if (said.kind === 'published') expect(rounds.get(said.story ?? '')?.cleared.has(said.revision?.sha256 ?? ''), 'only what was signed off is published').toBe(true)
    if (said.decision !== undefined) act(said.story ?? '', said.decision, said.stage ?? '', said.signer?.person ?? '', said.revision?.sha256 ?? '')
    count += 1
    last = digest(line)
  }

  const read = async (at: Newsroom): Promise<void> => {
    const lines = await at.ledgerLines()
    expect(lines.length, 'the ledger only grows').toBeGreaterThanOrEqual(count)
    if (count > 0) expect(digest(lines[count - 1] ?? ''), 'the ledger is what it was').toBe(last)
    for (const line of lines.slice(count)) readLine(line)
  }
  await read(room)
  return { lines: () => count, read }
}

/** The tables that are made from the ledger. */
const TABLES = ['stories', 'revisions', 'events', 'publications', 'policies', 'enrolments', 'revocations', 'delegations', 'projection']

/** Every row of them, in an order of their own. */
export const readTables = async ({ folder, databaseUrl }: Newsroom): Promise<Record<string, string[]>> => {
  const found: Record<string, string[]> = {}
  if (databaseUrl === null) {
    const db = new DatabaseSync(join(folder, 'desk.sqlite'), { readOnly: true })
    for (const table of TABLES) found[table] = db.prepare(`select * from ${table}`).all().map((row) => JSON.stringify(row)).sort()
    db.close()
    return found
  }
  const client = new Client({ connectionString: databaseUrl })
  await client.connect()
  for (const table of TABLES) found[table] = (await client.query(`select * from ${table}`)).rows.map((row) => JSON.stringify(row)).sort()
  await client.end()
  return found
}
