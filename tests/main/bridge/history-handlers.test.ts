import { describe, expect, test } from 'vitest'

import { historyHandlers } from '../../../src-main/bridge/history-handlers'
import type { Parts } from '../../../src-main/bridge/parts'
import type { Profile } from '../../../src-main/profile'
import type { HostEvent } from '../../../src-shared/bridge/events'
import { failed, ok } from '../../../src-shared/outcome'
import { codeOf, temporaryFolder, value } from '../library/builders'
import { aStory, bodyOf, historyRoom, standing, told, write } from '../library/history-room'

/** The handlers over a real library and history; only who waits in the outbox is made up. */
const bench = async () => {
  const clock = standing()
  const room = await historyRoom(await temporaryFolder(), clock)
  const waiting: string[] = []
  const events: HostEvent[] = []
  const profile = { ...room, person: { id: 'shen', name: '沈牧', login: 'shen', role: 'reporter' }, outbox: { list: () => waiting.map((story) => ({ story, decision: 'submit', signedBy: '' })) } } as unknown as Profile
  const handlers = historyHandlers({ profile: () => ok(profile), now: clock.now, emit: (event: HostEvent) => void events.push(event) } as unknown as Parts)
  const story = aStory({ body: bodyOf('第一稿') })
  value(await room.library.create(story))
  await write(room.library, { ...story, headline: '改过的主题' }, '第二稿')
  const first = value(await handlers['history.list']({ id: story.id })).versions.at(-1)!
  const open = async () => value(await room.library.open(story.id))
  return { ...room, handlers, story, first, waiting, events, open }
}

describe('going back to a version', () => {
  test('keeps what stood there, saves the old text over it, and can be taken back the same way', async () => {
    const { handlers, history, story, first, open, events } = await bench()
    const { generation } = await open()
    const restored = value(await handlers['history.restore']({ id: story.id, version: first.id, generation }))
    expect(restored.generation).toBe(generation + 1)
    expect((await open()).story).toEqual(story)
    expect(await told(history, story.id)).toEqual(['restored 第二稿', 'imported 第一稿'])
    expect(events).toEqual([{ type: 'libraryChanged' }])
    value(await handlers['history.restore']({ id: story.id, version: restored.before!, generation: restored.generation }))
    expect((await open()).story).toMatchObject({ headline: '改过的主题', body: bodyOf('第二稿') })
    expect(await told(history, story.id)).toEqual(['restored 第一稿', 'restored 第二稿', 'imported 第一稿'])
  })

  test('changes nothing where the draft was saved elsewhere, or there is no such version', async () => {
    const { handlers, history, story, first, open } = await bench()
    const { generation } = await open()
    expect(codeOf(await handlers['history.restore']({ id: story.id, version: first.id, generation: generation - 1 }))).toBe('draft-stale')
    expect(codeOf(await handlers['history.restore']({ id: story.id, version: '000099-00000000', generation }))).toBe('version-missing')
    expect((await open()).generation).toBe(generation)
    expect(await told(history, story.id)).toEqual(['imported 第一稿'])
  })

  test('is refused while the piece waits to be sent or lies in the bin', async () => {
    const { handlers, library, story, first, open, waiting } = await bench()
    const { generation } = await open()
    waiting.push(story.id)
    expect(await handlers['history.restore']({ id: story.id, version: first.id, generation })).toMatchObject({ ok: false, code: 'version-not-now', details: { group: 'waiting' } })
    waiting.pop()
    value(await library.bin(story.id))
    expect(codeOf(await handlers['history.restore']({ id: story.id, version: first.id, generation }))).toBe('version-not-now')
    expect(value(await handlers['history.read']({ id: story.id, version: first.id })).story).toEqual(story)
  })
})

test('the story is named as it stands, and a version by its id', async () => {
  const { handlers, story, first } = await bench()
  expect(value(await handlers['history.name']({ id: story.id, version: null, label: '采访后' }))).toMatchObject({ cause: 'named', label: '采访后', by: '沈牧', generation: 2 })
  expect(value(await handlers['history.name']({ id: story.id, version: first.id, label: '初稿' }))).toMatchObject({ cause: 'imported', label: '初稿' })
})

test('nobody signed in has no history', async () => {
  const handlers = historyHandlers({ profile: () => failed('not-signed-in', 'Sign in first.') } as unknown as Parts)
  expect(codeOf(await handlers['history.list']({ id: aStory().id }))).toBe('not-signed-in')
})
