import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { mapsOf } from '../../../../src-renderer/live/live-content'
import { writeLiveNotes } from '../../../../src-shared/desk-api/live-story'
import { bodySchema } from '../../../../src-shared/story/body'
import { bodyWith, docOf, edit, isLive, join, makeTable, settle, startOf, startProcess, STORY, storedTexts, texts, until, write, type Client, type Guests, type Process, type Table } from './room'
import { workingOf } from './working'

let table: Table
let guests: Guests
let process: Process
let clients: Client[]
const come = (id: string, more: Parameters<typeof join>[2] = {}): Client => {
  const client = join(() => process, id, more)
  clients.push(client)
  return client
}

beforeEach(async () => {
  table = makeTable(workingOf(bodyWith('第一段。', '第二段。', '第三段。')))
  guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' }, he: { name: '何雨晴', may: 'suggest' }, ma: { name: '马睿', may: 'read' } }
  process = await startProcess(table, guests)
  clients = []
})
afterEach(async () => {
  for (const { session } of clients) session.close()
  await process.stop()
})

describe('two people in one piece', () => {
  it('see the same while they type into one paragraph and into different ones, and so does what is stored', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    for (const letter of '甲乙丙丁戊') {
      write(shen, 0, 0, letter)
      write(gu, 0, 3, letter)
      write(gu, 2, 0, letter)
    }
    await until(() => expect(texts(shen)).toEqual(texts(gu)))
    await until(() => expect(storedTexts(table)).toEqual(texts(gu)))
    const all = texts(gu).join('')
    for (const letter of '甲乙丙丁戊') expect(all.split(letter)).toHaveLength(4)
    expect(texts(gu)[1]).toBe('第二段。')
    expect(table.stored.get(STORY)).toMatchObject({ base: 'e'.repeat(64), at: '2026-03-12T10:00:00.000Z', by: expect.stringMatching(/沈牧|顾兰/) as string })
    expect(table.stored.get(STORY)!.generation).toBeGreaterThan(0)
    expect(table.writes.length).toBeLessThan(15)
  })

  it('leave what is stored alone while nobody changes anything', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    expect(await process.live.cut(STORY)).toMatchObject({ ok: true, value: { generation: 0 } })
    expect(table.writes).toEqual([])
  })

  it('share fields, notes with the remarks of both, and pictures', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    mapsOf(shen.session.doc()!).fields.set('headline', '夜校一百天')
    mapsOf(gu.session.doc()!).fields.set('keywords', ['夜校'])
    const thread = (text: string, ...ids: string[]) => ({ id: 't1', quote: '第一', resolvedAt: null, remarks: ids.map((id) => ({ id, by: '顾兰', at: '2026-03-12T10:00:00.000Z', text })) })
    shen.session.doc()!.transact(() => writeLiveNotes(mapsOf(shen.session.doc()!), { threads: [thread('何时', 'r1')], suggestions: {} }))
    await until(() => expect(gu.session.content()).toMatchObject({ ok: true, value: { notes: { threads: [{ id: 't1' }] }, story: { headline: '夜校一百天', keywords: ['夜校'] } } }))
    // Both answer at once.
    for (const [client, id] of [[shen, 'r2'], [gu, 'r3']] as const) client.session.doc()!.transact(() => writeLiveNotes(mapsOf(client.session.doc()!), { threads: [thread('何时', 'r1', id)], suggestions: {} }))
    await until(() => expect(table.stored.get(STORY)!.notes.threads[0]?.remarks.map(({ id }) => id).sort()).toEqual(['r1', 'r2', 'r3']))
  })

  it('see a suggestion made on a whole block, and a mark on a footnote', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    edit(shen, (transform) => transform.addNodeMark(0, bodySchema().mark('deletion', { id: 's1' })))
    edit(gu, (transform) => transform.insert(startOf(transform.doc, 2), bodySchema().node('footnote', { text: '注' }, [], [bodySchema().mark('insertion', { id: 's2' })])))
    await until(() => {
      for (const client of [shen, gu]) {
        expect(docOf(client).firstChild?.marks.map(({ type }) => type.name)).toEqual(['deletion'])
        expect(docOf(client).lastChild?.firstChild?.marks.map(({ type }) => type.name)).toEqual(['insertion'])
      }
    })
    edit(gu, (transform) => transform.removeNodeMark(0, bodySchema().mark('deletion', { id: 's1' })))
    await until(() => expect(docOf(shen).firstChild?.marks).toEqual([]))
  })

  it('see each other, by the names the desk knows', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    shen.session.awareness()!.setLocalStateField('user', { name: '冒名者', color: '#123456' })
    await until(() => expect([...gu.session.awareness()!.getStates().values()]).toContainEqual({ user: { name: '沈牧', id: 'shen', color: '#123456' } }))
    shen.session.close()
    await until(() => expect(gu.session.awareness()!.getStates().size).toBe(1))
  })
})

