import type { Method } from '../../../src-shared/bridge/contract'

/** Channels between the window and its host. There are no others. */
export const CHANNELS = { ask: 'stet:ask', event: 'stet:event' } as const

/**
 * What the preload lets through. Written out because the contract brings zod with it and a preload should stay small; the type
 * below and a test keep it equal to the contract's METHODS.
 */
export const ALLOWED = [
  'app.state',
  'app.signIn',
  'app.signOut',
  'app.settings',
  'key.create',
  'key.unlock',
  'library.list',
  'library.create',
  'library.open',
  'library.save',
  'library.bin',
  'library.restore',
  'library.importText',
  'photo.add',
  'submit.send',
  'outbox.list',
  'outbox.retry',
  'outbox.withdraw',
  'desk.pieces',
  'desk.piece',
  'desk.decide',
  'published.publish',
  'published.preview',
  'published.export',
  'published.reveal',
  'published.verify',
] as const satisfies readonly Method[]

type Missing = Exclude<Method, (typeof ALLOWED)[number]>

/** Fails to compile when the contract has a method the list lacks. */
export const NOTHING_MISSING: [Missing] extends [never] ? true : Missing = true
