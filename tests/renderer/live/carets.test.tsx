// @vitest-environment happy-dom
import { cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import { Doc } from 'yjs'

import { sharePhoto } from '../../../src-renderer/live/bind-stores'
import { colourOf, presentIn } from '../../../src-renderer/live/carets'
import { useLive } from '../../../src-renderer/live/use-live'
import type { LiveLine } from '../../../src-shared/bridge/port'
import { mergeNotes, mergeStories } from '../../../src-shared/story/merge'
import type { Photo } from '../../../src-shared/story/story'

afterEach(cleanup)

describe('who else is in a piece', () => {
  const as = (awareness: Awareness, client: number, user: unknown): void => {
    awareness.states.set(client, { user })
  }

  it('is said once each, by name, without oneself and without what is no person', () => {
    const awareness = new Awareness(new Doc())
    awareness.setLocalState({ user: { id: 'me', name: '我', color: '#000000' } })
    as(awareness, 7, { id: 'gu', name: 'Gu', color: colourOf('gu') })
    as(awareness, 8, { id: 'gu', name: 'Gu', color: colourOf('gu') })
    as(awareness, 9, { id: 'bo', name: 'Bo', color: colourOf('bo') })
    as(awareness, 10, { id: 4 })
    as(awareness, 11, null)
    expect(presentIn(awareness)).toEqual([{ id: 'bo', name: 'Bo', colour: colourOf('bo') }, { id: 'gu', name: 'Gu', colour: colourOf('gu') }])
    awareness.destroy()
  })

  it('has the same colour for everybody, one that carries white words', () => {
    for (const person of ['gu', 'he', '何平', '']) {
      expect(colourOf(person)).toBe(colourOf(person))
      const [red = 0, green = 0, blue = 0] = (colourOf(person).match(/[0-9a-f]{2}/g) ?? []).map((part) => parseInt(part, 16) / 255).map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)).toBeGreaterThan(4.5)
    }
  })
})

describe('a window’s part in a session', () => {
  const merge = { stories: mergeStories, notes: mergeNotes }
  const STORY = '6f1c2a9e-4b7d-4c55-9e0a-2d8f3b1c7a10'

  it('opens a line for the piece, shows nothing before the desk has sent it, and hangs up when it leaves the screen', async () => {
    const opened: string[] = []
    let closed = 0
    const live = (story: string): LiveLine => {
      opened.push(story)
      return { send: () => undefined, close: () => (closed += 1) }
    }
    Object.defineProperty(window, 'stet', { value: { live }, configurable: true })
    const { result, unmount } = renderHook(() => useLive(STORY, merge))
    await waitFor(() => expect(opened).toEqual([STORY]))
    await waitFor(() => expect(result.current.session).not.toBeNull())
    expect(result.current).toMatchObject({ state: { phase: 'opening', may: 'read', document: 0 }, present: [] })
    expect(result.current.session?.doc()).toBeNull()
    unmount()
    await waitFor(() => expect(closed).toBeGreaterThan(0))
  })

  it('makes a picture known to everybody', () => {
    const doc = new Doc()
    const photo: Photo = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', width: 3, height: 2, bytes: 9, name: 'river.jpg' }
    sharePhoto({ doc: () => doc }, photo)
    expect(doc.getMap('photos').toJSON()).toEqual({ [photo.sha256]: photo })
  })
})
