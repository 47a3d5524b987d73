import type { Piece } from '../../src-shared/desk-api/pieces'
import { EVERYTHING, type DestinationInfo } from '../../src-shared/publication/destination'
import { useApp } from '../ui/app-state'
import { useAsk } from '../ui/ask'
import { standingOf } from './standing'

/** A destination as it is shown; `gone` where the newsroom has it no more and only what was published there is on record. */
export type Place = DestinationInfo & { gone: boolean }

/** The newsroom's destinations, and those it had where something of the piece is on record. */
export const usePlaces = (piece: Pick<Piece, 'publications'>): Place[] => {
  const known = useApp().newsroom?.destinations ?? []
  const ids = new Set(known.map(({ id }) => id))
  return [
    ...known.map((info) => ({ ...info, gone: false })),
    ...piece.publications.filter(({ destination }) => !ids.has(destination)).map(({ destination }) => ({ id: destination, name: destination, kind: '', address: '', carries: EVERYTHING, gone: true })),
  ]
}

/** What a destination is called; its id where the newsroom has it no more. */
export const useDestinationName = (): ((id: string) => string) => {
  const known = useApp().newsroom?.destinations ?? []
  return (id) => known.find((place) => place.id === id)?.name ?? id
}

/** The destinations that do not have the signed revision and for which nothing is on its way. */
export const lackingOf = (piece: Piece, places: readonly Place[]): Place[] =>
  places.filter((place) => {
    const standing = standingOf(piece, piece.publications.find(({ destination }) => destination === place.id))
    return !place.gone && (standing === 'none' || standing === 'outdated' || standing === 'failed' || standing === 'takenDown' || standing === 'left')
  })

const isLink = (url: string): boolean => /^https?:\/\//i.test(url)

/** Where a published page can be looked at: on the preview, for a site in a folder of this machine; else where the receipt says. Null where there is no link. */
export const usePageAt = (place: Place | null, url: string | null): string | null => {
  const { connection } = useApp()
  const here = place?.kind === 'site' && connection.state === 'embedded'
  const preview = useAsk('published.preview', null, { enabled: here && url !== null })
  if (url === null || !isLink(url)) return null
  if (!here) return url
  if (!preview.data) return null
  const base = new URL(place.address).pathname
  const { pathname } = new URL(url)
  return new URL(pathname.startsWith(base) ? pathname.slice(base.length) : pathname, preview.data.url).href
}
