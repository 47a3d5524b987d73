import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { plainVault } from '../../../src-main/durable/vault'
import { keepPieces, type KeptPieces } from '../../../src-main/workstation/kept-pieces'
import type { Working } from '../../../src-shared/desk-api/working'
import { canonicalBytes } from '../../../src-shared/story/canonical'
import { noNotes } from '../../../src-shared/story/notes'
import { dossierOf, pieceOf } from '../../support/standing'
import { chineseStory } from '../../support/sample-story'
import { nodeCrypto } from '../../support/signed-piece'

const DESK = 'd'.repeat(64)
const AT = '2026-05-04T08:00:00.000Z'
const idOf = (number: number): string => `3f0c9a51-6f6f-4c80-9b1c-${String(number).padStart(12, '0')}`
const workingOf = (id: string, headline = '标题'): Working => ({ story: { ...chineseStory([]), id, headline }, notes: noNotes, conflicts: [], base: 'b'.repeat(64), generation: 1, at: AT, by: '顾岚' })

let folder: string
let kept: KeptPieces
const keep = (number: number): Promise<void> => kept.keepPiece(idOf(number), { desk: DESK, dossier: dossierOf(pieceOf({ story: idOf(number) })), at: AT })
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'stet-kept-')), 'desk')
  kept = keepPieces({ folder, vault: plainVault, most: 3 })
})
afterEach(() => rm(join(folder, '..'), { recursive: true, force: true }))

describe('what was heard of pieces', () => {
  it('is there again after a restart, for the desk it was heard from', async () => {
    await keep(1)
    await kept.keepList({ desk: DESK, scope: 'queue' }, [pieceOf({ story: idOf(1) })])
    await kept.see(idOf(1), 'c'.repeat(64))
    const again = keepPieces({ folder, vault: plainVault })
    expect(await again.piece(idOf(1), DESK)).toMatchObject({ at: AT, dossier: { piece: { standing: { story: idOf(1) } } } })
    expect(await again.piece(idOf(1), 'e'.repeat(64))).toBeNull()
    expect(await again.list({ desk: DESK, scope: 'queue' })).toHaveLength(1)
    expect(await again.list({ desk: 'e'.repeat(64), scope: 'queue' })).toBeNull()
    expect(await again.seen(idOf(1))).toBe('c'.repeat(64))
  })

  it('goes, the oldest first, where there is too much; what only stands here stays', async () => {
    for (const number of [1, 2, 3]) {
      await keep(number)
      await utimes(join(folder, idOf(number), 'piece.json'), number, number)
    }
    await kept.keepWork(idOf(1), DESK, { known: null, at: AT, unsent: { copy: workingOf(idOf(1)), grewFrom: null } })
    await kept.setAside(idOf(2), workingOf(idOf(2)), { at: AT, code: 'not-in-review' })
    await keep(4)
    expect((await readdir(folder)).sort()).toEqual([1, 2, 4].map(idOf))
    await keep(5)
    expect((await readdir(folder)).sort()).toEqual([1, 2, 5].map(idOf))
    await keep(6)
    await keep(7)
    expect(await kept.unsent(DESK)).toEqual([idOf(1)])
    expect(await kept.aside(idOf(2))).toMatchObject([{ code: 'not-in-review', copy: { generation: 1 } }])
  })

  it('rejects bytes that are not the revision of that digest, kept or read', async () => {
    const bytes = canonicalBytes(chineseStory([]))
    const sha256 = nodeCrypto.sha256(bytes)
    await keep(1)
    await kept.keepRevision(idOf(1), 'a'.repeat(64), bytes)
    expect(await kept.revision(idOf(1), 'a'.repeat(64))).toBeNull()
    await kept.keepRevision(idOf(1), sha256, bytes)
    expect(await kept.revision(idOf(1), sha256)).toEqual(bytes)
    await writeFile(join(folder, idOf(1), `${sha256}.story.json`), bytes.subarray(1))
    expect(await kept.revision(idOf(1), sha256)).toBeNull()
  })

  it('rejects a path for an id', async () => {
    await expect(kept.see('../../settings', 'a'.repeat(64))).rejects.toThrow()
  })

  it('falls back on the copy before where the newest of an unsent one is damaged', async () => {
    await kept.keepWork(idOf(1), DESK, { known: null, at: AT, unsent: { copy: workingOf(idOf(1), '一'), grewFrom: null } })
    await kept.keepWork(idOf(1), DESK, { known: null, at: AT, unsent: { copy: workingOf(idOf(1), '二'), grewFrom: null } })
    await writeFile(join(folder, idOf(1), 'working.json'), '{"format":1')
    expect(await kept.work(idOf(1), DESK)).toMatchObject({ unsent: { copy: { story: { headline: '一' } } } })
  })
})
