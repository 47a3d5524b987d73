import { writeSync } from 'node:fs'
import { z } from 'zod'

import { exportBatch } from '../../../src-main/publication/batch'
import { batchSource } from '../../../src-main/publication/batch-source'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { deskClient } from '../../../src-shared/desk-api/client'

export const packerSchema = z.object({ into: z.string(), base: z.string(), token: z.string(), ids: z.array(z.string()) })

/** The process that is killed: exports a batch of packages, and says how many are done. Told as JSON in its one argument. */
const { into, base, token, ids } = packerSchema.parse(JSON.parse(process.argv[2] ?? ''))
const client = deskClient({ base, fetch: (request) => fetch(request), token: () => token })
writeSync(1, 'begun\n')
await exportBatch(ids, { into, name: '发稿包 2026-11-28 1504', source: batchSource(() => client), verify: { crypto: nodeCrypto }, isForAll: () => false, signal: new AbortController().signal, progress: ({ done }) => void writeSync(1, `${String(done)}\n`) })
writeSync(1, `${String(ids.length)}\n`)
setInterval(() => undefined, 1000)
