import { writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'

import { plainVault } from '../../../src-main/durable/vault'
import { queuedItemSchema } from '../../../src-main/outbox/item'
import { openOutbox } from '../../../src-main/outbox/outbox'
import { sendItem } from '../../../src-main/outbox/send'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed, valueOf } from '../../../src-shared/outcome'

export const senderSchema = z.object({ folder: z.string(), base: z.string(), token: z.string(), items: z.array(z.object({ item: queuedItemSchema, text: z.string() })) })

/** The process that is killed: puts submissions into an outbox that sends them to a desk, and says each id only after it was kept. Told in a file, named by its one argument. */
const { folder, base, token, items } = senderSchema.parse(JSON.parse(await readFile(process.argv[2] ?? '', 'utf8')))
const client = deskClient({ base, fetch: (request) => fetch(request), token: () => token })
const outbox = valueOf(
  await openOutbox({
    folder, vault: plainVault, now: () => new Date().toISOString(), random: Math.random, renew: () => Promise.resolve(failed('key-locked', 'The key is locked.')), send: sendItem(client, (path) => readFile(path)),
    schedule: (ms, run) => {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
  }),
)
writeSync(1, 'begun\n')
for (const { item, text } of items) {
  if (item.kind === 'submission') valueOf(await outbox.add(item, new TextEncoder().encode(text)))
  writeSync(1, `${item.id}\n`)
}
setInterval(() => undefined, 1000)
