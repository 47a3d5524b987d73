import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import { compose, type ComposeOptions } from '../../../src-main/compose'
import { listen, type Listening } from '../../../src-main/desk/standalone'
import { fileLog } from '../../../src-main/shell/log'
import type { Input, Method, Output } from '../../../src-shared/bridge/contract'
import { valueOf, type Outcome } from '../../../src-shared/outcome'
import type { Role } from '../../../src-shared/review/people'
import { makeFolder } from '../../support/host'
import { openNewsroom, PASSWORD, type Newsroom } from '../desk/newsroom'
import { bodyOf, plain, until } from './room'

const PASSPHRASE = '青石渡口十二月的灯火 secret-4711'
const SECRET_HEADLINE = '朱雀渡口今夜复航'
const SECRET_WORDS = '摆渡人说水位涨了三尺'

/** A keychain whose seal cannot be read off the disk: what stands in it stands in memory alone. */
const vaulted = (): NonNullable<ComposeOptions['keychain']> => {
  const kept = new Map<string, string>()
  return {
    available: () => true,
    encrypt: (text) => {
      const name = `kept-${String(kept.size)}`
      kept.set(name, text)
      return Uint8Array.from(Buffer.from(name))
    },
    decrypt: (bytes) => kept.get(Buffer.from(bytes).toString()) ?? '',
  }
}

type Station = { home: string; ask: <M extends Method>(method: M, input: Input<M>) => Promise<Output<M>>; try: <M extends Method>(method: M, input: Input<M>) => Promise<Outcome<Output<M>>>; close: () => Promise<void> }

let newsroom: Newsroom
let listening: Listening
let root: string
const stations: Station[] = []
const tokens: string[] = []
const reports: string[] = []

const station = async (id: string, role: Role, keychain: ComposeOptions['keychain']): Promise<Station> => {
  valueOf(await newsroom.desk().addPerson({ id, name: `${id} 名`, login: id, role, password: PASSWORD }))
  const home = join(root, id)
  const host = valueOf(await compose({ home, resources: 'resources', version: '0.0.0', shell: 'browser', language: 'zh-CN', keychain, reveal: () => Promise.resolve(), sample: false, log: fileLog(home, 'window') }))
  const attempt = <M extends Method>(method: M, input: Input<M>): Promise<Outcome<Output<M>>> => (host.handlers[method] as unknown as (input: Input<M>) => Promise<Outcome<Output<M>>>)(input)
  const made: Station = { home, try: attempt, ask: async (method, input) => valueOf(await attempt(method, input)), close: () => host.close() }
  await made.ask('app.settings', { deskAddress: listening.url })
  expect((await made.try('app.signIn', { login: id, password: 'wrong-password-4711' })).ok).toBe(false)
  await made.ask('app.signIn', { login: id, password: PASSWORD })
  stations.push(made)
  return made
}

