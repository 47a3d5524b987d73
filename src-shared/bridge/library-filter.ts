import type { LibraryFilter, LibraryRow } from './contract'

/** Narrows nothing. */
export const noFilter: LibraryFilter = { group: null, channel: [], byline: '', since: null, until: null }

/** True for a row the filter lets through. */
export const fitsFilter = (row: Pick<LibraryRow, 'group' | 'channel' | 'byline' | 'changedAt'>, filter: LibraryFilter): boolean => {
  if (filter.group !== null && row.group !== filter.group) return false
  if (!filter.channel.every((step, at) => row.channel[at] === step)) return false
  if (filter.byline !== '' && row.byline !== filter.byline) return false
  if (filter.since === null && filter.until === null) return true
  const at = Date.parse(row.changedAt)
  return !(filter.since !== null && at < Date.parse(filter.since)) && !(filter.until !== null && at >= Date.parse(filter.until))
}
