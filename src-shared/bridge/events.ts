import { z } from 'zod'

import { storyIdSchema } from '../story/story'

/** What the host tells the window, without being asked: what to read again. No content travels in an event. */
export const hostEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('appChanged') }),
  z.strictObject({ type: z.literal('libraryChanged') }),
  /** What a search finds may have changed. */
  z.strictObject({ type: z.literal('searchChanged') }),
  z.strictObject({ type: z.literal('outboxChanged') }),
  /** Where the library stands, who has it open, or how far a long act with it is. */
  z.strictObject({ type: z.literal('placeChanged') }),
  /** How far an export of many packages is, or what came of it. */
  z.strictObject({ type: z.literal('batchChanged') }),
  /** What the desk says is to be read again: of one piece, or of anything. */
  z.strictObject({ type: z.literal('deskChanged'), story: storyIdSchema.optional() }),
  /** The house's lists. */
  z.strictObject({ type: z.literal('listsChanged') }),
  /** The library is about to close under the windows: save what is unsaved and answer with `app.settled`. */
  z.strictObject({ type: z.literal('settle') }),
  /** A menu item or shortcut of the native shell, as the command palette names it. */
  z.strictObject({ type: z.literal('command'), command: z.enum(['newStory', 'openPalette', 'openSettings', 'submit', 'lockLibrary']) }),
])
export type HostEvent = z.infer<typeof hostEventSchema>
