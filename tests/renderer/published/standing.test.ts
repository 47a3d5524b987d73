import { describe, expect, it } from 'vitest'

import { actsOf, isOut, needsSomebody, standingOf } from '../../../src-renderer/published/standing'
import type { Piece, Publication } from '../../../src-shared/desk-api/pieces'
import { EARLIER, liveAt, publicationOf, SIGNED } from '../../support/published'
import { pieceOf } from '../../support/standing'

const signed = (more: Partial<Omit<Piece, 'standing'>> = {}): Piece => pieceOf({ state: 'published', revision: { number: 2, sha256: SIGNED } }, more)
const acts = (publication: Publication | undefined, piece = signed()) => actsOf(piece, publication)
const due = { since: '2026-11-27T08:00:00Z', due: '2026-11-27T10:00:00Z', destinations: ['site'] }
const failedAt = (more: Partial<Publication> = {}) => publicationOf('site', { state: 'failed', code: 'destination-refused', tries: 1, ...more })

describe('how a piece stands at a destination', () => {
  it.each<[string, Publication | undefined]>([
    ['none', undefined],
    ['queued', publicationOf('site')],
    ['hour', publicationOf('site', { hour: '2026-11-28T08:00:00Z', due: '2026-11-28T08:00:00Z' })],
    ['tried', publicationOf('site', { tries: 2, due: '2026-11-28T08:00:00Z' })],
    ['tried', publicationOf('site', { code: 'destination-busy', due: '2026-11-28T08:00:00Z' })],
    ['held', publicationOf('site', { held: true, tries: 2 })],
    ['sending', publicationOf('site', { state: 'sending' })],
    ['published', liveAt('site')],
    ['outdated', liveAt('site', {}, EARLIER)],
    ['failed', failedAt()],
    ['takenDown', publicationOf('site', { state: 'takenDown', doing: 'takeDown' })],
    ['left', publicationOf('site', { state: 'left' })],
  ])('is %s', (standing, publication) => expect(standingOf(signed(), publication)).toBe(standing))

  it('is published while a correction is in review: nothing else is signed', () => {
    expect(standingOf(pieceOf({ state: 'inReview', revision: { number: 3, sha256: SIGNED } }), liveAt('site', {}, EARLIER))).toBe('published')
  })
})

describe('the acts of a standing', () => {
  it('have one that is foremost, and none where nothing need be done', () => {
    expect(acts(undefined).first).toBe('publish')
    expect(acts(publicationOf('site', { due: '2026-11-28T08:00:00Z' })).first).toBe('reschedule')
    expect(acts(publicationOf('site', { held: true })).first).toBe('release')
    expect(acts(failedAt()).first).toBe('retry')
    expect(acts(liveAt('site'))).toEqual({ first: null, more: ['compare', 'preview', 'takeDown'] })
    expect(acts(publicationOf('site', { state: 'takenDown', doing: 'takeDown' }))).toEqual({ first: 'again', more: ['at', 'preview'] })
  })

  it('offer the difference first where somebody edited it there', () => {
    const edited = failedAt({ code: 'remote-edited', stands: { state: 'published', revision: EARLIER, at: '' } })
    expect(acts(edited).first).toBe('compare')
    expect(acts(edited).more).toContain('cancel')
  })

  it('leave the button of a correction to its own line where there is one', () => {
    expect(acts(liveAt('site', {}, EARLIER)).first).toBe('correct')
    expect(acts(liveAt('site', {}, EARLIER), signed({ correctionDue: due }))).toEqual({ first: null, more: ['correct', 'at', 'compare', 'preview', 'takeDown'] })
  })

  it('offer taking down what may have arrived though its answer was lost, and nothing twice', () => {
    expect(acts(publicationOf('site', { due: 'x' })).more).not.toContain('takeDown')
    expect(acts(failedAt()).more).toContain('takeDown')
    expect(acts(failedAt({ doing: 'takeDown', stands: { state: 'published', revision: SIGNED, at: '' } }))).toEqual({ first: 'retry', more: ['cancel', 'compare'] })
  })

  it('publish nothing of a piece that is not signed, and still take it down', () => {
    const again = pieceOf({ state: 'inReview' })
    expect(acts(liveAt('site'), again)).toEqual({ first: null, more: ['compare', 'takeDown'] })
    expect(acts(publicationOf('site', { due: 'x' }), again)).toEqual({ first: null, more: ['hold', 'cancel'] })
    expect(acts(undefined, again)).toEqual({ first: null, more: [] })
  })
})

describe('what belongs on Published', () => {
  it('is what is signed, and what is out though it is in review again', () => {
    expect(isOut(signed())).toBe(true)
    expect(isOut(pieceOf({ state: 'inReview' }))).toBe(false)
    expect(isOut(pieceOf({ state: 'inReview' }, { publications: [liveAt('site')] }))).toBe(true)
  })

  it('needs somebody where a sending failed or a correction is lacking', () => {
    expect(needsSomebody(signed({ publications: [liveAt('site')] }))).toBe(false)
    expect(needsSomebody(signed({ publications: [failedAt()] }))).toBe(true)
    expect(needsSomebody(signed({ correctionDue: due }))).toBe(true)
  })
})
