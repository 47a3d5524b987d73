import { z } from 'zod'

/** The months one question may span. */
export const LONGEST_RANGE = 36

const monthSchema = z.string().regex(/^\d{4}-(?:0[1-9]|1[0-2])$/)

const isZone = (zone: string): boolean => {
  try {
    return Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const numberOf = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1
const monthOf = (number: number): string => `${String(Math.trunc(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`

/** Every month from one to another, both among them: "2026-01", "2026-02". Empty where the second comes first. */
export const monthsBetween = (from: string, to: string): string[] => Array.from({ length: Math.max(0, numberOf(to) - numberOf(from) + 1) }, (_, index) => monthOf(numberOf(from) + index))

/** Whose a piece is: `author` is who submitted it; `byline` is each person its byline names. */
export const statisticsBySchema = z.enum(['author', 'byline'])
export type StatisticsBy = z.infer<typeof statisticsBySchema>

const asked = { from: monthSchema, to: monthSchema, zone: z.string().max(60).refine(isZone, 'No such time zone.'), by: statisticsBySchema }
const isBounded = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || (from <= to && numberOf(to) - numberOf(from) < LONGEST_RANGE)
const BOUNDED = { path: ['to'], message: `A range is of 1 to ${String(LONGEST_RANGE)} months.` }

/** What is asked of the desk: months in a time zone (IANA name), the running year in UTC where nothing is said. */
export const statisticsQuerySchema = z
  .object({ from: asked.from.optional(), to: asked.to.optional(), zone: asked.zone.default('UTC'), by: asked.by.default('author') })
  .refine(({ from, to }) => (from === undefined) === (to === undefined), { path: ['to'], message: 'A range has a beginning and an end.' })
  .refine(isBounded, BOUNDED)
export type StatisticsQuery = z.infer<typeof statisticsQuerySchema>

/** The same with everything said, as the window asks. */
export const statisticsRangeSchema = z.strictObject(asked).refine(isBounded, BOUNDED)
export type StatisticsRange = z.infer<typeof statisticsRangeSchema>

/** The points of a piece's life that are counted, each at most once a piece. */
export const milestoneSchema = z.enum(['submitted', 'signedOff', 'published'])
export type Milestone = z.infer<typeof milestoneSchema>

/** How many pieces, and their characters (as newspapers count them) and photos together. */
export const countedSchema = z.object({ pieces: z.int(), characters: z.int(), photos: z.int() })
export type Counted = z.infer<typeof countedSchema>

/**
 * Pieces by month, person and channel. A piece counts once a milestone: in the month it first came to it, with the characters, photos, channel and byline it then had; what is returned,
 * corrected or published again adds nothing. `person` is an id at the desk, empty by byline, where `name` is as printed and empty for a piece that names nobody.
 */
export const statisticsRowSchema = countedSchema.extend({ month: z.string(), person: z.string(), name: z.string(), channel: z.array(z.string()), milestone: milestoneSchema })
export type StatisticsRow = z.infer<typeof statisticsRowSchema>

/** The rows, oldest month first, and the totals, which count a piece of several people once. */
export const statisticsSchema = z.object({ from: z.string(), to: z.string(), zone: z.string(), by: statisticsBySchema, rows: z.array(statisticsRowSchema), totals: z.object({ submitted: countedSchema, signedOff: countedSchema, published: countedSchema }) })
export type Statistics = z.infer<typeof statisticsSchema>
