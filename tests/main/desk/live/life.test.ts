import { randomUUID } from 'node:crypto'
import { HocuspocusProvider } from '@hocuspocus/provider'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Doc, XmlElement, XmlText } from 'yjs'

import { mapsOf } from '../../../../src-renderer/live/live-content'
import { keptLiveSchema, LIVE_SCHEMA } from '../../../../src-shared/desk-api/live'
import { bodySchema } from '../../../../src-shared/story/body'
import { bodyWith, docOf, edit, isLive, join, makeTable, settle, startOf, startProcess, STORY, storedTexts, texts, tokenOf, until, write, type Client, type Guests, type Process, type Table } from './room'
import { workingOf } from './working'

let table: Table
let guests: Guests
let process: Process
let clients: Client[]
let stock: HocuspocusProvider[]
const come = (id: string, more: Parameters<typeof join>[2] = {}): Client => {
  const client = join(() => process, id, more)
  clients.push(client)
  return client
}
/** Hocuspocus' own provider, which knows nothing of the house's rules. */
const plain = (document: Doc, token: string, told: { refused?: (reason: string) => void; synced?: () => void; word?: (payload: string) => void } = {}): HocuspocusProvider => {
  const provider = new HocuspocusProvider({ url: process.url, name: STORY, document, token, onAuthenticationFailed: ({ reason }) => told.refused?.(reason), onSynced: () => told.synced?.(), onStateless: ({ payload }) => told.word?.(payload) })
  stock.push(provider)
  return provider
}
const entry = (id: string, schema: number = LIVE_SCHEMA): string => JSON.stringify({ token: tokenOf(id), schema, window: randomUUID() })
const restart = async (how: 'stop' | 'die'): Promise<void> => {
  const port = Number(new URL(process.origin).port)
  await process[how]()
  process = await startProcess(table, guests, { port })
}

beforeEach(async () => {
  table = makeTable(workingOf(bodyWith('第一段。', '第二段。', '第三段。')))
  guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' }, he: { name: '何雨晴', may: 'suggest' }, ma: { name: '马睿', may: 'read' } }
  process = await startProcess(table, guests)
  clients = []
  stock = []
})
afterEach(async () => {
  for (const { session } of clients) session.close()
  for (const provider of stock) provider.destroy()
  await process.stop()
})

describe('a dropped line', () => {
  it('leaves the text editable, and what was typed in a short outage simply arrives', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    const before = shen.session.doc()
    shen.line.cut()
    await until(() => expect(shen.session.state().phase).toBe('away'))
    write(shen, 0, 0, '断线时写。')
    write(gu, 2, 0, '同时写。')
    expect(shen.session.state().unconfirmed).toBeGreaterThan(0)
    shen.line.mend()
    await settle(process, shen, gu)
    expect(texts(gu)).toEqual(['断线时写。第一段。', '第二段。', '同时写。第三段。'])
    expect(shen.session.doc()).toBe(before)
    expect(shen.session.state().merges).toBe(0)
  })

  it('that was long is merged, block by block', async () => {
    const [shen, gu] = [come('shen', { times: { outage: 0 } }), come('gu')]
    await isLive(shen, gu)
    shen.line.cut()
    await until(() => expect(shen.session.state().phase).toBe('away'))
    write(shen, 0, 0, '断线时写。')
    write(shen, 1, 0, '我的。')
    write(gu, 1, 0, '你的。')
    await settle(process, gu)
    shen.line.mend()
    await until(() => expect(shen.session.state().merges).toBe(1))
    await settle(process, shen, gu)
    expect(texts(gu)).toEqual(['断线时写。第一段。', '你的。第二段。', '第三段。'])
    expect(JSON.stringify(table.stored.get(STORY)!.conflicts)).toContain('我的。')
  })

  it('is no reason to write anything where nothing was typed', async () => {
    const shen = come('shen', { times: { outage: 0 } })
    await isLive(shen)
    shen.line.cut()
    await until(() => expect(shen.session.state().phase).toBe('away'))
    shen.line.mend()
    await settle(process, shen)
    expect([shen.session.state().merges, table.writes.length]).toEqual([0, 0])
  })
})

