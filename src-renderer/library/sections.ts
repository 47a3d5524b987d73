import type { TFunction } from 'i18next'

import type { Group, LibraryRow } from '../../src-shared/bridge/contract'
import type { Section } from './story-list'
import { MOST_HITS, type Found } from './use-found'

/** How many rows a section shows first, and how many more at a time. */
export const SHOWN = 100
const MORE = 200

/** How each section stands: folded or not, and how many rows it may show. */
export type Unfolding = { folded: Readonly<Record<string, boolean>>; limits: Readonly<Record<string, number>> }
export const asFirstSeen: Unfolding = { folded: {}, limits: {} }

/** What a question to the host is limited to, by what the found section may show. */
export const hitsWanted = ({ limits }: Unfolding): number => Math.min(limits['found'] ?? SHOWN, MOST_HITS)

/** The limit of a section after "more" or "all". */
export const widened = (unfolding: Unfolding, name: string, all: boolean): Unfolding => ({
  ...unfolding,
  limits: { ...unfolding.limits, [name]: all ? Number.MAX_SAFE_INTEGER : (unfolding.limits[name] ?? SHOWN) + MORE },
})

type Given = { t: TFunction; unfolding: Unfolding }

/** What was found, and below it what was found in the bin. */
export const foundSections = (found: Found, { t, unfolding }: Given): Section[] => {
  const section = (name: 'found' | 'foundBin', rows: Found['kept'], total: number): Section => ({
    name,
    title: t(`library:search.${name}`),
    mark: false,
    rows: rows.map(({ row }) => row),
    found: new Map(rows.map((each) => [each.row.id, each])),
    total,
    folded: unfolding.folded[name] ?? false,
    limit: unfolding.limits['found'] ?? SHOWN,
    ...(hitsWanted(unfolding) === MOST_HITS && { end: t('library:search.most', { count: MOST_HITS }) }),
  })
  return [section('found', found.kept, found.total - found.totalBinned), section('foundBin', found.binned, found.totalBinned)].filter(({ total }) => total > 0)
}

/** The library's groups; the bin is folded unless it is what was asked for. */
export const groupSections = (groups: readonly { group: Group; rows: readonly LibraryRow[] }[], { t, unfolding }: Given, binAsked: boolean): Section[] =>
  groups.map(({ group, rows }) => ({
    name: group,
    title: t(`library:group.${group}`),
    mark: group === 'returned',
    rows,
    total: rows.length,
    folded: unfolding.folded[group] ?? (group === 'bin' && !binAsked),
    limit: unfolding.limits[group] ?? SHOWN,
  }))
