import { pieceSchema, type Dossier, type Piece } from '../../src-shared/desk-api/pieces'
import { standingSchema, type Standing } from '../../src-shared/review/states'

const digest = 'a'.repeat(64)

/** A standing whose every field is said: in review at the first stage, submitted once by `liu`. */
export const standingOf = (more: Partial<Standing> = {}): Standing => ({
  ...standingSchema.parse({ story: '3f0c9a51-6f6f-4c80-9b1c-4a8a0c1d2e3f', author: 'liu', authorKey: digest, state: 'inReview', stage: 0, revision: { number: 1, sha256: digest }, acted: [], lastEvent: digest }),
  ...more,
})

const TIME = '2026-11-22T10:00:00Z'

/** A piece of that standing, with nothing said of it that a test does not give. */
export const pieceOf = (standing: Partial<Standing> = {}, more: Partial<Omit<Piece, 'standing'>> = {}): Piece => ({
  ...pieceSchema.parse({
    standing: standingOf(standing), headline: '', slugline: '', channel: [], byline: '', authorName: '', characters: 0, photos: 0,
    submittedAt: TIME, waitingSince: TIME, reason: '', signedBy: '', signedAt: '', publications: [],
  }),
  ...more,
})

/** A dossier of a piece nobody has acted on. */
export const dossierOf = (piece: Piece): Dossier => ({ piece, events: [], keys: [], policies: [], delegations: [] })
