import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { openLedger, type Ledger, type LedgerEntry } from '../../../src-main/desk/ledger'
import { valueOf } from '../../../src-shared/outcome'
import { REVIEW_TYPE } from '../../../src-shared/signoff/statement'
import { makeSigner, nodeCrypto, seal } from './newsroom'

const signer = makeSigner('shen', '沈牧', 'reporter')
const envelopeOf = (number: number, filler = '') => seal(REVIEW_TYPE, { number, filler }, signer)
const AT = '2026-05-04T08:00:00.000Z'
const NEW = { seq: 0, digest: null }
const open = (folder: string) => openLedger({ folder, sha256: nodeCrypto.sha256, acknowledged: NEW, report: () => undefined })
const all = async (ledger: Ledger, after = 0): Promise<LedgerEntry[]> => {
  const found: LedgerEntry[] = []
  for await (const entry of ledger.read(after)) found.push(entry)
  return found
}

describe('a ledger', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stet-ledger-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('chains each line to the bytes of the one before, the first to nothing', async () => {
    const ledger = valueOf(await open(folder))
    for (let number = 1; number <= 3; number += 1) await ledger.append(envelopeOf(number), AT)
    await ledger.close()
    const lines = (await readFile(join(folder, 'ledger.jsonl'), 'utf8')).split('\n')
    expect(lines.pop()).toBe('')
    const read = lines.map((line) => JSON.parse(line) as LedgerEntry)
    expect(read.map(({ seq, receivedAt }) => [seq, receivedAt])).toEqual([[1, AT], [2, AT], [3, AT]])
    expect(read.map(({ previous }) => previous)).toEqual([null, nodeCrypto.sha256(Buffer.from(lines[0]!)), nodeCrypto.sha256(Buffer.from(lines[1]!))])
    expect(read.map(({ envelope }) => envelope)).toEqual([1, 2, 3].map((number) => envelopeOf(number)))
  })

  it('reads what it appended, from any place, across reopening and across its own reading size', async () => {
    let ledger = valueOf(await open(folder))
    const appended: LedgerEntry[] = []
    for (let number = 1; number <= 30; number += 1) appended.push(await ledger.append(envelopeOf(number, '长'.repeat(20_000)), AT))
    expect(await all(ledger)).toEqual(appended)
    await ledger.close()
    ledger = valueOf(await open(folder))
    expect(ledger.head()).toEqual({ seq: 30, digest: appended[29]!.digest })
    expect(await all(ledger, 28)).toEqual(appended.slice(28))
    await ledger.close()
  })

  it('rejects a copy of a line, a gap in the numbers, and an unknown field', async () => {
    const ledger = valueOf(await open(folder))
    const first = await ledger.append(envelopeOf(1), AT)
    await ledger.close()
    const file = join(folder, 'ledger.jsonl')
    const whole = await readFile(file, 'utf8')
    const next = { seq: 2, previous: first.digest, receivedAt: AT, envelope: envelopeOf(2) }
    for (const line of [whole.trim(), JSON.stringify({ ...next, seq: 3 }), JSON.stringify({ ...next, note: '' }), JSON.stringify({ ...next, previous: null })]) {
      await writeFile(file, `${whole}${line}\n`)
      expect(await open(folder)).toMatchObject({ ok: false, code: 'ledger-broken', details: { line: 2 } })
    }
    await writeFile(file, `${whole}${JSON.stringify(next)}\n`)
    expect((await open(folder)).ok).toBe(true)
  })

  it('rejects a torn line that is not the last', async () => {
    await writeFile(join(folder, 'ledger.jsonl'), Buffer.concat([Buffer.alloc(20), Buffer.from('\n{}\n')]))
    expect(await open(folder)).toMatchObject({ code: 'ledger-broken', details: { line: 1 } })
  })
})

/** A file system of 64 KiB, where this process may mount one. */
const smallDisk = (): string | null => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-small-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmSync(folder, { recursive: true })
    return null
  }
}

describe('a ledger on a full disk', () => {
  it('refuses, leaves no half line behind, and goes on when there is room', async ({ skip }) => {
    const folder = smallDisk()
    if (folder === null) return skip('this process may not mount a small disk')
    try {
      const ledger = valueOf(await open(folder))
      const kept = await ledger.append(envelopeOf(1), AT)
      await expect(ledger.append(envelopeOf(2, 'x'.repeat(100_000)), AT)).rejects.toMatchObject({ code: 'disk-full' })
      const next = await ledger.append(envelopeOf(3), AT)
      expect(next).toMatchObject({ seq: 2, previous: kept.digest })
      expect(await all(ledger)).toEqual([kept, next])
      await ledger.close()
      const again = valueOf(await open(folder))
      expect(again.head().seq).toBe(2)
      await again.close()
    } finally {
      execFileSync('umount', [folder])
      rmSync(folder, { recursive: true })
    }
  })
})
