import type { RouteName } from '../../../../src-shared/desk-api/routes'
import type { Decision } from '../../../../src-shared/review/states'

/** Everybody a desk can meet. The piece lies in 社会/交通. */
export const WHO = [
  /** No session at all. */
  'nobody',
  'reporter',
  /** A reporter who edits 社会. */
  'inside',
  /** A reporter who edits 体育. */
  'outside',
  /** A reporter to whom an editor's rights in 社会 are lent. */
  'lent',
  'editor',
  'chief',
  'admin',
  /** An editor once, a reporter now. */
  'former',
  /** A chief whose account was closed; the session is from before. */
  'gone',
] as const
export type Who = (typeof WHO)[number]

/** Whose the piece is to who asks: their own, another's, another's they put words into, nobody's (never submitted). */
export const WHOSE = ['own', 'other', 'coauthored', 'unknown'] as const
export type Whose = (typeof WHOSE)[number]

/** Everywhere a piece can stand. */
export const STANDS = ['first', 'second', 'proofing', 'final', 'returned', 'held', 'spiked', 'signedOff', 'published', 'corrected'] as const
export type Stands = (typeof STANDS)[number]

const EDITORS: readonly Who[] = ['inside', 'lent', 'editor', 'chief', 'admin']
const SIGNED_IN: readonly Who[] = [...EDITORS, 'reporter', 'outside', 'former']

/** Who gets past each gate. Where a piece is asked for, by whose it is; a piece nobody submitted is "unknown" to whoever might have had one, and forbidden to nobody for what they could do with their own. */
export const GATES = {
  anybody: { own: WHO, other: WHO, coauthored: WHO, unknown: WHO },
  signedIn: { own: SIGNED_IN, other: SIGNED_IN, coauthored: SIGNED_IN, unknown: SIGNED_IN },
  /** One's own, and editors those of their channels. Words put into another's piece give no right to read it. */
  reads: { own: SIGNED_IN, other: EDITORS, coauthored: EDITORS, unknown: SIGNED_IN },
  /** Editors, in their channels. That nobody edits their own is for the acts to say. */
  edits: { own: EDITORS, other: EDITORS, coauthored: EDITORS, unknown: [...EDITORS, 'outside'] },
  /** No piece is named: editors of anything. */
  editsSomewhere: { own: [...EDITORS, 'outside'], other: [...EDITORS, 'outside'], coauthored: [...EDITORS, 'outside'], unknown: [...EDITORS, 'outside'] },
  /** Whoever answers for the house's lists. */
  keepsLists: { own: ['chief', 'admin'], other: ['chief', 'admin'], coauthored: ['chief', 'admin'], unknown: ['chief', 'admin'] },
  keepsHouse: { own: ['admin'], other: ['admin'], coauthored: ['admin'], unknown: ['admin'] },
} as const satisfies Record<string, Record<Whose, readonly Who[]>>
export type Gate = keyof typeof GATES

/** The gate of every route. */
export const ROUTES = {
  health: 'anybody', openApi: 'anybody', signIn: 'anybody', secondFactor: 'anybody', redeemCode: 'anybody', openSso: 'anybody', takeSso: 'anybody',
  account: 'signedIn', endSession: 'signedIn', endOtherSessions: 'signedIn', signOut: 'signedIn', changePassword: 'signedIn', self: 'signedIn',
  beginSecondFactor: 'signedIn', confirmSecondFactor: 'signedIn', endSecondFactor: 'signedIn', newBackupCodes: 'signedIn',
  enrolKey: 'signedIn', keys: 'signedIn', revokeKey: 'signedIn', records: 'signedIn', policies: 'signedIn', lists: 'signedIn', listsVersions: 'signedIn', listsFile: 'signedIn', colleagues: 'signedIn', delegations: 'signedIn', events: 'signedIn',
  hasPhoto: 'signedIn', putPhoto: 'signedIn', putRevision: 'signedIn', pieces: 'signedIn', statistics: 'signedIn', submit: 'signedIn', carry: 'signedIn',
  piece: 'reads', getPhoto: 'reads', getRevision: 'reads', working: 'reads', keptWorkings: 'reads', keptWorking: 'reads', exportPackage: 'reads',
  foundRevision: 'edits', review: 'edits', reviewEdited: 'edits', claim: 'edits', release: 'edits', saveWorking: 'edits',
  publish: 'edits', publishAll: 'edits', takeDown: 'edits', retryPublication: 'edits', holdPublication: 'edits', reschedule: 'edits', cancelPublication: 'edits', lookAt: 'edits',
  previewAt: 'editsSomewhere', delegate: 'editsSomewhere',
  people: 'keepsHouse', addPerson: 'keepsHouse', members: 'keepsHouse', invite: 'keepsHouse', withdrawInvitation: 'keepsHouse', issueCode: 'keepsHouse', changePerson: 'keepsHouse', setActive: 'keepsHouse', clearSecondFactor: 'keepsHouse',
  destinations: 'keepsHouse', keepDestination: 'keepsHouse', removeDestination: 'keepsHouse', testDestination: 'keepsHouse', destinationChoices: 'keepsHouse',
  hooks: 'keepsHouse', addHook: 'keepsHouse', changeHook: 'keepsHouse', removeHook: 'keepsHouse', renewHookSecret: 'keepsHouse', pingHook: 'keepsHouse', resumeHook: 'keepsHouse', setPolicy: 'keepsHouse', saveLists: 'keepsLists',
} as const satisfies Record<RouteName, Gate>

const HEADS: readonly Who[] = ['chief', 'admin']
const IN_REVIEW: readonly Stands[] = ['first', 'second', 'proofing', 'final', 'corrected']

/** Who may do which act, on another's piece they put no words into: one row for where it stands and who may there. Nothing else may be done by anybody. */
export const ACTS: Record<Decision, readonly { stands: readonly Stands[]; who: readonly Who[] }[]> = {
  submit: [],
  pass: [{ stands: ['first', 'second', 'corrected'], who: EDITORS }],
  signOff: [{ stands: ['final'], who: HEADS }],
  return: [{ stands: ['first', 'second', 'corrected'], who: EDITORS }, { stands: ['proofing', 'final'], who: HEADS }],
  revise: [{ stands: ['first', 'second', 'corrected'], who: EDITORS }, { stands: ['proofing', 'final'], who: HEADS }],
  proof: [{ stands: ['first', 'second', 'proofing', 'corrected'], who: EDITORS }],
  hold: [{ stands: [...IN_REVIEW, 'signedOff'], who: EDITORS }],
  release: [{ stands: ['held'], who: EDITORS }],
  spike: [{ stands: [...IN_REVIEW, 'returned', 'held', 'signedOff'], who: HEADS }],
  revive: [{ stands: ['spiked'], who: HEADS }],
  correct: [{ stands: ['signedOff', 'published'], who: EDITORS }],
}

/** What authors do with their own, whoever they are: nothing else, and nobody with a coauthored piece anything but correcting it. */
export const OWN: Partial<Record<Decision, readonly Stands[]>> = { submit: ['returned'], correct: ['signedOff', 'published'] }
