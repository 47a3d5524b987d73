import { CORRECTION_HOURS, type Rules } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import { receiptSchema } from '../../src-shared/signoff/statement'
import type { Selectable } from 'kysely'
import type { Tables } from './database'
import { answerOf, isThere, NEVER, type Handover } from './queue/handovers'
import { detailsOf, type Job } from './queue/jobs'

type Row = Selectable<Tables['publications']>
type Base = Pick<Publication, 'receipt' | 'stands' | 'handed'>

const done = (row: Row): Publication => {
  const { destination, state, at, revision, reason, late } = row
  return { destination, state, at, revision, receipt: receiptSchema.parse(JSON.parse(row.receipt)), code: '', message: '', details: {}, doing: state === 'takenDown' ? 'takeDown' : 'publish', hour: null, due: null, tries: 0, held: false, lateBy: late, reason, stands: { state, revision, at }, handed: null }
}

const STATES = { waiting: 'waiting', held: 'waiting', running: 'sending', parked: 'failed' } as const satisfies Record<Job['state'], Publication['state']>

/** Until when it waits: for its hour, also where it is handed over before; null for what goes at once. */
const nextOf = ({ state, due, hour, tries, code }: Job): string | null => {
  if (state !== 'waiting') return null
  return tries === 0 && code === '' && hour !== null && hour > due ? hour : due || null
}

const asked = (job: Job, base: Base): Publication => {
  const { destination, state, at, revision, code, message, doing, hour, tries, reason } = job
  return { destination, state: STATES[state], at, revision, ...base, code, message, details: detailsOf(job), doing, hour, due: nextOf(job), tries, held: state === 'held', lateBy: null, reason }
}

const handedOf = (handover: Handover): NonNullable<Publication['handed']> => {
  const { hour, state, tries, due, code, message } = handover
  return { hour, url: state === 'sent' ? null : (answerOf(handover)?.url ?? null), recall: state === 'recalling' ? { tries, due: due === '' || due === NEVER ? null : due, code, message, details: detailsOf(handover) } : null }
}

/** Nothing is asked for any more but that what was handed over comes back. */
const recalled = (handover: Handover, { receipt, stands }: Base): Publication => {
  const { destination, at, revision } = handover
  const { hour, url, recall } = handedOf(handover)
  const back = recall ?? { tries: 0, due: null, code: '', message: '', details: {} }
  return { destination, state: 'waiting', at, revision, receipt, doing: 'takeDown', hour: null, held: false, lateBy: null, reason: '', stands, ...back, handed: { hour, url, recall: back } }
}

/** One word a destination, by story: what is asked of it, beside what stands there; else what stands there. */
export const publicationsOf = (published: readonly Row[], jobs: readonly Job[], handovers: readonly Handover[]): Map<string, Publication[]> => {
  const found = new Map<string, Map<string, Publication>>()
  const of = (story: string): Map<string, Publication> => {
    const known = found.get(story) ?? new Map<string, Publication>()
    found.set(story, known)
    return known
  }
  for (const row of published) of(row.story).set(row.destination, done(row))
  // What is being sent is told before what waits behind it.
  for (const job of [...jobs].sort((a, b) => Number(a.state === 'running') - Number(b.state === 'running') || a.seq - b.seq)) {
    const { receipt = null, stands = null } = of(job.story).get(job.destination) ?? {}
    of(job.story).set(job.destination, asked(job, { receipt, stands, handed: null }))
  }
  for (const handover of handovers.filter(isThere)) {
    const { story, destination } = handover
    const known = of(story).get(destination)
    const waits = jobs.some((job) => job.story === story && job.destination === destination && job.doing === 'publish')
    of(story).set(destination, known && waits ? { ...known, handed: handedOf(handover) } : recalled(handover, known ?? { receipt: null, stands: null, handed: null }))
  }
  return new Map([...found].map(([story, each]) => [story, [...each.values()].sort((a, b) => (a.destination < b.destination ? -1 : 1))]))
}

/** What a signed correction still lacks: destinations of this desk where readers see an earlier revision. `since` is when it was signed off, by the desk's clock. */
export const correctionDueOf = (standing: Standing, publications: readonly Publication[], since: string, rules: Rules | undefined, known: ReadonlySet<string>): Piece['correctionDue'] => {
  const signed = standing.state === 'signedOff' || standing.state === 'published' || (standing.state === 'held' && standing.from === 'signedOff')
  if (!signed) return null
  const destinations = publications.filter(({ destination, stands }) => known.has(destination) && stands?.state === 'published' && stands.revision !== standing.revision.sha256).map(({ destination }) => destination)
  if (destinations.length === 0) return null
  return { since, due: new Date(Date.parse(since) + (rules?.correctionHours ?? CORRECTION_HOURS) * 3_600_000).toISOString(), destinations }
}
