import { fireEvent, render, screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'

import { App } from '../../../src-renderer/app'
import type { AppState, Method } from '../../../src-shared/bridge/contract'
import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { appState, hostPort } from '../window/newsroom'

Object.defineProperty(document, 'fonts', { value: new EventTarget() })

export const admin = { id: 'xu', name: '许知行', login: 'xu', role: 'admin' } as const

/** The window of an administrator at an address, its host answering from a table. */
export const openAt = (hash: string, answers: Partial<Record<Method, (input: unknown) => Outcome<unknown>>>, state: Partial<AppState> = {}) => {
  const host = hostPort({ 'app.state': () => ok(appState({ person: admin, ...state })), 'app.active': () => ok(null), 'place.state': () => failed('library-closed', 'no'), ...answers })
  Object.defineProperty(window, 'stet', { value: host.port, configurable: true })
  window.location.hash = hash
  render(<App nonce="n" />)
  return { askedFor: (method: Method) => host.asked.filter((each) => each.method === method).map(({ input }) => input) }
}

/** Opens the menu behind a button; still fading in where nothing is drawn. */
export const menuOf = async (name: string): Promise<HTMLElement> => {
  const button = await screen.findByRole('button', { name })
  fireEvent.click(button)
  return waitFor(() => screen.getAllByRole('menu', { hidden: true }).find(({ id }) => id === button.getAttribute('aria-controls')) ?? expect.fail('no menu'))
}
