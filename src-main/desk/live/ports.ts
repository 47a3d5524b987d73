import type { Lineage, LiveRight } from '../../../src-shared/desk-api/live'
import type { Working } from '../../../src-shared/desk-api/working'
import type { Details, Outcome } from '../../../src-shared/outcome'

/** Who owns a piece's live session: this process, or the one at `url`. */
export type Owning = { owned: true } | { owned: false; url: string }

/** Which process of a desk holds the live session of a piece. One at a time; who dies loses it when its time is over. */
export type Lease = {
  /** Takes it, or says who has it. */
  take: (story: string) => Promise<Outcome<Owning>>
  /** Keeps what this process has for another while; false where somebody else has it now. */
  keep: (story: string) => Promise<boolean>
  release: (story: string) => Promise<void>
  /** Asks whoever has it to store it and give it up, and waits until they did or their time is over. */
  ask: (story: string) => Promise<Outcome<null>>
  /** The pieces of this process that another asked for. */
  asked: () => Promise<string[]>
}

/** What live sessions need of the desk around them. */
export type LivePorts = {
  load: (story: string) => Promise<Outcome<Working>>
  /** How much of earlier sessions stands in what `load` gives. */
  lineage: (story: string) => Promise<Lineage>
  /** Stores a working copy, and in the same write its lineage, over the generation it grew from; `working-stale` where another stands there. */
  store: (story: string, working: Omit<Working, 'generation'>, expected: number, lineage: Lineage) => Promise<Outcome<{ generation: number }>>
  /** Whose session a token is and what they may do with the piece now; the refusal where they may nothing. */
  admit: (token: string, story: string) => Promise<Outcome<{ person: { id: string; name: string }; may: LiveRight }>>
  lease: Lease
  /** ISO 8601. */
  now: () => string
  report: (message: string, details: Details) => void
  /** Origins a browser may come from, besides the desk's own. Clients that are no browser send none. */
  origins?: readonly string[]
  limits?: Partial<LiveLimits>
}

/** How much is taken at once: sockets in all, sockets of one person in one piece; milliseconds of rest before a change is stored, at most, between two looks at everybody's rights, and between two looks at the leases. */
export type LiveLimits = { sockets: number; perPerson: number; rest: number; atMost: number; rights: number; lease: number }
export const LIVE_LIMITS: LiveLimits = { sockets: 2000, perPerson: 20, rest: 1000, atMost: 5000, rights: 5000, lease: 1000 }
