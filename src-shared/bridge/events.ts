import { z } from 'zod'

/** What the host tells the window, without being asked: what to read again. No content travels in an event. */
export const hostEventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('appChanged') }),
  z.strictObject({ type: z.literal('libraryChanged') }),
  z.strictObject({ type: z.literal('outboxChanged') }),
  z.strictObject({ type: z.literal('deskChanged') }),
  /** A menu item or shortcut of the native shell, as the command palette names it. */
  z.strictObject({ type: z.literal('command'), command: z.enum(['newStory', 'openPalette', 'openSettings', 'submit']) }),
])
export type HostEvent = z.infer<typeof hostEventSchema>
