import { createContext, use } from 'react'

import type { AppState } from '../../src-shared/bridge/contract'
import { isEditorial, type Person } from '../../src-shared/review/people'
import { Fault } from '../../src-shared/outcome'

/** The host's state for everything under the frame; set once it has been read and a person is known. */
export const AppStateContext = createContext<(AppState & { person: Person }) | null>(null)

/** What the host says of itself and who is signed in. Throws Fault `unexpected` outside the frame. */
export const useApp = (): AppState & { person: Person } => {
  const state = use(AppStateContext)
  if (!state) throw new Fault('unexpected', 'useApp is for what stands inside the frame.')
  return state
}

/** True for those who review and publish. */
export const isEditor = (person: Pick<Person, 'role' | 'grants'>): boolean => isEditorial(person)
