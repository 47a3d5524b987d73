import { z } from 'zod'

import { statisticsRangeSchema, statisticsSchema } from '../desk-api/statistics'
import { statisticsGroupSchema } from '../desk-api/statistics-table'

/** What the window may ask of the desk's statistics. */
export const statisticsContract = {
  'statistics.read': { input: statisticsRangeSchema, output: statisticsSchema },
  /** Writes the table as it is shown, in the window's language, into the folder of exports: as CSV, or as a workbook that has every row too. Refuses as reading does. */
  'statistics.export': { input: z.strictObject({ range: statisticsRangeSchema, group: statisticsGroupSchema, format: z.enum(['csv', 'xlsx']) }), output: z.object({ path: z.string(), name: z.string(), bytes: z.int() }) },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
