import { failed, ok, type Outcome } from '../outcome'
import { isEditorial, type Person } from './people'

/** Everything the desk can be asked to do; each API route names one. */
export const ACTIONS = ['readHealth', 'signIn', 'signOut', 'readSelf', 'enrolKey', 'uploadPhoto', 'uploadRevision', 'readPiece', 'listPieces', 'submit', 'review', 'publish', 'export', 'listPeople', 'addPerson', 'manageSelf', 'managePeople'] as const
export type Action = (typeof ACTIONS)[number]

/** What an action is about: the author of the piece, where there is one. */
export type Subject = { author: string | null }

const EVERYONE: ReadonlySet<Action> = new Set(['readHealth', 'signIn'])
const SIGNED_IN: ReadonlySet<Action> = new Set(['signOut', 'readSelf', 'enrolKey', 'uploadPhoto', 'uploadRevision', 'listPieces', 'submit', 'manageSelf'])
const OWN_OR_EDITOR: ReadonlySet<Action> = new Set(['readPiece', 'export'])
const EDITOR: ReadonlySet<Action> = new Set(['review', 'publish'])

/** Who may do what. Pure; the desk asks it on every route, the window to hide what would be refused. Whether a review act fits the policy is decide()'s. */
export const authorise = (person: Person | null, action: Action, subject: Subject = { author: null }): Outcome<null> => {
  if (EVERYONE.has(action)) return ok(null)
  if (!person) return failed('not-signed-in', 'Sign in to the desk first.')
  if (SIGNED_IN.has(action)) return ok(null)
  const editor = isEditorial(person)
  if (OWN_OR_EDITOR.has(action) && (editor || subject.author === person.id)) return ok(null)
  if (EDITOR.has(action) && editor) return ok(null)
  if (person.role === 'admin') return ok(null)
  return failed('not-allowed', `A ${person.role} may not do this.`, { role: person.role, action })
}
