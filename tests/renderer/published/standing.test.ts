import { describe, expect, it } from 'vitest'

import { actsOf, isOut, needsSomebody, standingOf } from '../../../src-renderer/published/standing'
import type { Piece, Publication } from '../../../src-shared/desk-api/pieces'
import { EARLIER, liveAt, publicationOf, SIGNED } from '../../support/published'
import { pieceOf } from '../../support/standing'

const signed = (more: Partial<Omit<Piece, 'standing'>> = {}): Piece => pieceOf({ state: 'published', revision: { number: 2, sha256: SIGNED } }, more)
const acts = (publication: Publication | undefined, piece = signed()) => actsOf(piece, publication)
const due = { since: '2026-11-27T08:00:00Z', due: '2026-11-27T10:00:00Z', destinations: ['site'] }
const failedAt = (more: Partial<Publication> = {}) => publicationOf('site', { state: 'failed', code: 'destination-refused', tries: 1, ...more })

const HOUR = '2026-11-28T08:00:00Z'
const AHEAD = '2099-01-01T08:00:00Z'
const handedAt = (more: Partial<Publication> = {}) => publicationOf('site', { hour: HOUR, due: HOUR, handed: { hour: HOUR, url: 'https://site.example.org/1', recall: null }, ...more })
const unrecalled = (hour: string) => ({ hour, url: null, recall: { tries: 2, due: HOUR, code: 'destination-away', message: '', details: {} } })
const recallingAt = (hour: string) => publicationOf('site', { doing: 'takeDown', tries: 2, code: 'destination-away', handed: unrecalled(hour) })

describe('how a piece stands at a destination', () => {
  it.each<[string, Publication | undefined]>([
    ['none', undefined],
    ['queued', publicationOf('site')],
    ['hour', publicationOf('site', { hour: '2026-11-28T08:00:00Z', due: '2026-11-28T08:00:00Z' })],
    ['tried', publicationOf('site', { tries: 2, due: '2026-11-28T08:00:00Z' })],
    ['tried', publicationOf('site', { code: 'destination-busy', due: '2026-11-28T08:00:00Z' })],
    ['held', publicationOf('site', { held: true, tries: 2 })],
    ['sending', publicationOf('site', { state: 'sending' })],
    ['handed', handedAt()],
    ['tried', handedAt({ tries: 1, code: 'destination-away' })],
    ['hour', handedAt({ hour: '2026-11-28T09:00:00Z', due: '2026-11-28T09:00:00Z' })],
    ['held', handedAt({ held: true, due: null, handed: unrecalled(HOUR) })],
    ['recalling', recallingAt(HOUR)],
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

  it('of what the destination keeps the hour of are those of what waits, and taking it down is cancelling', () => {
    expect(acts(handedAt())).toEqual({ first: 'reschedule', more: ['now', 'hold', 'cancel', 'preview'] })
    expect(acts(handedAt({ tries: 1, code: 'destination-away' })).more).not.toContain('takeDown')
  })

  it('try again to take back what could not be, and forget it only once its hour is over', () => {
    expect(acts(recallingAt(AHEAD))).toEqual({ first: 'retry', more: [] })
    expect(acts(recallingAt('2020-01-01T08:00:00Z'))).toEqual({ first: 'retry', more: ['cancel'] })
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
    expect(needsSomebody(signed({ publications: [handedAt()] }))).toBe(false)
    expect(needsSomebody(signed({ publications: [handedAt({ held: true, handed: unrecalled(AHEAD) })] }))).toBe(true)
    expect(needsSomebody(signed({ correctionDue: due }))).toBe(true)
  })
})
