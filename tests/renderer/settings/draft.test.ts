import { describe, expect, it } from 'vitest'

import { askedWith, draftOf, idFrom, isChanged, newDraft, secretMoved, wholeAddress, wrongIn } from '../../../src-renderer/settings/destinations/draft'
import type { KeptDestination } from '../../../src-shared/desk-api/publishing-routes'

const kept: KeptDestination = { settings: { id: 'city', kind: 'board', name: 'City board', address: 'https://board.example.org/', account: 'desk', title: '{headline}', channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk' }, secret: 'kept', at: '2026-11-27T10:00:00Z', by: '许知行', waiting: 0, live: 0, handed: 0 }
const typed = (more: Partial<KeptDestination['settings']>, secret = '') => ({ ...draftOf(kept), settings: { ...kept.settings, ...more }, secret })

describe('an id made of a name', () => {
  it('is its Latin letters and digits', () => expect(idFrom('Café City 24/7!', 'board', [])).toBe('cafe-city-24-7'))
  it('is the kind where the name has none', () => expect(idFrom('澜江网', 'wordpress', [])).toBe('wordpress'))
  it('is one that nobody has', () => expect(idFrom('City', 'board', ['city', 'city-2'])).toBe('city-3'))
})

describe('a destination as typed', () => {
  it('needs a name, an address and a secret', () => expect(wrongIn(newDraft('board', []), [])).toEqual({ name: 'missing', address: 'address', secret: 'missing' }))
  it('rejects an id another has, and one that is no id', () => {
    const fresh = { ...newDraft('board', []), secret: 'x', settings: { ...kept.settings } }
    expect(wrongIn(fresh, ['city'])).toEqual({ id: 'idTaken' })
    expect(wrongIn({ ...fresh, settings: { ...kept.settings, id: 'City Board' } }, [])).toEqual({ id: 'id' })
  })
  it('keeps the secret that is kept, which null says', () => expect(askedWith(typed({ name: ' City ' }))).toEqual({ settings: { ...kept.settings, name: 'City' }, secret: null }))
  it('asks for the secret anew where it would go elsewhere, not for another path of the same site', () => {
    expect(secretMoved(typed({ address: 'https://board.example.org/other/' }))).toBe(false)
    expect(wrongIn(typed({ address: 'https://elsewhere.example.org/' }), [])).toEqual({ secret: 'secret' })
    expect(wrongIn(typed({ account: 'other' }), [])).toEqual({ secret: 'secret' })
    expect(wrongIn(typed({ account: 'other' }, 'anew'), [])).toEqual({})
  })
  it('asks for one that cannot be read', () => expect(wrongIn(draftOf({ ...kept, secret: 'unreadable' }), [])).toEqual({ secret: 'missing' }))
  it('is changed by a secret alone, not by blanks', () => {
    expect([isChanged(typed({})), isChanged(typed({ name: 'City board ' })), isChanged(typed({}, 'x')), isChanged(typed({ title: '{deck}' }))]).toEqual([false, false, true, true])
  })
  it('gets the scheme people leave out', () => expect(['example.org', ' http://a.b ', ''].map(wholeAddress)).toEqual(['https://example.org', 'http://a.b', '']))
})
