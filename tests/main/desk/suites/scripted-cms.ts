import { failed, ok, type Failure, type Outcome } from '../../../../src-shared/outcome'
import type { Connector, Order } from '../../../../src-shared/publication/connector'
import { connectorFault } from '../../../../src-shared/publication/connector-faults'
import { EVERYTHING } from '../../../../src-shared/publication/destination'
import type { Receipt } from '../../../../src-shared/signoff/statement'
import { nodeCrypto } from '../newsroom'

type Post = { sha256: string; version: number; state: 'live' | 'hidden' | 'scheduled'; at: string | null }
/** What happens at one asking: it fails, its answer is lost after it was done, or it is kept waiting. */
export type Step = { fail?: Failure; lose?: boolean; gate?: Promise<void>; /** Waits like `gate`, and does not mind being told to stop. */ deaf?: boolean }

/** A CMS that behaves as it is told, one step an asking, and well afterwards. One that several desks publish to holds one post a story, found by the story's id. */
export const scriptedCms = (id = 'paper', { schedule = false } = {}) => {
  const posts = new Map<string, Post>()
  const calls: { act: 'publish' | 'takeDown'; story: string; over: string | null; last: Receipt | null; at: string | null }[] = []
  const steps: Step[] = []
  let made = 0
  let away = false
  const unreachable = connectorFault('destination-away', `http://${id}.test cannot be reached.`, { address: `http://${id}.test` })
  let running = 0
  let atOnce = 0

  const receiptOf = (story: string, post: Post): Receipt => ({ destination: id, remoteId: `post-${story}`, url: `http://paper.test/${story}`, remoteVersion: String(post.version), sent: post.sha256 })
  const edited = (story: string, { last, over }: Order): Failure | null => {
    const post = posts.get(story)
    if (!post || !last || last.remoteVersion === String(post.version) || over === String(post.version)) return null
    return connectorFault('remote-edited', 'Somebody changed it there.', { version: String(post.version), at: '2026-05-04T08:30:00.000Z' })
  }
  const act = async (what: 'publish' | 'takeDown', story: string, order: Order, change: () => Outcome<Receipt>): Promise<Outcome<Receipt>> => {
    calls.push({ act: what, story, over: order.over, last: order.last, at: order.at })
    const step = steps.shift() ?? {}
    atOnce = Math.max(atOnce, (running += 1))
    try {
      const stopped = new Promise<void>((_, reject) => {
        if (!step.deaf) order.signal.addEventListener('abort', () => reject(new Error('stopped')), { once: true })
      })
      stopped.catch(() => undefined)
      if (step.gate) await Promise.race([step.gate, stopped])
      if (away) return unreachable
      if (step.fail) return step.fail
      const done = edited(story, order) ?? change()
      if (step.lose) throw new Error('the line broke')
      return done
    } finally {
      running -= 1
    }
  }
  const connector: Connector = {
    describe: () => ({ id, name: `Paper ${id}`, kind: 'paper', address: 'http://paper.test/', carries: { ...EVERYTHING, schedule } }),
    publish: (piece, _photo, order) =>
      act('publish', piece.story.id, order, () => {
        const before = posts.get(piece.story.id)
        if (!before) made += 1
        if (order.at !== null && before?.state === 'live') return connectorFault('destination-refused', 'It is live.', { status: 0, reason: 'live' })
        const state = order.at === null ? 'live' : 'scheduled'
        const same = before?.sha256 === piece.sha256 && before.state === state && (order.at === null || before.at === order.at)
        const post: Post = same ? before : { sha256: piece.sha256, version: (before?.version ?? 0) + 1, state, at: order.at }
        posts.set(piece.story.id, post)
        return ok(receiptOf(piece.story.id, post))
      }),
    takeDown: (story, order) =>
      act('takeDown', story, order, () => {
        const before = posts.get(story)
        if (!before) return failed('not-published', 'Nothing of this piece stands there.')
        const post: Post = before.state === 'hidden' ? before : { ...before, version: before.version + 1, state: 'hidden' }
        posts.set(story, post)
        return ok(receiptOf(story, post))
      }),
    look: (story) => {
      if (away) return Promise.resolve(unreachable)
      const post = posts.get(story)
      const copy = { title: 'as it stands there', summary: '', lines: [], channels: [], keywords: [], authors: [], photos: [], time: null }
      return Promise.resolve(ok({ state: post ? post.state : 'gone', version: String(post?.version ?? ''), url: '', edited: null, copy }))
    },
    preview: ({ story, time }) => Promise.resolve(ok({ copy: { title: story.headline, summary: '', lines: [], channels: [], keywords: [], authors: [], photos: [], time }, source: '' })),
    test: () => Promise.resolve(ok([])),
    choices: () => Promise.resolve(ok({ channels: [], authors: [] })),
  }
  return {
    connector,
    posts,
    calls,
    /** What happens at the next askings, in order. */
    then: (...next: Step[]) => void steps.push(...next),
    /** It cannot be reached, or can again. */
    away: (whether: boolean) => void (away = whether),
    /** Its own clock comes to this time: what was scheduled goes live, whoever runs. */
    clock: (time: number) => {
      for (const [story, post] of posts) if (post.state === 'scheduled' && post.at !== null && Date.parse(post.at) <= time) posts.set(story, { ...post, state: 'live' })
    },
    /** Posts that were made, not changed. */
    made: () => made,
    atOnce: () => atOnce,
    /** Somebody edits it there. */
    edit: (story: string) => {
      const post = posts.get(story)
      if (post) posts.set(story, { ...post, version: post.version + 10, sha256: nodeCrypto.sha256(Buffer.from('edited')) })
    },
  }
}
export type ScriptedCms = ReturnType<typeof scriptedCms>
