import type { Piece, Publication } from '../../src-shared/desk-api/pieces'

/** How a piece stands at a destination, as a person tells it: what is asked of it, or else what stands there. `handed` waits there, for its hour by the destination's own clock. */
export type Standing = 'none' | 'hour' | 'handed' | 'recalling' | 'tried' | 'queued' | 'held' | 'sending' | 'published' | 'outdated' | 'failed' | 'takenDown' | 'left'

/** What somebody may do about it. `correct` puts the signed revision in place of what is live, `again` publishes what was taken down, `compare` looks at what stands there. */
export type Act = 'publish' | 'correct' | 'again' | 'retry' | 'now' | 'at' | 'reschedule' | 'hold' | 'release' | 'cancel' | 'compare' | 'takeDown' | 'preview'

/** True for a piece that may be published as it stands. */
export const isSigned = ({ standing: { state } }: Pick<Piece, 'standing'>): boolean => state === 'signedOff' || state === 'published'

/** True where readers see something of it, whatever is asked. */
export const isLive = (publication: Publication | undefined): boolean => publication?.stands?.state === 'published'

/** True where it was handed over for an hour that is still to come: nobody can have seen it yet. */
export const isHourAhead = (publication: Publication | undefined): boolean => Date.parse(publication?.handed?.hour ?? '') > Date.now()

/** True where it could not be taken back yet, and goes live or went live though it should not. */
export const isUnrecalled = ({ handed }: Pick<Publication, 'handed'>): boolean => (handed?.recall?.tries ?? 0) > 0

/** True where somebody edited it there, so that sending again gets nowhere until a person has chosen. */
export const isChoiceDue = (publication: Publication | undefined): boolean => publication?.state === 'failed' && publication.code === 'remote-edited'

/** Tells one publication's standing. `outdated` says that another revision is signed, not that one is in review. */
export const standingOf = (piece: Pick<Piece, 'standing'>, publication: Publication | undefined): Standing => {
  if (!publication) return 'none'
  const { state, from, revision } = piece.standing
  const signed = isSigned(piece) || (state === 'held' && from === 'signedOff')
  if (publication.state === 'published') return signed && publication.revision !== revision.sha256 ? 'outdated' : 'published'
  if (publication.state !== 'waiting') return publication.state
  const { handed, hour, tries, code } = publication
  if (handed?.recall && publication.doing === 'takeDown') return 'recalling'
  if (publication.held) return 'held'
  if (handed && handed.recall === null && handed.hour === hour && tries === 0 && code === '') return 'handed'
  return tries > 0 || code !== '' ? 'tried' : publication.due === null ? 'queued' : 'hour'
}

/** Acts of each standing, the foremost first. */
const ACTS: Record<Standing, readonly Act[]> = {
  none: ['publish', 'at', 'preview'],
  hour: ['reschedule', 'now', 'hold', 'cancel', 'compare', 'preview', 'takeDown'],
  handed: ['reschedule', 'now', 'hold', 'cancel', 'preview'],
  recalling: ['retry', 'cancel'],
  tried: ['retry', 'reschedule', 'hold', 'cancel', 'compare', 'preview', 'takeDown'],
  queued: ['now', 'reschedule', 'hold', 'cancel', 'compare', 'preview', 'takeDown'],
  held: ['release', 'now', 'reschedule', 'cancel', 'compare', 'preview', 'takeDown'],
  sending: ['preview', 'takeDown'],
  published: ['compare', 'preview', 'takeDown'],
  outdated: ['correct', 'at', 'compare', 'preview', 'takeDown'],
  failed: ['retry', 'reschedule', 'cancel', 'compare', 'preview', 'takeDown'],
  takenDown: ['again', 'at', 'preview'],
  left: ['again', 'at', 'preview'],
}

/** Standings at which nothing need be done: everything is in the menu. */
const AT_REST: ReadonlySet<Standing> = new Set(['sending', 'published', 'queued'])

const isPossible = (piece: Piece, publication: Publication | undefined, standing: Standing, act: Act): boolean => {
  const down = publication?.doing === 'takeDown' && standing !== 'takenDown'
  switch (act) {
    case 'hold':
    case 'release':
      return true
    case 'cancel':
      // What could not be taken back is not forgotten while it would still go live by itself.
      return standing !== 'recalling' || (!isHourAhead(publication) && (publication?.tries ?? 0) > 0)
    case 'compare':
      return isLive(publication)
    case 'takeDown':
      // What was tried may have arrived though its answer was lost.
      return !down && (isLive(publication) || ((publication?.tries ?? 0) > 0 && !publication?.handed))
    case 'retry':
    case 'now':
      return down || isSigned(piece)
    case 'publish':
    case 'correct':
    case 'again':
    case 'at':
    case 'reschedule':
    case 'preview':
      return !down && isSigned(piece)
  }
}

/** The one act that is a button, if any, and those in the menu. */
export const actsOf = (piece: Piece, publication: Publication | undefined): { first: Act | null; more: Act[] } => {
  const standing = standingOf(piece, publication)
  const possible = ACTS[standing].filter((act) => isPossible(piece, publication, standing, act))
  const edited = publication?.code === 'remote-edited' && possible.includes('compare')
  const foremost = edited ? 'compare' : ACTS[standing][0]
  // A correction lacking somewhere has a line and a button of its own above the destinations.
  const shown = foremost !== undefined && possible.includes(foremost) && !AT_REST.has(standing) && !(standing === 'outdated' && piece.correctionDue !== null)
  const first = shown ? foremost : null
  return { first, more: possible.filter((act) => act !== first) }
}

/** True where somebody has to do something: a sending was parked, something could not be taken back, or a signed correction is lacking somewhere. */
export const needsSomebody = ({ publications, correctionDue }: Pick<Piece, 'publications' | 'correctionDue'>): boolean => correctionDue !== null || publications.some((publication) => publication.state === 'failed' || isUnrecalled(publication))

/** True for what belongs on Published: signed, or with anything standing or asked for at a destination. */
export const isOut = (piece: Pick<Piece, 'standing' | 'publications'>): boolean => isSigned(piece) || piece.publications.length > 0
