/** What a time that cannot be read counts as: nobody meant it to go out. */
const NEVER = '9999-12-31T23:59:59.000Z'

/**
 * Until when a story is under embargo (ISO 8601 in UTC), null where it is not. It reads the field from whatever form of story it is given: one that
 * has none is under no embargo, and one whose time cannot be read is under it until somebody mends it.
 */
export const embargoOf = (story: object): string | null => {
  const told: unknown = 'embargo' in story ? story.embargo : null
  if (told === null || told === undefined || told === '') return null
  const time = typeof told === 'string' ? Date.parse(told) : NaN
  return Number.isNaN(time) ? NEVER : new Date(time).toISOString()
}
