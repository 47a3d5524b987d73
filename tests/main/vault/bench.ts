import { createCipheriv, createHash, randomBytes, scryptSync } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

import { openByPassphrase, type Keychain } from '../../../src-main/durable/passphrase'
import { keepProfile, type ProfileKeeper } from '../../../src-main/keep-profile'
import type { QueuedSubmission, Send } from '../../../src-main/outbox/outbox'
import { openProfile, personFolder } from '../../../src-main/profile'
import { readSealFile } from '../../../src-main/vault/seal-file'
import { makePatience } from '../../../src-main/workstation/patience'
import { failed, Fault, type Outcome } from '../../../src-shared/outcome'
import type { Person } from '../../../src-shared/review/people'
import { canonicalBytes } from '../../../src-shared/story/canonical'

export const PERSON: Person = { id: 'person-liu', name: '刘强', login: 'liu', role: 'reporter' }
export const PASSPHRASE = '澜江 晨雾 青石'

export const value = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(`${outcome.code}: ${outcome.message} ${JSON.stringify(outcome.details)}`)
  return outcome.value
}
export const codeOf = (outcome: Outcome<unknown>): string => (outcome.ok ? 'ok' : outcome.code)

export const temporaryHome = async (): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'stet-vault-'))
  onTestFinished(() => rm(home, { recursive: true, force: true }))
  return home
}

/** Where the person's own files are. */
export const folderIn = (home: string): string => personFolder(home, PERSON.id)

/** A keychain that knows one account; another account's refuses. */
export const makeKeychain = (account: string): Keychain => ({
  available: () => true,
  encrypt: (text) => Buffer.from(`${account}\n${text}`).map((byte) => byte ^ 0x5a),
  decrypt: (bytes) => {
    const [owner, ...rest] = Buffer.from(bytes.map((byte) => byte ^ 0x5a)).toString().split('\n')
    if (owner !== account) throw new Fault('keychain-refused', 'Another account.')
    return rest.join('\n')
  },
})

const offline: Send = () => Promise.resolve(failed('desk-unreachable', 'The desk is away.'))

type Bench = { keeper: ProfileKeeper; events: string[]; forgotten: () => number; settled: () => number; clock: { at: number } }

/** A keeper over a home, as compose.ts makes it, with a desk that is away. Closed when the test ends, unless it is `kept`. */
export const openKeeper = async (home: string, options: { keychain?: Keychain | null; send?: Send; kept?: boolean } = {}): Promise<Bench> => {
  const events: string[] = []
  let forgotten = 0
  let settled = 0
  const clock = { at: 0 }
  const keeper = keepProfile({
    home,
    keychain: options.keychain ?? null,
    now: () => new Date().toISOString(),
    open: (person, vault) => openProfile({ home, person, vault, now: () => new Date().toISOString(), send: options.send ?? offline, renew: () => Promise.resolve(failed('key-locked', 'The key is locked.')), changed: (what) => events.push(what), onDamage: ({ id }) => events.push(`damage ${id}`) }),
    settle: () => {
      settled += 1
      return Promise.resolve()
    },
    patience: makePatience(() => clock.at),
    forget: () => (forgotten += 1),
    changed: () => events.push(keeper.library()),
  })
  if (!options.kept) onTestFinished(() => keeper.close())
  value(await keeper.openFor(PERSON))
  return { keeper, events, forgotten: () => forgotten, settled: () => settled, clock }
}

/** Waits until a conversion is over. */
export const converted = async (keeper: ProfileKeeper): Promise<void> => {
  while (keeper.library() === 'converting') await new Promise((resolve) => setTimeout(resolve, 5))
}

const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Every file under a folder, by its path with "/". */
export const filesUnder = async (folder: string): Promise<{ path: string; bytes: Buffer }[]> => {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  const files = await Promise.all(entries.map(async (entry) => {
    const file = join(entry.parentPath, entry.name)
    // A temporary file may have got its name meanwhile: the outbox writes when it likes.
    const bytes = await readFile(file).catch(() => null)
    return bytes ? [{ path: file.slice(folder.length + 1).replaceAll('\\', '/'), bytes }] : []
  }))
  return files.flat()
}

/** Every file and a digest of its bytes. */
export const snapshot = async (folder: string): Promise<Record<string, string>> => Object.fromEntries((await filesUnder(folder)).map(({ path, bytes }) => [path, sha(bytes).slice(0, 12)]))

const KNOWN_PLAIN = /^(seal\.json(\.previous)?|library\/(index\.journal(\.old)?|open-by\.json|open\.lock))$/

/** The files of a person's folder that are not sealed, but for those that hold no words. */
export const plainFiles = async (home: string): Promise<string[]> =>
  (await filesUnder(folderIn(home))).filter(({ path, bytes }) => !KNOWN_PLAIN.test(path) && bytes.subarray(0, 8).toString('latin1') !== 'STETSEAL').map(({ path }) => path)


/** An item that waits, with the frozen bytes of its story and its photos' files. */
export const waitingItem = (story: string, headline: string, photos: { sha256: string; file: string; mediaType: string }[]): { item: QueuedSubmission; bytes: Uint8Array } => {
  const bytes = new TextEncoder().encode(JSON.stringify({ id: story, headline, photos: {} }))
  const payload = Buffer.from(JSON.stringify({ story, headline }))
  const envelope = { payloadType: 'application/vnd.stet.review+json', payload: payload.toString('base64'), signatures: [{ keyid: 'c'.repeat(64), sig: Buffer.from('signature').toString('base64') }] }
  return { item: { kind: 'submission', decision: 'submit', id: sha(payload), person: PERSON.id, story, headline, desk: 'd'.repeat(64), envelope, revision: sha(bytes), photos, queuedAt: '2026-03-01T08:00:00.000Z' }, bytes }
}

/** Wraps a home's key again with less work for scrypt, as a file says that was made long ago: a tenth of a second a guess. Nothing where there is no passphrase. */
export const makeCheap = async (home: string): Promise<void> => {
  const file = value(await readSealFile(folderIn(home)))
  if (file?.kept.by !== 'passphrase' || file.kept.kdf.N === 2 ** 14) return
  const owner = { type: file.type, id: file.id, createdAt: file.createdAt }
  const master = await openByPassphrase(file.kept, PASSPHRASE, (kdf) => canonicalBytes({ ...owner, kdf }))
  if (!master) throw new Error('Another passphrase.')
  const kdf = { name: 'scrypt' as const, N: 2 ** 14, r: 8, p: 1, salt: randomBytes(32).toString('base64') }
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', scryptSync(PASSPHRASE.normalize('NFKC'), Buffer.from(kdf.salt, 'base64'), 32, { N: kdf.N, r: kdf.r, p: kdf.p, maxmem: 2 ** 26 }), iv)
  cipher.setAAD(canonicalBytes({ ...owner, kdf }))
  const text = Buffer.concat([cipher.update(master), cipher.final()])
  const kept = { by: 'passphrase', kdf, cipher: 'aes-256-gcm', iv: iv.toString('base64'), tag: cipher.getAuthTag().toString('base64'), text: text.toString('base64') }
  for (const name of ['seal.json', 'seal.json.previous']) await writeFile(join(folderIn(home), name), JSON.stringify({ ...file, kept }))
}
