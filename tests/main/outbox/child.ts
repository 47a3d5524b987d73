import { readFile } from 'node:fs/promises'
import { z } from 'zod'

import { plainVault } from '../../../src-main/durable/vault'
import { queuedItemSchema } from '../../../src-main/outbox/item'
import { openOutbox } from '../../../src-main/outbox/outbox'
import { sendItem } from '../../../src-main/outbox/send'
import { deskClient } from '../../../src-shared/desk-api/client'
import { failed } from '../../../src-shared/outcome'

/** A process to be killed: `child FOLDER BASE ITEMS` adds every item of the list in ITEMS and says each id once its add has answered. */
const [folder = '', base = '', list = ''] = process.argv.slice(2)
const items = z.array(z.object({ item: queuedItemSchema, text: z.string() })).parse(JSON.parse(await readFile(list, 'utf8')))
const client = deskClient({ base, fetch: (request) => fetch(request), token: () => 'token' })
const opened = await openOutbox({
  folder,
  vault: plainVault,
  now: () => new Date().toISOString(),
  random: Math.random,
  renew: () => Promise.resolve(failed('key-locked', 'The key is locked.')),
  send: sendItem(client, (path) => readFile(path)),
  schedule: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
})
if (!opened.ok) throw new Error(opened.message)
for (const { item, text } of items) {
  const added = await (item.kind === 'act' ? opened.value.add(item) : opened.value.add(item, new TextEncoder().encode(text)))
  if (!added.ok) throw new Error(added.message)
  process.stdout.write(`${item.id}\n`)
}
setInterval(() => undefined, 1000)
