import { createParser } from 'eventsource-parser'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import { deskEventSchema, type DeskEvent } from '../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../src-shared/outcome'
import { oneStagePolicy } from '../../../src-shared/review/policy'
import { codeOf, makeStory, openNewsroom, type Member, type Newsroom } from './newsroom'

const ID = 'a4d1c0de-0000-4000-8000-000000000001'

describe('who listens to the desk', () => {
  let room: Newsroom
  let author: Member
  let editor: Member
  let other: Member
  beforeEach(async () => {
    room = await openNewsroom(undefined, { eventPace: 50 })
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    other = await room.join('wen', '闻青', 'reporter')
  })
  afterEach(() => room.close())

  const listen = async (member: Member) => {
    const stop = new AbortController()
    const stream = valueOf(await member.client.call('events', { signal: stop.signal }))
    const heard: DeskEvent[] = []
    let comments = 0
    let ended = false
    const parser = createParser({ onEvent: ({ data, id }) => heard.push(deskEventSchema.refine(({ seq }) => String(seq) === id).parse(JSON.parse(data))), onComment: () => (comments += 1) })
    const reader = stream.getReader()
    const read = async (): Promise<void> => {
      const decoder = new TextDecoder()
      for (let part = await reader.read(); !part.done; part = await reader.read()) parser.feed(decoder.decode(part.value, { stream: true }))
      ended = true
    }
    const reading = read()
    return { heard, comments: () => comments, ended: () => ended, cancel: () => reader.cancel(), reading }
  }
  const kinds = (heard: readonly DeskEvent[]) => heard.map(({ kind }) => kind)

  it('is first told to read everything, then of each change, in order, if they may see the piece', async () => {
    const [mine, editors, others] = [await listen(author), await listen(editor), await listen(other)]
    const story = makeStory(ID)
    await room.upload(author, story)
    const piece = valueOf(await room.submit(author, story))
    const working = valueOf(await editor.client.call('working', { params: { story: ID } }))
    valueOf(await editor.client.call('claim', { params: { story: ID }, body: { takeOver: false } }))
    valueOf(await editor.client.call('saveWorking', { params: { story: ID }, body: { story, notes: working.notes, conflicts: [], base: working.base, generation: 0 } }))
    valueOf(await room.review(editor, story, piece.standing, { decision: 'signOff' }))
    valueOf(await room.desk().addPerson({ name: '陆川', login: 'lu', role: 'reporter', password: 'correct horse battery' }))
    const expected = ['everything', 'piece', 'piece', 'working', 'piece', 'piece', 'people']
    await vi.waitFor(() => expect(kinds(editors.heard)).toEqual(expected))
    await vi.waitFor(() => expect(mine.heard).toEqual(editors.heard))
    expect(editors.heard.filter(({ story: about }) => about !== null).every(({ story: about }) => about === ID)).toBe(true)
    const seqs = editors.heard.map(({ seq }) => seq)
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b))
    await vi.waitFor(() => expect(kinds(others.heard)).toEqual(['everything', 'people']))
    expect(others.heard.every(({ story: about }) => about === null)).toBe(true)
  })

  it('hears of a policy set elsewhere in the house, and of lent rights as soon as they run', async () => {
    const admin = await room.join('he', '何川', 'admin')
    const story = makeStory(ID)
    await room.upload(author, story)
    valueOf(await room.submit(author, story))
    const others = await listen(other)
    const [current] = valueOf(await admin.client.call('policies'))
    valueOf(await admin.client.call('setPolicy', { body: { policy: { ...oneStagePolicy, name: '一人审' }, replaces: current!.digest } }))
    valueOf(await room.lend(editor, other))
    await vi.waitFor(() => expect(kinds(others.heard)).toEqual(['everything', 'policy', 'people']))
    await vi.waitFor(async () => {
      valueOf(await editor.client.call('claim', { params: { story: ID }, body: { takeOver: false } }))
      expect(kinds(others.heard)).toContain('piece')
    })
  })

  it('is told by signs of life that the line stands, and cut off once the session ended', async () => {
    const line = await listen(author)
    await vi.waitFor(() => expect(line.comments()).toBeGreaterThan(1))
    expect(line.ended()).toBe(false)
    valueOf(await author.client.call('signOut'))
    await vi.waitFor(() => expect(line.ended()).toBe(true))
    expect(codeOf(await author.client.call('events'))).toBe('not-signed-in')
  })

  it('may leave, and is let go when the desk closes', async () => {
    const [gone, stays] = [await listen(author), await listen(editor)]
    await gone.cancel()
    await room.desk().close()
    await Promise.all([gone.reading, stays.reading])
    expect([gone.ended(), stays.ended()]).toEqual([true, true])
  })
})
