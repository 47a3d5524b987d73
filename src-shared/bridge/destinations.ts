import { z } from 'zod'

import { publishingRoutes } from '../desk-api/publishing-routes'
import { sha256Schema, storyIdSchema } from '../story/story'

const none = z.null()
const { destinations, keepDestination, testDestination, destinationChoices, previewAt } = publishingRoutes

/** Destinations, for an administrator: the desk's own questions, and a dry run with a revision the desk has. Part of the contract. */
export const destinationsContract = {
  'destinations.list': { input: none, output: destinations.reply },
  /** Makes or changes one. A null secret leaves what is kept; it is never answered. */
  'destinations.keep': { input: keepDestination.body, output: keepDestination.reply },
  /** `anyway`: though pieces stand there or wait for it. */
  'destinations.remove': { input: z.strictObject({ destination: z.string().min(1).max(60), anyway: z.boolean() }), output: none },
  /** Tries settings as they are typed, kept or not. */
  'destinations.test': { input: testDestination.body, output: testDestination.reply },
  'destinations.choices': { input: destinationChoices.body, output: destinationChoices.reply },
  /** What would be sent of that revision to a destination as it is kept. */
  'destinations.preview': { input: z.strictObject({ destination: z.string().min(1).max(60), id: storyIdSchema, sha256: sha256Schema }), output: previewAt.reply },
} as const
