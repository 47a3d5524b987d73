import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { plainVault, type Vault } from '../../../src-main/durable/vault'
import { sealedVault } from '../../../src-main/vault/sealed-vault'
import type { LivePart } from '../../../src-main/workstation/kept-live'
import { keepPieces, type KeptPieces } from '../../../src-main/workstation/kept-pieces'
import { dossierOf, pieceOf } from '../../support/standing'

const [DESK, OTHER] = ['d'.repeat(64), 'e'.repeat(64)]
const AT = '2026-05-04T08:00:00.000Z'
const [ONE, TWO] = ['1'.repeat(16), '2'.repeat(16)]
const idOf = (number: number): string => `3f0c9a51-6f6f-4c80-9b1c-${String(number).padStart(12, '0')}`
const partOf = (text: string): LivePart => ({ may: 'edit', at: AT, part: { session: 's', confirmed: btoa(text), pending: [], stored: null } })

let folder: string
let kept: KeptPieces
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'stet-kept-live-')), 'desk')
  kept = keepPieces({ folder, vault: plainVault, most: 1 })
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

describe('parts in live sessions, kept', () => {
  it('are there again after a restart, one for each window, for the desk they are of', async () => {
    await kept.live.keep(idOf(1), DESK, ONE, partOf('a'))
    await kept.live.keep(idOf(1), DESK, TWO, partOf('b'))
    await kept.live.keep(idOf(2), OTHER, ONE, partOf('c'))
    for (const place of [kept, keepPieces({ folder, vault: plainVault })]) {
      expect(await place.live.all(DESK)).toEqual([{ id: idOf(1), keeping: ONE, at: AT }, { id: idOf(1), keeping: TWO, at: AT }])
      expect(await place.live.read(idOf(1), DESK, TWO)).toEqual(partOf('b'))
      expect(await place.live.read(idOf(2), DESK, ONE)).toBeNull()
    }
  })

  it('are gone when they are dropped, with the ones before them', async () => {
    await kept.live.keep(idOf(1), DESK, ONE, partOf('a'))
    await kept.live.keep(idOf(1), DESK, ONE, partOf('b'))
    await kept.live.drop(idOf(1), ONE)
    expect(await readdir(join(folder, idOf(1)))).toEqual([])
    expect(await kept.live.all(DESK)).toEqual([])
    await kept.live.drop(idOf(1), ONE)
  })

  it('give the one before where the newest is damaged, and stay where none can be read', async () => {
    await kept.live.keep(idOf(1), DESK, ONE, partOf('a'))
    await kept.live.keep(idOf(1), DESK, ONE, partOf('b'))
    await writeFile(join(folder, idOf(1), `live-${ONE}.json`), '{"format":1')
    const again = keepPieces({ folder, vault: plainVault })
    expect(await again.live.read(idOf(1), DESK, ONE)).toEqual(partOf('a'))
    expect(await again.live.all(DESK)).toHaveLength(1)
    await writeFile(join(folder, idOf(1), `live-${ONE}.json.previous`), '')
    expect(await keepPieces({ folder, vault: plainVault }).live.all(DESK)).toEqual([])
    expect(await readdir(join(folder, idOf(1)))).toHaveLength(2)
  })

  it('are never dropped for want of room', async () => {
    await kept.live.keep(idOf(1), DESK, ONE, partOf('a'))
    for (const number of [1, 2, 3]) {
      await kept.keepPiece(idOf(number), { desk: DESK, dossier: dossierOf(pieceOf({ story: idOf(number) })), at: AT })
      if (number === 1) await utimes(join(folder, idOf(1), 'piece.json'), 1, 1)
    }
    expect((await readdir(folder)).toSorted()).toContain(idOf(1))
    expect(await kept.live.read(idOf(1), DESK, ONE)).toEqual(partOf('a'))
  })

  it('go through the vault, and say so where that cannot write', async () => {
    let full = false
    const under = sealedVault({ root: folder, key: Buffer.alloc(32, 7), phase: () => 'sealed' })
    const vault: Vault = { ...under, write: (...given) => (full ? Promise.reject(new Error('full')) : under.write(...given)) }
    const sealed = keepPieces({ folder, vault })
    await sealed.live.keep(idOf(1), DESK, ONE, partOf('a'))
    expect(await readFile(join(folder, idOf(1), `live-${ONE}.json`), 'latin1')).not.toContain('confirmed')
    full = true
    await expect(sealed.live.keep(idOf(1), DESK, ONE, partOf('b'))).rejects.toThrow('full')
    expect(await sealed.live.read(idOf(1), DESK, ONE)).toEqual(partOf('a'))
  })
})
