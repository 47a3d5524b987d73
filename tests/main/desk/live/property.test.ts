import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import type { KeptLive } from '../../../../src-shared/desk-api/live'
import { bodySchema } from '../../../../src-shared/story/body'
import { docOf, edit, isLive, join, makeTable, settle, startOf, startProcess, STORY, until, type Client, type Guests } from './room'
import { bodyWith } from './room'
import { workingOf } from './working'

/** How many scripts are played; `LIVE_RUNS` plays more. */
const RUNS = Number(process.env['LIVE_RUNS'] ?? 12)
/** The same scripts each time unless others are asked for; docs/decisions/0015-live-co-editing.md says what others still find. */
const SEED = Number(process.env['LIVE_SEED'] ?? (process.env['LIVE_RUNS'] === undefined ? 1 : Date.now()))

type Act = { who: 0 | 1; what: 'write' | 'block' | 'split' | 'move' | 'turn' | 'remove' | 'cut' | 'mend' | 'wait' | 'restart' | 'keep' | 'kill'; at: number }
const act = fc.record<Act>({ who: fc.constantFrom(0, 1), what: fc.constantFrom('write', 'write', 'write', 'block', 'split', 'move', 'turn', 'remove', 'cut', 'mend', 'mend', 'wait', 'wait', 'restart', 'keep', 'kill'), at: fc.nat(1000) })

const guests: Guests = { shen: { name: '沈牧', may: 'edit' }, gu: { name: '顾兰', may: 'edit' } }

/** Plays a script of two people, and says what was written, what somebody took out who had seen it, and what is left. */
const play = async (script: readonly Act[], outage: number): Promise<void> => {
  const table = makeTable(workingOf(bodyWith('起一句。', '起二句。', '起三句。')))
  let desk = await startProcess(table, guests)
  const clients: [Client, Client] = [join(() => desk, 'shen', { times: { outage } }), join(() => desk, 'gu', { times: { outage } })]
  const written = ['起一句。', '起二句。', '起三句。']
  const taken = new Set<string>()
  /** What each window last kept on its machine, and what was written in it since. */
  const kept: [KeptLive | null, KeptLive | null] = [null, null]
  const since: [string[], string[]] = [[], []]
  let next = 0
  const sentence = (who: number): string => {
    const text = `${who === 0 ? '甲' : '乙'}写第${String((next += 1))}句。`
    written.push(text)
    since[who === 0 ? 0 : 1].push(text)
    return text
  }
  const one = async ({ who, what, at }: Act): Promise<void> => {
    const client = clients[who]
    const doc = docOf(client)
    const index = at % doc.childCount
    const node = doc.child(index)
    const start = startOf(doc, index)
    switch (what) {
      case 'write': {
        // Between sentences, as people write: never through the middle of one.
        const ends = [0, ...[...node.textContent.matchAll(/。/g)].map(({ index: end }) => end + 1)]
        edit(client, (transform) => transform.insert(start + (ends[at % ends.length] ?? 0), bodySchema().text(sentence(who)))); return;
      }
      case 'block':
        edit(client, (transform) => transform.insert(start - 1, bodySchema().node('paragraph', { blockId: `n${String(next)}-${client.name}` }, [bodySchema().text(sentence(who))])))
        return
      case 'split': {
        const ends = [...node.textContent.matchAll(/。/g)].map(({ index: end }) => end + 1).slice(0, -1)
        const into = ends[at % ends.length]
        if (into === undefined) return
        edit(client, (transform) => transform.split(start + into, 1, [{ type: node.type, attrs: { ...node.attrs, blockId: `s${String((next += 1))}-${client.name}` } }]))
        return
      }
      case 'move': {
        // The only block has nowhere to go.
        if (doc.childCount < 2) return
        const to = startOf(doc, (at * 7) % doc.childCount) - 1
        edit(client, (transform) => {
          transform.delete(start - 1, start - 1 + node.nodeSize)
          transform.insert(transform.mapping.map(to), node)
        })
        return
      }
      case 'turn':
        edit(client, (transform) => transform.setNodeMarkup(start - 1, bodySchema().nodes[node.type.name === 'paragraph' ? 'pullQuote' : 'paragraph'], { blockId: node.attrs['blockId'] as unknown }))
        return
      case 'remove':
        if (doc.childCount < 2) return
        for (const [seen] of node.textContent.matchAll(/[^。]+。/g)) taken.add(seen)
        edit(client, (transform) => transform.delete(start - 1, start - 1 + node.nodeSize))
        return
      case 'cut':
        client.line.cut()
        return
      case 'mend':
        client.line.mend()
        return
      case 'wait':
        return new Promise((resolve) => setTimeout(resolve, at % 120))
      case 'keep':
        kept[who] = client.session.keep()
        since[who] = []
        return
      case 'kill':
        // Every other time at once after keeping; else with what was kept some time ago, or with nothing.
        if (at % 2 === 0) kept[who] = client.session.keep()
        else for (const each of since[who]) taken.add(each)
        since[who] = []
        client.session.close()
        clients[who] = join(() => desk, client.name, { times: { outage }, resume: kept[who] })
        await until(() => expect(clients[who].session.doc()).not.toBeNull())
        return
      case 'restart': {
        const port = Number(new URL(desk.origin).port)
        await desk.die()
        desk = await startProcess(table, guests, { port })
      }
    }
  }
  try {
    await isLive(...clients)
    for (const each of script) await one(each)
    for (const { line } of clients) line.mend()
    await settle(desk, ...clients)
    const working = table.stored.get(STORY)!
    const body = bodySchema().nodeFromJSON(working.story.body)
    body.check()
    expect(body.toJSON()).toEqual(docOf(clients[0]).toJSON())
    const [text, aside] = [body.textBetween(0, body.content.size, '\n'), JSON.stringify(working.conflicts)]
    for (const each of written) {
      expect(text.split(each).length - 1, `${each} twice in\n${text}`).toBeLessThan(2)
      if (!taken.has(each)) expect(text.includes(each) || aside.includes(each), `${each} lost from\n${text}\n${aside}`).toBe(true)
    }
    const ids = body.children.map((node) => String(node.attrs['blockId']))
    expect(new Set(ids).size).toBe(ids.length)
  } finally {
    for (const { session } of clients) session.close()
    await until(() => expect(desk.live.counts().connections).toBe(0))
    await desk.stop()
  }
}

describe('whatever two people do, whatever becomes of their lines and of the desk', () => {
  it('every sentence written is in the piece or in a conflict, and none is there twice', async () => {
    await fc.assert(fc.asyncProperty(fc.array(act, { minLength: 6, maxLength: 30 }), fc.constantFrom(0, 10_000), play), { numRuns: RUNS, seed: SEED })
  }, 300_000 + RUNS * 1000)
})
