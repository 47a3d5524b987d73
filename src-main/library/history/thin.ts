import type { Version, VersionCause } from '../../../src-shared/story/version'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const WEEK = 7 * DAY

/** Versions of moments that matter stay as long as the story. */
const FOR_EVER: ReadonlySet<VersionCause> = new Set(['submitted', 'returned', 'restored', 'imported', 'named'])

/** What thinning looks at. `of` names the version whose content this one shares; null where it has its own. */
export type Thinned = Pick<Version, 'id' | 'at' | 'cause' | 'label'> & { of: string | null }

/**
 * The ids of versions that may go, of a history in the order it was kept: all of the last 24 hours stay, then the last of each
 * hour for a week, then the last of each day (hours and days of UTC). Named, submitted, returned, restored and imported ones stay
 * for ever, as do the newest and whatever another one shares its content with. A clock set back makes nothing older than it is.
 */
export const thin = (versions: readonly Thinned[], now: number): string[] => {
  const kept = new Set<string>()
  const seen = new Set<string>()
  for (const [index, { id, at, cause, label }] of [...versions].reverse().entries()) {
    const moment = Date.parse(at)
    const age = now - moment
    const bucket = age < WEEK ? `hour ${Math.floor(moment / HOUR)}` : `day ${Math.floor(moment / DAY)}`
    if (index === 0 || FOR_EVER.has(cause) || label !== '' || Number.isNaN(age) || age < DAY) kept.add(id)
    else if (!seen.has(bucket)) {
      seen.add(bucket)
      kept.add(id)
    }
  }
  for (const { id, of } of versions) if (of !== null && kept.has(id)) kept.add(of)
  return versions.map(({ id }) => id).filter((id) => !kept.has(id))
}
