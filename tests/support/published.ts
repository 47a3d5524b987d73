import { publicationSchema, type Publication } from '../../src-shared/desk-api/pieces'
import { EVERYTHING, type DestinationInfo } from '../../src-shared/publication/destination'
import type { Receipt } from '../../src-shared/signoff/statement'

/** The revision that is signed, and one before it. */
export const SIGNED = 'a'.repeat(64)
export const EARLIER = 'b'.repeat(64)
const AT = '2026-11-27T08:00:00Z'

/** A destination anybody at the desk may know of. */
export const destinationOf = (id: string, name: string, kind = 'wordpress'): DestinationInfo => ({ id, name, kind, address: `https://${id}.example.org/`, carries: EVERYTHING })

/** What a destination answered. */
export const receiptAt = (destination: string, more: Partial<Receipt> = {}): Receipt => ({ destination, remoteId: '1', url: `https://${destination}.example.org/1`, remoteVersion: 'v1', sent: SIGNED, ...more })

/** A publication of which only what a test names is not plain. */
export const publicationOf = (destination: string, more: Partial<Publication> = {}): Publication => ({ ...publicationSchema.parse({ destination, state: 'waiting', at: AT, revision: SIGNED, receipt: null, code: '', message: '' }), ...more })

/** One that is done: what readers see there is this revision. */
export const liveAt = (destination: string, more: Partial<Publication> = {}, revision = SIGNED): Publication =>
  publicationOf(destination, { state: 'published', revision, receipt: receiptAt(destination), stands: { state: 'published', revision, at: AT }, ...more })
