import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import type { Content } from '../../../src-renderer/live/live-content'
import type { LivePiece } from '../../../src-renderer/live/live-piece'
import { enterPiece, isEntered, leaveAllPieces, leavePiece, openKept } from '../../../src-renderer/live/open-piece'
import { openLiveDeskSession } from '../../../src-renderer/review/editing/live-desk-session'
import { valueOf } from '../../../src-shared/outcome'
import { bodyWith, join, makeTable, startProcess, STORY, storedTexts, texts, until, write, type Client, type Guests, type Process, type Table } from '../../main/desk/live/room'
import { workingOf } from '../../main/desk/live/working'
import { emptyDisk, putHost, type Disk } from './window'

let table: Table
let guests: Guests
let process: Process
let disk: Disk
let host: ReturnType<typeof putHost>
let others: Client[]

const again = async (how: 'stop' | 'die'): Promise<void> => {
  const port = Number(new URL(process.origin).port)
  await process[how]()
  process = await startProcess(table, guests, { port })
}
const enter = async (): Promise<LivePiece> => valueOf(await enterPiece(STORY, '沈牧'))
const asClient = (piece: LivePiece): Client => ({ session: piece.session, line: host.line, name: 'shen' })
const isIn = (piece: LivePiece): Promise<void> => until(() => expect(piece.standing().phase).toBe('live'))
const isAway = (piece: LivePiece): Promise<void> => until(() => expect(piece.standing().phase).toBe('away'))

beforeEach(async () => {
  table = makeTable(workingOf(bodyWith('第一段。', '第二段。')))
  guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' } }
  process = await startProcess(table, guests)
  disk = emptyDisk()
  host = putHost(() => process, 'shen', disk)
  others = []
})
afterEach(async () => {
  leaveAllPieces()
  for (const { session } of others) session.close()
  await process.stop()
  await new Promise((resolve) => setTimeout(resolve, 20))
  host.remove()
})

describe('a piece edited together', () => {
  it('keeps what the desk has not stored on the disk, and drops it when the desk has', async () => {
    const piece = await enter()
    await isIn(piece)
    expect(piece.standing()).toMatchObject({ saved: true, keptAt: null, may: 'edit' })
    host.line.cut()
    await isAway(piece)
    write(asClient(piece), 0, 0, '断线时写。')
    await piece.keep()
    expect(piece.standing()).toMatchObject({ saved: false, keptAt: expect.any(String) as string, awaySince: expect.any(String) as string })
    expect(disk.parts.size).toBe(1)
    host.line.mend()
    await until(() => expect(piece.standing()).toMatchObject({ phase: 'live', saved: true, keptAt: null, storedAt: expect.any(String) as string }))
    await until(() => expect(disk.parts.size).toBe(0))
    expect(storedTexts(table)[0]).toBe('断线时写。第一段。')
  })

  it('goes on after a kill with what was kept: shown at once, and sent once', async () => {
    const first = await enter()
    await isIn(first)
    await process.die()
    await isAway(first)
    write(asClient(first), 1, 0, '断电前写。')
    await first.keep()
    // The window is gone without a word.
    leaveAllPieces()
    await until(() => expect(isEntered(STORY)).toBe(false))
    const second = await enter()
    expect(second.standing()).toMatchObject({ phase: 'opening', saved: false, may: 'edit' })
    expect(texts(asClient(second))[1]).toBe('断电前写。第二段。')
    process = await startProcess(table, guests, { port: Number(new URL(process.origin).port) })
    await until(() => expect(second.standing()).toMatchObject({ phase: 'live', saved: true }))
    await until(() => expect(disk.parts.size).toBe(0))
    expect(storedTexts(table)).toEqual(['第一段。', '断电前写。第二段。'])
  })

  it('leaves kept words that another window goes on with to that one', async () => {
    const piece = await enter()
    await isIn(piece)
    host.line.cut()
    await isAway(piece)
    write(asClient(piece), 0, 0, '甲。')
    await piece.keep()
    const [kept] = [...disk.parts.values()]
    expect(await openKept({ id: STORY, name: '沈牧', keeping: kept!.keeping, kept: true })).toBeNull()
  })

  it('puts words the desk refuses for good among the kept versions', async () => {
    const piece = await enter()
    await isIn(piece)
    await process.die()
    await isAway(piece)
    write(asClient(piece), 0, 0, '没有人收的话。')
    await piece.keep()
    guests['shen'] = { name: '沈牧', may: 'read' }
    process = await startProcess(table, guests, { port: Number(new URL(process.origin).port) })
    await until(() => expect(piece.standing()).toMatchObject({ phase: 'ended', aside: true, keptAt: null }))
    expect(disk.aside).toMatchObject([{ code: 'not-allowed' }])
    expect(JSON.stringify(disk.aside[0]!.story.body)).toContain('没有人收的话。')
    expect(texts(asClient(piece))[0]).toContain('没有人收的话。')
    expect(piece.safe()).toBe(true)
    expect(storedTexts(table)[0]).toBe('第一段。')
  })

  it('keeps words of somebody who is signed out, to be sent when they are back', async () => {
    const piece = await enter()
    await isIn(piece)
    await process.die()
    await isAway(piece)
    write(asClient(piece), 0, 0, '等我回来。')
    const { shen, ...without } = guests
    guests = without
    process = await startProcess(table, guests, { port: Number(new URL(process.origin).port) })
    await until(() => expect(piece.standing()).toMatchObject({ phase: 'ended', failure: { code: 'not-signed-in' }, aside: false, keptAt: expect.any(String) as string }))
    expect(disk.parts.size).toBe(1)
    await leavePiece(piece)
    Object.assign(guests, { shen })
    const [kept] = [...disk.parts.values()]
    const later = valueOf((await openKept({ id: STORY, name: '沈牧', keeping: kept!.keeping, kept: true }))!)
    valueOf(await later.stored(8000))
    await later.keep()
    await later.close()
    expect(disk.parts.size).toBe(0)
    expect(storedTexts(table)[0]).toBe('等我回来。第一段。')
  })

  it('is left only when its words are safe', async () => {
    const piece = await enter()
    await isIn(piece)
    write(asClient(piece), 0, 0, '走之前。')
    await leavePiece(piece)
    expect(isEntered(STORY)).toBe(false)
    expect(storedTexts(table)[0]).toBe('走之前。第一段。')
    expect(disk.parts.size).toBe(0)
  })

  it('stays in the window where neither the desk nor the disk has its words', async () => {
    const piece = await enter()
    await isIn(piece)
    await process.die()
    await isAway(piece)
    disk.full = true
    write(asClient(piece), 0, 0, '只在窗口里。')
    await leavePiece(piece)
    expect(piece.standing().unkept).toMatchObject({ code: 'disk-full' })
    expect(isEntered(STORY)).toBe(true)
    expect(texts(asClient(await enter()))[0]).toBe('只在窗口里。第一段。')
    process = await startProcess(table, guests, { port: Number(new URL(process.origin).port) })
    await until(() => expect(storedTexts(table)[0]).toBe('只在窗口里。第一段。'))
  }, 20_000)
})

