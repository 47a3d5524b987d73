import { notifications } from '@mantine/notifications'
import { act, cleanup, configure, fireEvent, render, screen } from '@testing-library/react'

import { App } from '../../../src-renderer/app'
import type { AppState } from '../../../src-shared/bridge/contract'
import type { Piece, PieceEvent } from '../../../src-shared/desk-api/pieces'
import { ok } from '../../../src-shared/outcome'
import { appState, dossier, hostPort, people, piece, story, storyId } from '../window/newsroom'

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 15_000 })
// happy-dom knows no fonts; growing text fields listen for theirs to load.
Object.defineProperty(document, 'fonts', { value: new EventTarget(), configurable: true })

let made = 0
/** Each opening is somebody else's, so that no test sees what another kept. */
const person = () => {
  made += 1
  return { ...people.editor, id: `editor-${String(made)}` }
}

/** Opens the window on a host that answers from a table. */
export const openAt = (hash: string, answers: Parameters<typeof hostPort>[0], state: Partial<AppState> = {}) => {
  const who = person()
  const host = hostPort({ 'app.state': () => ok(appState({ person: who, ...state })), ...answers })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  window.location.hash = hash
  render(<App nonce="n" />)
  return { ...host, who, inputs: (method: string) => host.asked.filter((each) => each.method === method).map(({ input }) => input) }
}

/** A piece as the desk answers it, unread by this person. */
export const read = (of: Piece = piece(), events: PieceEvent[] = [], more: Record<string, unknown> = {}) => ({ dossier: { ...dossier(of), events }, story, seal: { holds: true, code: '', message: '', signed: null }, asOf: null, seen: null, ...more })

/** Opens one piece. */
export const openPiece = (given: ReturnType<typeof read>, answers: Parameters<typeof hostPort>[0] = {}, state: Partial<AppState> = {}) => openAt(`#/desk/${storyId}`, { 'desk.piece': () => ok(given), ...answers }, state)

/** Leaves nothing behind for the next test. */
export const leave = (): void => {
  act(() => { notifications.clean() })
  cleanup()
  document.body.innerHTML = ''
}

/** Presses a key where the focus is. */
export const press = (key: string, more: Partial<KeyboardEventInit> = {}): void => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })

/** A button of the decision bar. */
export const button = (name: string): Promise<HTMLElement> => screen.findByRole('button', { name })

/** True for a button that can be used. */
export const isUsable = (element: HTMLElement): boolean => element.getAttribute('aria-disabled') !== 'true' && !element.hasAttribute('disabled')
