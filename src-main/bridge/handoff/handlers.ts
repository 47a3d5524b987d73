import { join } from 'node:path'

import type { HandedOver, HandoffReport } from '../../../src-shared/bridge/handoff'
import { expected, failed, ok, type Outcome } from '../../../src-shared/outcome'
import { HANDOFF_ENDING, type HandoffKind, type HandoffStatement } from '../../../src-shared/publication/handoff/statement'
import type { EnrolledKey } from '../../../src-shared/signoff/check'
import { currentKeys, keysIn } from '../../../src-shared/signoff/records'
import { makeFolder, writeDurable } from '../../durable/write'
import { encryptTo } from '../../publication/handoff/age'
import { withHandoff } from '../../publication/handoff/open'
import { writeHandoff } from '../../publication/handoff/write'
import { packageName } from '../../publication/package-name'
import { recipientOf } from '../../signoff/agreement'
import { askingOf, type Tools } from '../asking'
import { freeName } from '../free-name'
import type { Parts } from '../parts'
import type { Handlers } from '../serve'
import { gatherDraft, gatherPiece, knownRecords } from './gather'
import { takeDraft, takePiece } from './take'

type Mine = 'handoff.people' | 'handoff.make' | 'handoff.open' | 'handoff.reveal'

/** Refusals after which the same file is asked for once more, with a key. */
const ASKS_KEY: ReadonlySet<string> = new Set(['key-locked', 'key-absent', 'passphrase-needed', 'passphrase-wrong', 'not-signed-in'])

type Recipients = { to: HandoffStatement['to']; recipients: string[] }

/** Who a file is for, and the keys it is encrypted to: every one they have now, and the sender's own, who else could not open what they sent. `handoff-keyless` {name}. */
const recipientsOf = (keys: readonly EnrolledKey[], to: readonly string[], sender: string): Outcome<Recipients> => {
  const named: Recipients = { to: [], recipients: [] }
  for (const person of new Set(to)) {
    const current = currentKeys(keys, person)
    const [first] = current
    if (!first) return failed('handoff-keyless', 'Somebody this file is meant for has no key it could be encrypted to.', { name: keys.findLast((key) => key.person === person)?.name ?? person })
    named.to.push({ person, name: current.at(-1)?.name ?? first.name })
    named.recipients.push(...current.map(({ publicKey }) => recipientOf(publicKey)))
  }
  if (to.length > 0) named.recipients.push(...currentKeys(keys, sender).map(({ publicKey }) => recipientOf(publicKey)))
  return ok(named)
}

/** Handing drafts and pieces over in files, and taking them over from files. */
export const handoffHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { withTools, credential, open } = askingOf(parts)
  const made = new Set<string>()
  /** Without a passphrase a locked key stays so, and says `key-locked`: the window then asks for it. */
  const ready = (person: string, passphrase: string | null): Promise<Outcome<null>> => (passphrase === null && !parts.signer.keychain ? Promise.resolve(ok(null)) : open(person, passphrase))

  const write = async (stem: { headline: string; signedAt: string }, bytes: AsyncIterable<Uint8Array>): Promise<{ path: string; name: string }> => {
    const folder = parts.folders.packages
    await makeFolder(folder)
    const name = await freeName(folder, packageName(stem).replace(/\.zip$/, ''), HANDOFF_ENDING)
    const path = join(folder, name)
    await writeDurable(path, bytes)
    made.add(path)
    return { path, name }
  }

  const make = async (asked: { id: string; kind: HandoffKind; note: string; to: readonly string[] }, tools: Tools): Promise<Outcome<HandedOver>> => {
    const signing = await credential(tools)
    if (!signing.ok) return signing
    await parts.learn()
    const records = await knownRecords(tools)
    if (!records.ok) return records
    const named = recipientsOf(keysIn(records.value), asked.to, tools.person.id)
    if (!named.ok) return named
    const { key, name, id } = signing.value
    const gathered = asked.kind === 'draft' ? await gatherDraft(asked.id, key, records.value, tools) : await gatherPiece(asked.id, asked.kind, key, records.value, tools)
    if (!gathered.ok) return gathered
    const { content, headline, atDesk, photosLeft } = gathered.value
    const head = { desk: tools.health.desk.key, kind: asked.kind, story: asked.id, headline, note: asked.note, to: named.value.to, atDesk, signer: { person: tools.person.id, name, key, credential: id }, at: tools.at }
    const written = await writeHandoff(head, content, (type, payload) => tools.sign(tools.person.id, type, payload))
    if (!written.ok) return written
    const bytes = named.value.recipients.length > 0 ? await encryptTo(named.value.recipients, written.value.bytes) : written.value.bytes
    return ok({ ...(await write({ headline, signedAt: tools.at }, bytes)), bytes: written.value.size, photosLeft })
  }

  const take = (path: string, passphrase: string | null, tools: Tools): Promise<Outcome<HandoffReport>> => {
    const { person, profile, health, crypto } = tools
    const keys = async (): Promise<Outcome<CryptoKey[]>> => {
      const opened = await ready(person.id, passphrase)
      if (!opened.ok) return opened
      const key = await parts.signer.decryptionKey(person.id)
      return key.ok ? ok([key.value]) : key
    }
    const house = async () => ({ desk: health.desk, policy: health.policy, records: await profile.pieces.records(health.desk.key) })
    return house().then((known) =>
      withHandoff(path, { keys, house: known, crypto, folder: parts.folders.scratch }, async (opened) => {
        const { statement } = opened.handoff
        const taken = statement.kind === 'draft' ? await takeDraft(opened, tools) : await takePiece(opened, tools)
        if (!taken.ok) return taken
        const { kind, story, headline, note, at } = statement
        return ok({ kind, story, headline, note, at, from: statement.signer.name, to: statement.to.map(({ name }) => name), encrypted: opened.encrypted, ...taken.value })
      }),
    )
  }

  return {
    'handoff.people': () =>
      withTools(async (tools) => {
        await parts.learn()
        const records = await knownRecords(tools)
        if (!records.ok) return records
        const keys = keysIn(records.value)
        const people = new Map(keys.filter(({ person }) => person !== tools.person.id && currentKeys(keys, person).length > 0).map(({ person, name }) => [person, name]))
        return ok([...people].map(([id, name]) => ({ id, name })))
      }),
    'handoff.make': ({ passphrase, ...asked }) =>
      withTools((tools) =>
        expected(async () => {
          const opened = await ready(tools.person.id, passphrase)
          if (!opened.ok) return opened
          return make(asked, tools)
        }),
      ),
    'handoff.open': ({ ticket, passphrase }) =>
      withTools(async (tools) => {
        const file = parts.incoming.find(ticket)
        if (!file.ok) return file
        await parts.learn()
        const taken = await expected(() => take(file.value.path, passphrase, tools))
        // Asked for the key, the window comes again with the same file.
        if (taken.ok || !ASKS_KEY.has(taken.code)) await parts.incoming.drop(ticket)
        if (taken.ok) {
          parts.emit({ type: 'libraryChanged' })
          parts.emit({ type: 'outboxChanged' })
          parts.emit({ type: 'deskChanged', story: taken.value.story })
        }
        return taken
      }),
    'handoff.reveal': async ({ path }) => {
      // Only what was made here may be shown, whatever the window asks.
      if (!made.has(path)) return failed('not-allowed', 'That is no file this window made.')
      await parts.reveal(path)
      return ok(null)
    },
  }
}
