import { failed, ok, type Outcome } from '../outcome'
import { hasRole, isEditorial, type Person, type Rights } from './people'

/** Everything the desk can be asked to do; each API route names one. */
export const ACTIONS = [
  'readHealth', 'signIn', 'signOut', 'readSelf', 'enrolKey', 'uploadPhoto', 'uploadRevision', 'listPieces', 'readStatistics', 'submit', 'listen', 'listColleagues', 'listDelegations', 'readPolicies', 'readLists', 'revokeKey', 'listKeys', 'readRecords', 'carry',
  'readPiece', 'export', 'readWorking', 'review', 'claim', 'editWorking', 'publish', 'delegate', 'listPeople', 'addPerson', 'manageSelf', 'managePeople', 'setPolicy', 'setLists', 'manageDestinations', 'manageHooks',
] as const
export type Action = (typeof ACTIONS)[number]

/** What an action is about: the author and channel of the piece, where there is one; null for a piece nobody submitted. */
export type Subject = { author: string | null; channel: readonly string[] | null }

const EVERYONE: ReadonlySet<Action> = new Set(['readHealth', 'signIn'])
/** Of pieces everybody lists and counts their own, who edits those of their channels. What one may carry is another's signed act, held to what its signer may (desk/carried.ts). Of keys everybody lists and ends their own; an administrator everybody's (the handler looks). */
const SIGNED_IN: ReadonlySet<Action> = new Set(['signOut', 'readSelf', 'enrolKey', 'uploadPhoto', 'uploadRevision', 'listPieces', 'readStatistics', 'submit', 'listen', 'listColleagues', 'listDelegations', 'readPolicies', 'readLists', 'revokeKey', 'listKeys', 'readRecords', 'carry', 'manageSelf'])
const OWN_OR_EDITOR: ReadonlySet<Action> = new Set(['readPiece', 'export', 'readWorking'])
const EDITOR: ReadonlySet<Action> = new Set(['review', 'claim', 'editWorking', 'publish', 'delegate'])

/** True for who edits in the channel; where there is no piece, for who edits anywhere. */
const editsIn = (person: Person, channel: readonly string[] | null): boolean => (channel ? hasRole(person, ['editor', 'chief', 'admin'], channel) : isEditorial(person))

/** Whose role keeps the house's lists: it is the role everywhere that counts, since the lists are every channel's. */
export const maySetLists = ({ role }: Rights): boolean => role === 'chief' || role === 'admin'

/** Who may do what. Pure; the desk asks it on every route, the window to hide what would be refused. Whether a review act fits the policy is decide()'s. */
export const authorise = (person: Person | null, action: Action, subject: Subject = { author: null, channel: null }): Outcome<null> => {
  if (EVERYONE.has(action)) return ok(null)
  if (!person) return failed('not-signed-in', 'Sign in to the desk first.')
  if (SIGNED_IN.has(action)) return ok(null)
  const editor = editsIn(person, subject.channel)
  if (OWN_OR_EDITOR.has(action) && (editor || subject.author === person.id)) return ok(null)
  if (EDITOR.has(action) && editor) return ok(null)
  if (action === 'setLists' && maySetLists(person)) return ok(null)
  if (person.role === 'admin') return ok(null)
  return failed('not-allowed', `A ${person.role} may not do this.`, { role: person.role, action })
}