/** Everything under a folder as bytes, by its path; what is still being written under another name comes and goes. */
const filesOf = async (folder: string): Promise<[path: string, bytes: Buffer][]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const read = await Promise.all(entries.filter((entry) => entry.isFile()).map(async (entry): Promise<[string, Buffer] | null> => {
    const path = join(entry.parentPath, entry.name)
    const bytes = await readFile(path).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    })
    return bytes && [path.slice(folder.length + 1), bytes]
  }))
  return read.filter((each) => each !== null)
}
/** Files that hold these words as UTF-8, UTF-16, base64 at any of its three places, hex, or inside JSON or an address. */
const holding = (files: readonly [string, Buffer][], words: string): string[] => {
  const bytes = Buffer.from(words)
  const base64 = [0, 1, 2].map((shift) => Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64').slice(shift === 0 ? 0 : 4, -4)).filter((each) => each.length > 8)
  const forms = [bytes, Buffer.from(words, 'utf16le'), ...base64.map((each) => Buffer.from(each)), Buffer.from(bytes.toString('hex')), Buffer.from(encodeURIComponent(words)), Buffer.from(JSON.stringify(words).slice(1, -1))]
  return files.filter(([, content]) => forms.some((form) => content.includes(form))).map(([path]) => path)
}

beforeAll(async () => {
  root = await makeFolder()
  newsroom = await openNewsroom(undefined, { now: () => new Date().toISOString(), report: (message, details) => reports.push(`${message} ${JSON.stringify(details)}`) })
  listening = valueOf(
    await listen(
      async (request, caller) => {
        const token = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1]
        if (token !== undefined && !tokens.includes(token)) tokens.push(token)
        return newsroom.desk().fetch(request, caller)
      },
      { host: '127.0.0.1', port: 0 },
    ),
  )
  // A writer whose library is sealed under a passphrase, with a key under it too; an editor with a keychain.
  const writer = await station('shen', 'reporter', null)
  await writer.ask('key.create', { passphrase: PASSPHRASE })
  await writer.ask('seal.turnOn', { by: 'passphrase', passphrase: PASSPHRASE, understood: true })
  await until(() => writer.ask('seal.progress', null), (progress) => progress === null)
  const { story, generation } = await writer.ask('library.create', { template: 'news', language: 'zh-CN' })
  await writer.ask('library.save', { story: { ...story, headline: SECRET_HEADLINE, slugline: '渡口', body: bodyOf(['p1', SECRET_WORDS]) }, generation })
  // Another piece goes the whole way, and may be read at the desk.
  const going = await writer.ask('library.create', { template: 'news', language: 'zh-CN' })
  await writer.ask('library.save', { story: { ...going.story, headline: '新桥通车', slugline: '新桥', byline: '本报记者 沈牧', channel: ['社会'], source: '江畔日报', body: bodyOf(['p1', '桥通了。']) }, generation: going.generation })
  await writer.ask('submit.send', { id: going.story.id })
  await until(() => writer.ask('outbox.list', null), (entries) => entries.length === 0)
  const editor = await station('gu', 'chief', vaulted())
  await editor.ask('key.create', { passphrase: null })
  const seen = (await editor.ask('desk.piece', { id: going.story.id })).dossier.piece.standing.revision.sha256
  await editor.ask('desk.decide', { ...plain, id: going.story.id, decision: 'signOff', reason: '事实已核。', seen })
  await editor.ask('published.publish', { id: going.story.id, destination: 'site' })
  const admin = await newsroom.join('xu', '许知行', 'admin')
  tokens.push(admin.token)
  const { secret } = valueOf(await admin.client.call('addHook', { body: { name: '通知', url: 'http://127.0.0.1:9/x', events: [] } }))
  tokens.push(secret.replace(/^whsec_/, ''))
  await admin.client.call('pingHook', { params: { hook: valueOf(await admin.client.call('hooks'))[0]?.id ?? '' } })
  valueOf(await admin.client.call('invite', { body: { name: '新人', login: 'new', role: 'reporter', grants: [] } }))
  await newsroom.request('GET', `/api/self?token=${admin.token}`)
}, 120_000)
afterAll(async () => {
  for (const each of stations) await each.close()
  await listening.close(0)
  await newsroom.close()
  await rm(root, { recursive: true, force: true })
})

describe('after a whole journey, neither disk nor log', () => {
  it('holds a password or a passphrase, given rightly or wrongly', async () => {
    const files = [...(await filesOf(root)), ...(await filesOf(newsroom.folder))]
    expect(files.length).toBeGreaterThan(20)
    for (const words of [PASSWORD, PASSPHRASE, 'wrong-password-4711']) expect(holding(files, words), words.slice(0, 5)).toEqual([])
  })

  it('of the desk holds a token or a hook\'s secret; of a workstation only where nothing seals it', async () => {
    expect(tokens.length).toBeGreaterThan(3)
    const desk = await filesOf(newsroom.folder)
    for (const token of tokens) expect(holding(desk, token)).toEqual([])
    for (const token of tokens) expect(holding(await filesOf(join(root, 'gu')), token)).toEqual([])
    // Without a keychain the session is kept in memory alone, or in the one file that is said to hold it.
    for (const token of tokens) expect(holding(await filesOf(join(root, 'shen')), token)).toEqual([])
  })

  it('holds a person\'s private key in the clear; a desk\'s own in one file, its owner\'s alone', async () => {
    for (const [path, bytes] of [...(await filesOf(root)), ...(await filesOf(newsroom.folder))]) {
      if (path.endsWith('desk/desk-key.pem')) {
        if (process.platform !== 'win32') expect((await stat(join(root, path))).mode & 0o777, path).toBe(0o600)
        continue
      }
      expect(bytes.includes('PRIVATE KEY'), path).toBe(false)
      // A private Ed25519 key as DER, as bytes or as base64 text.
      expect(bytes.includes(Buffer.from('302e020100300506032b657004220420', 'hex')), path).toBe(false)
      expect(bytes.includes('MC4CAQAwBQYDK2VwBCIEI'), path).toBe(false)
    }
  })

  it('holds a word of a sealed library', async () => {
    const files = [...(await filesOf(root)), ...(await filesOf(newsroom.folder))]
    for (const words of [SECRET_HEADLINE, SECRET_WORDS]) expect(holding(files, words)).toEqual([])
    // The search itself finds what is there: the desk holds the signed text.
    expect(holding(files, '桥通了').length).toBeGreaterThan(0)
  })

  it('says in a log, or in what the desk reports, who wrote what', async () => {
    const logs = (await filesOf(root)).filter(([path]) => path.endsWith('.log'))
    const said = [...logs.map(([, bytes]) => bytes.toString()), ...reports].join('\n')
    for (const words of [SECRET_HEADLINE, SECRET_WORDS, '新桥通车', '桥通了', PASSWORD, PASSPHRASE, ...tokens]) expect(said.includes(words), words.slice(0, 4)).toBe(false)
  })
})
