import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { listen, type Listening } from '../../../src-main/desk/standalone'
import { openLiveSession } from '../../../src-renderer/live/live-session'
import { LIVE_PATH } from '../../../src-shared/desk-api/live'
import type { Piece } from '../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../src-shared/outcome'
import { makeLine, merging, until, write, type Client } from './live/room'
import { codeOf, makeStory, openNewsroom, type Member, type Newsroom } from './newsroom'

const ID = 'a6d1c0de-0000-4000-8000-000000000001'

describe('editors at one piece', () => {
  let room: Newsroom
  let author: Member
  let editor: Member
  let other: Member
  let piece: Piece
  let listening: Listening
  const story = makeStory(ID)
  beforeEach(async () => {
    room = await openNewsroom(undefined, { live: { url: () => 'http://127.0.0.1', limits: { rest: 50, atMost: 200, rights: 100, lease: 50 } }, now: () => new Date().toISOString() })
    room.clock.time = Date.now()
    author = await room.join('shen', '沈牧', 'reporter')
    editor = await room.join('gu', '顾岚', 'editor')
    other = await room.join('qin', '秦越', 'editor')
    await room.upload(author, story)
    piece = valueOf(await room.submit(author, story))
    listening = valueOf(await listen(room.desk().fetch, { host: '127.0.0.1', port: 0, attach: room.desk().attachLive }))
  })
  afterEach(async () => {
    await listening.close(0)
    await room.close()
  })

  const enter = (member: Member): Client => {
    const line = makeLine(() => `${listening.url.replace('http', 'ws')}${LIVE_PATH}`)
    return { session: openLiveSession({ story: ID, line: line.open, token: member.token, merge: merging, times: { again: 30, atMost: 100 } }), line, name: member.person }
  }
  const live = (...clients: Client[]) => until(() => expect(clients.map(({ session }) => `${session.state().phase} ${session.state().failure?.code ?? ''}`)).toEqual(clients.map(() => 'live ')))
  const workingText = async () => JSON.stringify(valueOf(await author.client.call('working', { params: { story: ID } })).story.body)

  it('see each other\'s words, which stand in the working copy before a stage command looks at it', async () => {
    expect(valueOf(await room.client(null).call('health')).live).toBe(true)
    const [one, two, reader] = [enter(editor), enter(other), enter(author)]
    await live(one, two, reader)
    write(one, 0, 0, '昨日，')
    await until(() => expect(JSON.stringify(two.session.content())).toContain('昨日，桥通了'))
    // Not a word is lost because it was typed a moment ago: there is text in no revision.
    expect(codeOf(await room.review(editor, story, piece.standing, { decision: 'signOff' }))).toBe('working-ahead')
    expect(await workingText()).toContain('昨日，桥通了')
    for (const { session } of [one, two, reader]) session.close()
  })

  it('are sent out when the piece leaves the stage, and may only read once they may no longer edit', async () => {
    const [one, two] = [enter(editor), enter(other)]
    await live(one, two)
    piece = valueOf(await room.review(editor, story, piece.standing, { decision: 'return', reason: '再改。' }))
    await until(() => expect([one, two].map(({ session }) => session.state().may)).toEqual(['read', 'read']), 15_000)
    for (const { session } of [one, two]) session.close()
  })

  it('are sent out when the desk stops, with every word stored, and do not keep its port open', async () => {
    const one = enter(editor)
    await live(one)
    write(one, 0, 0, '昨日，')
    await until(() => expect(one.session.state().unconfirmed).toBe(0))
    await room.desk().stop()
    await until(() => expect(one.session.state().phase).toBe('away'))
    expect(await workingText()).toContain('昨日，桥通了')
    await listening.close()
    one.session.close()
  })

  it('are let in only with a session, and only to pieces they may see', async () => {
    const reporter = await room.join('wen', '闻青', 'reporter')
    const stranger = enter(reporter)
    await until(() => expect(stranger.session.state().failure?.code).toBe('not-allowed'))
    valueOf(await other.client.call('signOut'))
    const gone = enter(other)
    await until(() => expect(gone.session.state().failure?.code).toBe('not-signed-in'))
    for (const { session } of [stranger, gone]) session.close()
  })
})
