import { z } from 'zod'

import { failureSchema } from '../outcome'
import { publicationSchema } from '../desk-api/pieces'
import { publishingRoutes, whenSchema } from '../desk-api/publishing-routes'
import { batchProgressSchema, batchReportSchema, MOST_IN_BATCH } from '../publication/batch'
import { previewSchema } from '../publication/connector'
import { wechatCopySchema } from '../publication/wechat'
import { sha256Schema, storyIdSchema } from '../story/story'

const byId = z.strictObject({ id: storyIdSchema })
const destination = z.string().min(1).max(60)
const there = byId.extend({ destination })
/** The remote version that was shown and is to be replaced though somebody edited it there; left out where nobody chose so. */
const over = z.string().min(1).max(200).optional()

/** What the window may ask about a signed piece at its destinations. Refusals and meanings are those of publishingRoutes. */
export const publishedContract = {
  'published.publish': { input: there.extend({ when: whenSchema.optional(), over }), output: publicationSchema },
  'published.publishAll': { input: byId.extend({ destinations: z.union([z.literal('live'), z.array(destination).min(1).max(50)]), when: whenSchema.optional() }), output: z.array(publicationSchema) },
  'published.takeDown': { input: there.extend({ reason: z.string().trim().min(1).max(1000), over }), output: publicationSchema },
  'published.retry': { input: there.extend({ over }), output: publicationSchema },
  'published.hold': { input: there.extend({ held: z.boolean() }), output: publicationSchema },
  'published.reschedule': { input: there.extend({ when: whenSchema }), output: publicationSchema },
  'published.cancel': { input: there, output: publicationSchema.nullable() },
  'published.lookAt': { input: there, output: publishingRoutes.lookAt.reply },
  /** Prints the article or the review sheet of a signed piece into a file beside its package; `sheetPage` is the sheet as HTML. Refuses as export does, and `print-no-browser`, `print-failed`. */
  'published.paper': { input: byId.extend({ what: z.enum(['article', 'sheet', 'sheetPage']) }), output: z.object({ path: z.string(), name: z.string(), bytes: z.int() }) },
  /** What would be sent of one revision, read from the desk for it. */
  'published.previewAt': { input: there.extend({ sha256: sha256Schema }), output: previewSchema },
  /** The signed revision for a WeChat official account, made from its verified package. */
  'published.wechat': { input: byId, output: wechatCopySchema },
  /** Exports the packages of these pieces into a new folder in the one that is named (null for the folder of packages). Answers once it has begun: `batch.state` says how far it is. Refuses `export-busy`, `place-not-folder`. */
  'batch.begin': { input: z.strictObject({ ids: z.array(storyIdSchema).min(1).max(MOST_IN_BATCH), folder: z.string().min(1).max(4000).nullable() }), output: z.null() },
  /** `report` is what came of the last one until it is dismissed; `fault` why it could not even begin to write. */
  'batch.state': { input: z.null(), output: z.object({ going: batchProgressSchema.nullable(), report: batchReportSchema.nullable(), fault: failureSchema.nullable() }) },
  /** Takes effect within the piece that is being packed; what was finished stays. */
  'batch.cancel': { input: z.null(), output: z.null() },
  'batch.dismiss': { input: z.null(), output: z.null() },
  /** Opens the folder of the last one. */
  'batch.reveal': { input: z.null(), output: z.null() },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