describe('marks set on words somebody else replaces', () => {
  // It takes both in one message of the desk's: about one time in ten.
  it('leave nothing on its way: what Yjs takes out by itself is nobody\'s change', async () => {
    for (let round = 0; round < 30; round += 1) {
      table.stored.set(STORY, workingOf(bodyWith('第一段。', '第二段。', '第三段。')))
      const [shen, gu] = [come('shen'), come('gu')]
      await isLive(shen, gu)
      edit(gu, (transform) => transform.addMark(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3, bodySchema().mark('deletion', { id: `s${String(round)}` })))
      edit(shen, (transform) => transform.replaceWith(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3, bodySchema().text('其次')))
      await settle(process, shen, gu)
      for (const client of [shen, gu]) client.session.close()
      await until(() => expect(process.live.counts().sessions).toBe(0))
    }
  }, 20_000)
})

describe('two changes that do not go together', () => {
  const conflicts = () => table.stored.get(STORY)!.conflicts
  const both = async (one: (client: Client) => void, other: (client: Client) => void): Promise<[Client, Client]> => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    // Neither has the other's when it makes its own.
    one(shen)
    other(gu)
    await until(() => expect(shen.session.state().merges + gu.session.state().merges).toBeGreaterThan(0))
    await isLive(shen, gu)
    await settle(process, shen, gu)
    expect(texts(shen)).toEqual(texts(gu))
    expect(storedTexts(table)).toEqual(texts(gu))
    return [shen, gu]
  }
  const kept = (words: string): void => {
    const everything = JSON.stringify([table.stored.get(STORY)!.story, conflicts()])
    expect(everything).toContain(words)
  }
  const replace = (words: string) => (client: Client) => edit(client, (transform) => transform.replaceWith(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3, bodySchema().text(words)))

  it('are never printed one after the other: two replacements of the same words', async () => {
    await both(replace('其次'), replace('再者'))
    expect(storedTexts(table)[1]).toMatch(/^(其次|再者)。$/)
    kept('其次')
    kept('再者')
    expect(conflicts()).toHaveLength(1)
  })

  it('lose nothing typed into a block somebody turns into another', async () => {
    await both((client) => edit(client, (transform) => transform.setBlockType(startOf(transform.doc, 1), startOf(transform.doc, 1), bodySchema().nodes['crosshead']!, { blockId: 'b2' })), (client) => write(client, 1, 2, '补写的一句'))
    kept('补写的一句')
  })

  it('print nothing twice where both split one paragraph', async () => {
    const split = (client: Client): void => edit(client, (transform) => transform.split(startOf(transform.doc, 1) + 2, 1, [{ type: bodySchema().nodes['paragraph']!, attrs: { blockId: `new-${client.name}` } }]))
    await both(split, split)
    expect(texts(clients[0]!).join('').split('段').length - 1).toBe(3)
  })

  it('lose nothing typed in two goes, of which the other saw the first', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    write(shen, 1, 0, '先写的。')
    await settle(process, shen, gu)
    write(shen, 1, 4, '接着写的。')
    edit(gu, (transform) => transform.setNodeMarkup(startOf(transform.doc, 1) - 1, bodySchema().nodes['pullQuote'], { blockId: 'b2' }))
    await until(() => expect(shen.session.state().merges + gu.session.state().merges).toBeGreaterThan(0))
    await settle(process, shen, gu)
    kept('先写的。')
    kept('接着写的。')
  })

  it('keep what is typed into a block somebody takes out, and a typo mended in words somebody takes out', async () => {
    await both((client) => edit(client, (transform) => transform.delete(startOf(transform.doc, 1) - 1, startOf(transform.doc, 2) - 1)), (client) => write(client, 1, 1, '要紧的话'))
    kept('要紧的话')
  })

  it('leave no stray letter where words are mended that somebody else takes out', async () => {
    await both((client) => edit(client, (transform) => transform.delete(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3)), (client) => write(client, 1, 1, '贰'))
    expect(['。', '第贰二段。']).toContain(storedTexts(table)[1])
    kept('贰')
  })

  it('are two headlines in a conflict', async () => {
    await both((client) => mapsOf(client.session.doc()!).fields.set('headline', '甲题'), (client) => mapsOf(client.session.doc()!).fields.set('headline', '乙题'))
    kept('甲题')
    kept('乙题')
    expect(conflicts()).toHaveLength(1)
  })
})