describe('its room', () => {
  it('shares fields, notes and what is to be chosen, and lets a decision wait for the desk', async () => {
    const piece = await enter()
    await isIn(piece)
    const room = openLiveDeskSession(piece, valueOf(piece.session.content()))
    const untie = room.tie()
    const gu = join(() => process, 'gu')
    others.push(gu)
    await until(() => expect(gu.session.state().phase).toBe('live'))
    const seen = (): Content => valueOf(gu.session.content())
    room.store.set('headline', '新桥')
    room.notes.addThread('t1', '第一段', { id: 'r1', by: '沈牧', at: '2026-11-28T08:00:00Z', text: '核对' })
    await until(() => expect(seen()).toMatchObject({ story: { headline: '新桥' }, notes: { threads: [{ id: 't1' }] } }))
    const conflict = { kind: 'field' as const, id: 'c1', place: { field: 'headline' as const }, base: { headline: '' }, mine: { headline: '甲' }, theirs: { headline: '乙' }, mineBy: '', theirsBy: '' }
    room.setConflicts([conflict])
    await until(() => expect(seen().conflicts).toMatchObject([{ id: 'c1' }]))
    gu.session.doc()!.getMap('conflicts').delete('c1')
    await until(() => expect(room.conflicts()).toEqual([]))
    expect(valueOf(await room.toDesk())).toBeNull()
    expect(table.stored.get(STORY)!.story.headline).toBe('新桥')
    untie()
    room.saver.stop()
  })

  it('refuses a decision while the desk does not have everything', async () => {
    const piece = await enter()
    await isIn(piece)
    host.line.cut()
    await isAway(piece)
    write(asClient(piece), 0, 0, '还没到。')
    await piece.keep()
    expect(await piece.stored(100)).toMatchObject({ ok: false, code: 'live-unsaved' })
    host.line.mend()
    expect(await piece.stored(8000)).toMatchObject({ ok: true })
  })

  it('is shown what stands after the desk went on without its last seconds', async () => {
    const piece = await enter()
    await isIn(piece)
    write(asClient(piece), 0, 0, '存好的。')
    valueOf(await piece.stored(8000))
    write(asClient(piece), 1, 0, '没存上的。')
    await again('die')
    await until(() => expect(piece.standing()).toMatchObject({ phase: 'live', saved: true }))
    expect(storedTexts(table)).toEqual(['存好的。第一段。', '没存上的。第二段。'])
  })
})
