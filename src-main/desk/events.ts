import { deskEventSchema, type DeskEvent } from '../../src-shared/desk-api/pieces'
import { failureOf } from '../../src-shared/outcome'
import { channelPathSchema, hasRole, isEditorial, type Person } from '../../src-shared/review/people'
import type { Change } from './changes'
import { rightsNow } from './delegation-table'
import type { Parts } from './parts'

/** Milliseconds between two signs of life on a stream, at each of which its session is looked at again. */
export const EVENT_PACE = 20_000

/** Events a listener may be behind; who reads no further is cut off, and reads everything when they come back. */
const BEHIND = 1000

/** What a change means to who listens: what to read again. */
const KINDS: Readonly<Record<string, DeskEvent['kind']>> = {
  working: 'working', people: 'people', keyEnrolled: 'people', keyRevoked: 'people', given: 'people', ended: 'people', policySet: 'policy', lists: 'lists', hooks: 'people', everything: 'everything',
}

/** Acts that may carry a piece into another channel, out of somebody's sight. */
const MOVES: ReadonlySet<string> = new Set(['submit', 'revise', 'correct'])

type Subject = { author: string; channel: string[] }
type Listener = { person: Person; send: (event: DeskEvent) => void }

const encoder = new TextEncoder()

const sees = (person: Person, { author, channel }: Subject): boolean => author === person.id || hasRole(person, ['editor', 'chief', 'admin'], channel)

/** The streams of everybody who listens. */
export type Events = {
  /** A stream of server-sent events for a session, first of which says to read everything. It ends with the session, or when the desk stops. */
  open: (person: Person, token: string) => Promise<ReadableStream<Uint8Array>>
}

/** Makes the streams; `pace` in milliseconds, see EVENT_PACE. */
export const createEvents = (parts: Parts, pace: number): Events => {
  const listeners = new Set<Listener>()
  let told: Promise<void> = Promise.resolve()

  const subjectOf = async (story: string): Promise<Subject | null> => {
    const row = await parts.db.selectFrom('stories').select(['author', 'channel']).where('id', '=', story).executeTakeFirst()
    return row ? { author: row.author, channel: channelPathSchema.parse(JSON.parse(row.channel)) } : null
  }
  const tell = async (change: Change): Promise<void> => {
    const kind = KINDS[change.kind] ?? 'piece'
    const { story = null, seq } = change
    if (kind === 'policy' || kind === 'everything') await parts.policies.current(parts.db)
    // Looked up once, however many listen.
    const subject = story === null ? null : await subjectOf(story)
    for (const { person, send } of listeners) {
      if (story === null) send({ kind: kind === 'piece' ? 'pieces' : kind, story: null, seq })
      else if (subject && sees(person, subject)) send({ kind, story, seq })
      else if (MOVES.has(change.kind) && isEditorial(person)) send({ kind: 'pieces', story: null, seq })
    }
  }
  parts.changes.listen((change) => {
    // One after another, so that nobody hears them in another order than they happened.
    told = told.then(() => tell(change)).catch((error: unknown) => parts.report('A change could not be told', { kind: change.kind, reason: failureOf(error).message }))
  })

  return {
    open: async (person, token) => {
      const rights = await rightsNow(parts, person)
      let forget: () => boolean = () => false
      return new ReadableStream<Uint8Array>({
        start: (controller) => {
          const end = (): void => {
            if (forget()) controller.close()
          }
          const write = (text: string): void => {
            controller.enqueue(encoder.encode(text))
            if ((controller.desiredSize ?? 0) < -BEHIND) end()
          }
          const listener: Listener = { person: rights, send: (event) => write(`id: ${String(event.seq)}\ndata: ${JSON.stringify(deskEventSchema.parse(event))}\n\n`) }
          const look = async (): Promise<void> => {
            const now = await parts.accounts.personOf(token)
            if (!now) {
              end()
              return
            }
            listener.person = await rightsNow(parts, now)
            if (listeners.has(listener)) write(': still here\n\n')
          }
          const timer = setInterval(() => void look().catch(() => end()), pace)
          timer.unref()
          forget = () => {
            clearInterval(timer)
            parts.closing.removeEventListener('abort', end)
            return listeners.delete(listener)
          }
          listeners.add(listener)
          parts.closing.addEventListener('abort', end)
          listener.send({ kind: 'everything', story: null, seq: parts.journal.seq() })
          if (parts.closing.aborted) end()
        },
        cancel: () => void forget(),
      })
    },
  }
}
