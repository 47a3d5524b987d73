import type { LibraryRow } from '../../../src-shared/bridge/contract'
import type { Language } from '../../../src-shared/story/story'

/** The stories of the library a correction may be about, by a label of their own: published ones first, then the newest. Two of one headline are told apart by slug, then by number. */
export const earlierStories = (rows: readonly LibraryRow[], own: string): Map<string, LibraryRow> => {
  const rank = (row: LibraryRow): number => (row.group === 'published' ? 0 : 1)
  const fit = rows.filter((row) => row.id !== own && row.group !== 'bin' && !row.damaged && row.headline.trim() !== '')
  const labelled = new Map<string, LibraryRow>()
  for (const row of fit.sort((a, b) => rank(a) - rank(b) || (a.changedAt < b.changedAt ? 1 : -1))) {
    const headline = row.headline.trim()
    const slugged = row.slugline.trim() === '' ? headline : `${headline} · ${row.slugline.trim()}`
    let label = labelled.has(headline) ? slugged : headline
    for (let number = 2; labelled.has(label); number += 1) label = `${slugged} (${String(number)})`
    labelled.set(label, row)
  }
  return labelled
}

/** The day of a time as print says it, in this machine's zone: "2026年3月11日", "March 11, 2026". */
export const printedDay = (iso: string, language: Language): string => {
  const time = Date.parse(iso)
  return Number.isNaN(time) ? '' : new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(time)
}