describe('a window that dies', () => {
  it('has its words back from what was kept on its machine, also while the desk is away, and brings them in once', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    write(shen, 0, 0, '早先写的。')
    await settle(process, shen, gu)
    await until(() => expect(shen.session.keep()).toBeNull())
    expect(shen.session.state().saved).toBe(true)
    shen.line.cut()
    await until(() => expect(shen.session.state().phase).toBe('away'))
    write(shen, 1, 0, '断线时写。')
    expect(shen.session.state().saved).toBe(false)
    const kept = keptLiveSchema.parse(JSON.parse(JSON.stringify(shen.session.keep())))
    shen.session.close()
    await restart('stop')
    write(gu, 2, 0, '你的。')
    const again = come('shen', { resume: kept })
    expect(texts(again)).toEqual(['早先写的。第一段。', '断线时写。第二段。', '第三段。'])
    write(again, 0, 0, '再写的。')
    await settle(process, again, gu)
    expect(texts(gu)).toEqual(['再写的。早先写的。第一段。', '断线时写。第二段。', '你的。第三段。'])
    await until(() => expect(again.session.keep()).toBeNull())
    expect(storedTexts(table)).toEqual(texts(gu))
  })

  it('brings nothing in again that had arrived though nobody told it so', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    write(shen, 0, 0, '写过的。')
    const kept = shen.session.keep()
    await settle(process, shen, gu)
    shen.session.close()
    edit(gu, (transform) => transform.split(startOf(transform.doc, 0) + 4, 1, [{ type: transform.doc.child(0).type, attrs: { blockId: 's1' } }]))
    await settle(process, gu)
    const again = come('shen', { resume: kept })
    await settle(process, again, gu)
    expect(texts(again)).toEqual(['写过的。', '第一段。', '第二段。', '第三段。'])
  })

  it('leaves behind a line of which nothing more is taken once the window is here again', async () => {
    const words: string[] = []
    const [first, second] = [new Doc(), new Doc()]
    plain(first, entry('shen').replace(/"window":"[^"]+"/, '"window":"one"'))
    await until(() => expect(first.getXmlFragment('body')).toHaveLength(3))
    plain(second, entry('shen').replace(/"window":"[^"]+"/, '"window":"one"'), { word: (payload) => words.push(payload) })
    await until(() => expect(second.getXmlFragment('body').length).toBeGreaterThan(0))
    ;((first.getXmlFragment('body').get(0) as XmlElement).get(0) as XmlText).insert(0, '迟到的。')
    await settle(process)
    expect(storedTexts(table)[0]).toBe('第一段。')
  })
})

describe('a desk that starts again', () => {
  it.each(['stop', 'die'] as const)('loses nothing and doubles nothing of what two people typed before and while it was away (%s)', async (how) => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    write(shen, 0, 0, '早先写的。')
    await settle(process, shen, gu)
    write(gu, 2, 0, '没存就断的。')
    await restart(how)
    write(shen, 1, 0, '断了还写的。')
    await until(() => expect(shen.session.state().merges + gu.session.state().merges).toBeGreaterThan(0))
    await settle(process, shen, gu)
    expect(texts(gu)).toEqual(['早先写的。第一段。', '断了还写的。第二段。', '没存就断的。第三段。'])
    expect(storedTexts(table)).toEqual(texts(shen))
    expect(table.stored.get(STORY)!.conflicts).toEqual([])
  })

  it('takes no document of its last life back from a client that still holds one', async () => {
    const old = new Doc()
    const words: string[] = []
    plain(old, entry('shen'), { word: (payload) => words.push(payload) })
    await until(() => expect(old.getXmlFragment('body')).toHaveLength(3))
    await restart('stop')
    await until(() => expect(words.filter((word) => word.includes('live-session'))).not.toEqual([]), 15_000)
    const gu = come('gu')
    await settle(process, gu)
    expect(texts(gu)).toEqual(['第一段。', '第二段。', '第三段。'])
    expect(table.writes).toEqual([])
  }, 20_000)
})

