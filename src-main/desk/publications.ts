import { CORRECTION_HOURS, type Rules } from '../../src-shared/review/policy'
import type { Standing } from '../../src-shared/review/states'
import type { Piece, Publication } from '../../src-shared/desk-api/pieces'
import { receiptSchema } from '../../src-shared/signoff/statement'
import type { Selectable } from 'kysely'
import type { Tables } from './database'
import { detailsOf, type Job } from './queue/jobs'

type Row = Selectable<Tables['publications']>
type Base = Pick<Publication, 'receipt' | 'stands'>

const done = (row: Row): Publication => {
  const { destination, state, at, revision, reason, late } = row
  return { destination, state, at, revision, receipt: receiptSchema.parse(JSON.parse(row.receipt)), code: '', message: '', details: {}, doing: state === 'takenDown' ? 'takeDown' : 'publish', hour: null, due: null, tries: 0, held: false, lateBy: late, reason, stands: { state, revision, at } }
}

const STATES = { waiting: 'waiting', held: 'waiting', running: 'sending', parked: 'failed' } as const satisfies Record<Job['state'], Publication['state']>

const asked = (job: Job, { receipt, stands }: Base): Publication => {
  const { destination, state, at, revision, code, message, doing, hour, due, tries, reason } = job
  return { destination, state: STATES[state], at, revision, receipt, code, message, details: detailsOf(job), doing, hour, due: state === 'waiting' && due !== '' ? due : null, tries, held: state === 'held', lateBy: null, reason, stands }
}

/** One word a destination, by story: what is asked of it, beside what stands there; else what stands there. */
export const publicationsOf = (published: readonly Row[], jobs: readonly Job[]): Map<string, Publication[]> => {
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
    of(job.story).set(job.destination, asked(job, { receipt, stands }))
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
