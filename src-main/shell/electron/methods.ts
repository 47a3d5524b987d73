import type { Method } from '../../../src-shared/bridge/contract'

/** Channels between the window and its host. There are no others. */
export const CHANNELS = { ask: 'stet:ask', event: 'stet:event' } as const

const named = {
  'app.state': true,
  'app.signIn': true,
  'app.signOut': true,
  'app.settings': true,
  'key.create': true,
  'key.unlock': true,
  'app.active': true,
  'app.settled': true,
  'library.unlock': true,
  'library.lock': true,
  'seal.turnOn': true,
  'seal.turnOff': true,
  'seal.resume': true,
  'seal.turnBack': true,
  'seal.progress': true,
  'seal.changePassphrase': true,
  'library.list': true,
  'library.create': true,
  'library.open': true,
  'library.save': true,
  'library.keepUndo': true,
  'library.undo': true,
  'library.bin': true,
  'library.restore': true,
  'library.importText': true,
  'photo.add': true,
  'submit.send': true,
  'outbox.list': true,
  'outbox.retry': true,
  'outbox.withdraw': true,
  'desk.pieces': true,
  'desk.piece': true,
  'desk.decide': true,
  'published.publish': true,
  'published.preview': true,
  'published.export': true,
  'published.reveal': true,
  'published.verify': true,
} satisfies Record<Method, true>

/**
 * What the preload lets through. Written out because the contract brings zod with it and a preload should stay small; its type
 * and a test keep it equal to the contract's METHODS.
 */
export const ALLOWED: readonly string[] = Object.keys(named)