describe('who may come in', () => {
  it.each([
    ['nobody knows', () => JSON.stringify({ token: 'x'.repeat(40), schema: LIVE_SCHEMA, window: 'w1' }), 'not-signed-in'],
    ['has an older Stet', () => entry('shen', LIVE_SCHEMA - 1), 'live-schema'],
    ['has a newer Stet', () => entry('shen', LIVE_SCHEMA + 1), 'live-schema'],
    ['says nothing of the house', () => 'token', 'bad-request'],
  ])('is not somebody who %s, and nothing of the piece is sent or changed', async (_, token, code) => {
    const document = new Doc()
    const element = new XmlElement('paragraph')
    element.insert(0, [new XmlText('旧版的窗口写的')])
    document.getXmlFragment('body').insert(0, [element])
    const reason = await new Promise<string>((resolve) => plain(document, token(), { refused: resolve }))
    expect(JSON.parse(reason)).toMatchObject({ code })
    expect(document.getXmlFragment('body')).toHaveLength(1)
    const gu = come('gu')
    await settle(process, gu)
    expect(texts(gu)).toEqual(['第一段。', '第二段。', '第三段。'])
  })

  it('tells a window why it is not let in, and keeps asking nobody', async () => {
    guests['zhou'] = { name: '周远', may: 'edit' }
    const zhou = come('zhou', { token: 'y'.repeat(40) })
    await until(() => expect(zhou.session.state()).toMatchObject({ phase: 'ended', failure: { code: 'not-signed-in' } }))
  })

  it('is nobody for a piece the desk does not have', async () => {
    const shen = come('shen', { story: '00000000-0000-4000-8000-000000000000' })
    await until(() => expect(shen.session.state()).toMatchObject({ phase: 'ended', failure: { code: 'piece-unknown' } }))
    expect(process.live.counts()).toEqual({ sessions: 0, connections: 0 })
  })

  it.each([
    ['no page but the desk\'s', 'https://elsewhere.example', 403],
    ['no address but the live one', null, 404],
  ])('is %s', async (_, origin, status) => {
    const response = await fetch(`${process.origin}${origin === null ? '/api/other' : '/api/live'}`, { headers: { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...(origin === null ? {} : { origin }) } }).then((answer) => answer.status, () => 0)
    // fetch may not ask for an upgrade everywhere; a raw request may.
    expect([status, 0]).toContain(response)
    const { request } = await import('node:http')
    const raw = await new Promise<number>((resolve) => {
      const outgoing = request(`${process.origin}${origin === null ? '/api/other' : '/api/live'}`, { headers: { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', ...(origin === null ? {} : { origin }) } }, ({ statusCode }) => resolve(statusCode ?? 0))
      outgoing.on('upgrade', (response, socket) => {
        socket.destroy()
        resolve(response.statusCode ?? 0)
      })
      outgoing.end()
    })
    expect(raw).toBe(status)
  })

  it('reads only where that is the right, and what such a client writes all the same goes nowhere', async () => {
    const [shen, ma] = [come('shen'), come('ma')]
    await isLive(shen, ma)
    expect(ma.session.state().may).toBe('read')
    write(shen, 0, 0, '给人看。')
    await until(() => expect(texts(ma)[0]).toBe('给人看。第一段。'))
    write(ma, 1, 0, '不该有。')
    await settle(process, shen)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(texts(shen).join('')).not.toContain('不该有')
  })

  it('suggests only where that is the right', async () => {
    const [shen, he] = [come('shen'), come('he')]
    await isLive(shen, he)
    edit(he, (transform) => transform.insert(startOf(transform.doc, 0), bodySchema().text('建议写。', [bodySchema().mark('insertion', { id: 's1' })])))
    edit(he, (transform) => transform.addMark(startOf(transform.doc, 1), startOf(transform.doc, 1) + 2, bodySchema().mark('deletion', { id: 's2' })))
    await settle(process, shen, he)
    expect(texts(shen)[0]).toBe('建议写。第一段。')
    // What somebody else only suggested may be struck out, and then both stand there.
    edit(shen, (transform) => transform.insert(startOf(transform.doc, 2), bodySchema().text('沈建议。', [bodySchema().mark('insertion', { id: 's3' })])))
    await until(() => expect(texts(he)[2]).toBe('沈建议。第三段。'))
    edit(he, (transform) => transform.addMark(startOf(transform.doc, 2), startOf(transform.doc, 2) + 4, bodySchema().mark('deletion', { id: 's4' })))
    await settle(process, shen, he)
    for (const each of [shen, he]) expect(docOf(each).child(2).firstChild?.marks.map(({ type }) => type.name)).toEqual(['insertion', 'deletion'])
    edit(shen, (transform) => transform.delete(startOf(transform.doc, 2), startOf(transform.doc, 2) + 4))
    await settle(process, shen, he)
    const words: string[] = []
    const bold = new Doc()
    plain(bold, entry('he'), { word: (payload) => words.push(payload) })
    await until(() => expect(bold.getXmlFragment('body')).toHaveLength(3))
    ;((bold.getXmlFragment('body').get(2) as XmlElement).get(0) as XmlText).insert(0, '径自写。')
    await until(() => expect(words.some((word) => word.includes('live-suggest'))).toBe(true))
    await settle(process, shen)
    expect(texts(shen)[2]).toBe('第三段。')
  })

  const suggested = (name: 'insertion' | 'deletion') => bodySchema().mark(name, { id: `s-${name}` })
  const insert = (client: Client): void => edit(client, (transform) => transform.insert(startOf(transform.doc, 1) + 1, bodySchema().text('建议的话', [suggested('insertion')])))
  const strike = (client: Client): void => edit(client, (transform) => transform.addMark(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3, suggested('deletion')))
  const takeOutBlock = (client: Client): void => edit(client, (transform) => transform.delete(startOf(transform.doc, 1) - 1, startOf(transform.doc, 2) - 1))
  const takeOutWords = (client: Client): void => edit(client, (transform) => transform.delete(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3))
  const turn = (client: Client): void => edit(client, (transform) => transform.setNodeMarkup(startOf(transform.doc, 1) - 1, bodySchema().nodes['pullQuote'], { blockId: 'b2' }))
  const replace = (client: Client): void => edit(client, (transform) => transform.replaceWith(startOf(transform.doc, 1), startOf(transform.doc, 1) + 3, bodySchema().text('其次')))

  it.each([
    ['words suggested in a block that is taken out', insert, takeOutBlock],
    ['words suggested in words that are taken out', insert, takeOutWords],
    ['words suggested in a block that is turned', insert, turn],
    ['words suggested in words that are replaced', insert, replace],
    ['words struck out in a block that is taken out', strike, takeOutBlock],
    ['words struck out that are replaced', strike, replace],
    ['words struck out in a block that is turned', strike, turn],
  ])('suggests while somebody else writes at once: %s', async (_, suggest, change) => {
    for (const first of ['he', 'shen']) {
      const [shen, he] = [come('shen'), come('he')]
      await isLive(shen, he)
      if (first === 'he') suggest(he)
      change(shen)
      if (first === 'shen') suggest(he)
      await settle(process, shen, he)
      expect(he.session.state()).toMatchObject({ phase: 'live', may: 'suggest', failure: null })
      expect(texts(he)).toEqual(texts(shen))
      expect(storedTexts(table)).toEqual(texts(shen))
      if (suggest === insert) expect(JSON.stringify(table.stored.get(STORY))).toContain('建议的话')
      for (const client of [shen, he]) client.session.close()
      await process.live.close()
      table = makeTable(workingOf(bodyWith('第一段。', '第二段。', '第三段。')))
      await restart('stop')
    }
  })

  it('brings no block back with a conflict of its own making, nor changes one that stands', async () => {
    const he = come('he')
    await isLive(he)
    const doc = he.session.doc()!
    const conflict = { kind: 'deleted', id: 'deleted:b2:1', place: { blockId: 'b2', after: 'b1' }, base: [], mine: [{ type: 'paragraph', attrs: { blockId: 'b2' } }], theirs: [] }
    doc.transact(() => {
      mapsOf(doc).conflicts.set(conflict.id, { order: 0, value: conflict })
      ;((doc.getXmlFragment('body').get(1) as XmlElement).get(0) as XmlText).insert(0, '径自写。')
    })
    await until(() => expect(he.session.state()).toMatchObject({ phase: 'ended', failure: { code: 'live-suggest' } }))
  })

  it('is out within seconds when the session or the right is gone, and at once when the desk is told', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    delete guests['shen']
    await until(() => expect(shen.session.state()).toMatchObject({ phase: 'ended', failure: { code: 'not-signed-in' } }), 3000)
    guests['gu'] = { name: '顾兰', may: 'read' }
    await process.live.recheck('gu')
    await until(() => expect(gu.session.state()).toMatchObject({ phase: 'live', may: 'read' }))
    write(gu, 0, 0, '不再能写。')
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(storedTexts(table)[0]).toBe('第一段。')
  })
})

describe('what is stored', () => {
  it('is never something no story can be: the last good one stays, people are told, and it is stored once it is mended', async () => {
    const shen = come('shen')
    await isLive(shen)
    write(shen, 0, 0, '好。')
    await settle(process, shen)
    const good = table.stored.get(STORY)!.generation
    mapsOf(shen.session.doc()!).fields.set('headline', '题'.repeat(501))
    await until(() => expect(shen.session.state().failure?.code).toBe('live-invalid'))
    expect(table.stored.get(STORY)!.generation).toBe(good)
    expect(await process.live.cut(STORY)).toMatchObject({ ok: false, code: 'live-invalid', details: { place: 'story.headline' } })
    expect(process.reports.join()).toContain('live-invalid')
    mapsOf(shen.session.doc()!).fields.set('headline', '短题')
    await until(() => expect(table.stored.get(STORY)!.story.headline).toBe('短题'))
    await until(() => expect(shen.session.state().failure).toBeNull())
  })

  it('has a mended body where a client leaves one that is none, with its words', async () => {
    const shen = come('shen')
    await isLive(shen)
    const rogue = new Doc()
    plain(rogue, entry('gu'))
    await until(() => expect(rogue.getXmlFragment('body')).toHaveLength(3))
    rogue.transact(() => {
      const box = new XmlElement('factBox')
      const cell = new XmlElement('tableCell')
      const paragraph = new XmlElement('paragraph')
      paragraph.insert(0, [new XmlText('盒里的话')])
      cell.insert(0, [paragraph])
      box.insert(0, [cell])
      rogue.getXmlFragment('body').insert(1, [box])
    })
    await until(() => expect(storedTexts(table)).toContain('盒里的话'))
    await settle(process, shen)
    expect(() => docOf(shen).check()).not.toThrow()
    expect(texts(shen)).toContain('盒里的话')
  })

  it('waits where the table does not take it, and is stored when it does, though everybody has left', async () => {
    const shen = come('shen')
    await isLive(shen)
    table.refuse('database-unreachable')
    write(shen, 0, 0, '等着存。')
    await until(() => expect(shen.session.state().failure?.code).toBe('database-unreachable'))
    shen.session.close()
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(process.live.counts().sessions).toBe(1)
    table.refuse(null)
    await until(() => expect(storedTexts(table)[0]).toBe('等着存。第一段。'))
    await until(() => expect(process.live.counts().sessions).toBe(0))
  })

  it('is what the last person typed just before leaving', async () => {
    const shen = come('shen')
    await isLive(shen)
    write(shen, 0, 0, '说完就走。')
    await until(() => expect(shen.session.state().unconfirmed).toBe(0))
    shen.session.close()
    await until(() => expect(storedTexts(table)[0]).toBe('说完就走。第一段。'))
    await until(() => expect(process.live.counts()).toEqual({ sessions: 0, connections: 0 }))
  })
})

describe('a stage command', () => {
  it('cuts what stands there this moment, and ends the session everywhere; what was typed meanwhile goes into the new one', async () => {
    const [shen, gu] = [come('shen'), come('gu')]
    await isLive(shen, gu)
    write(shen, 0, 0, '审前写的。')
    await until(() => expect(shen.session.state().unconfirmed).toBe(0))
    const cut = await process.live.cut(STORY)
    expect(cut).toMatchObject({ ok: true, value: { generation: 1 } })
    if (!cut.ok) return
    expect(JSON.stringify(cut.value.story.body)).toContain('审前写的。')
    table.stored.set(STORY, { ...cut.value, base: 'f'.repeat(64), generation: 0 })
    write(gu, 2, 0, '迟了一步。')
    await process.live.reset(STORY, 'stage')
    await until(() => expect(gu.session.state().merges).toBe(1))
    await settle(process, shen, gu)
    expect(texts(shen)).toEqual(['审前写的。第一段。', '第二段。', '迟了一步。第三段。'])
    expect(table.stored.get(STORY)!.base).toBe('f'.repeat(64))
  })

  it('cuts the stored copy where nobody has the piece open', async () => {
    expect(await process.live.cut(STORY)).toMatchObject({ ok: true, value: { generation: 0 } })
    expect(await process.live.cut('00000000-0000-4000-8000-000000000000')).toMatchObject({ ok: false, code: 'piece-unknown' })
  })

  it('ends a session whose stored copy somebody else replaced, and loses nothing typed in it', async () => {
    const shen = come('shen')
    await isLive(shen)
    const other = table.stored.get(STORY)!
    table.stored.set(STORY, { ...other, generation: 5, story: { ...other.story, headline: '换过的题' } })
    write(shen, 0, 0, '我写的。')
    await until(() => expect(shen.session.state().merges).toBe(1))
    await settle(process, shen)
    expect(table.stored.get(STORY)).toMatchObject({ generation: 6, story: { headline: '换过的题' } })
    expect(storedTexts(table)[0]).toBe('我写的。第一段。')
  })
})
