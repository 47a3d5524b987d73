import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

import { openIncoming } from '../../src-main/incoming'
import { PIECE_BYTES } from '../../src-shared/bridge/place'
import { valueOf } from '../../src-shared/outcome'

const folderOf = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'stet-incoming-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

test('pieces sent in order are one file, found by its ticket and gone once dropped', async () => {
  const folder = await folderOf()
  const incoming = await openIncoming(folder)
  const ticket = valueOf(await incoming.receive(null, '稿库.zip', bytes('one ')))
  expect(valueOf(await incoming.receive(ticket, '稿库.zip', bytes('two')))).toBe(ticket)
  const { path, name } = valueOf(incoming.find(ticket))
  expect([await readFile(path, 'utf8'), name]).toEqual(['one two', '稿库.zip'])
  await incoming.drop(ticket)
  expect(await readdir(folder)).toEqual([])
  expect(incoming.find(ticket)).toMatchObject({ ok: false, code: 'archive-unreadable' })
})

test('a file chosen on this machine is read where it is and never removed', async () => {
  const folder = await folderOf()
  const file = join(await folderOf(), 'a.zip')
  await writeFile(file, 'mine')
  const incoming = await openIncoming(folder)
  const ticket = incoming.chosen(file, 'a.zip')
  expect(valueOf(incoming.find(ticket)).path).toBe(file)
  await incoming.drop(ticket)
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('rejects a piece for a ticket nobody gave, for a chosen file, and a piece too large', async () => {
  const folder = await folderOf()
  const incoming = await openIncoming(folder)
  for (const ticket of ['00000000-0000-4000-8000-000000000000', incoming.chosen('/etc/hostname', 'x')]) expect(await incoming.receive(ticket, 'x', bytes('x'))).toMatchObject({ ok: false, code: 'archive-unreadable' })
  expect(await incoming.receive(null, 'x', new Uint8Array(PIECE_BYTES + 1))).toMatchObject({ ok: false, code: 'too-heavy' })
})

test('what an earlier session left is gone', async () => {
  const folder = await folderOf()
  valueOf(await (await openIncoming(folder)).receive(null, 'x', bytes('plain words')))
  await openIncoming(folder)
  expect(await readdir(folder).catch(() => [])).toEqual([])
})
