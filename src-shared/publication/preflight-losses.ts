import type { Unmet } from '../review/preflight'
import type { BodyJson, Story } from '../story/story'
import { PLAIN_TITLE, titleBy, type DestinationInfo } from './destination'
import { heavyPhotos, lossesOf, type Loss } from './losses'
import { useOf, type PhotoUse } from './photo-uses'

/** What one destination would not show of a story as it was written. */
export type DestinationLosses = { destination: DestinationInfo; losses: Unmet[] }

/** Where somebody goes to do something about a loss of the piece as a whole. */
const FIELDS: Readonly<Record<string, Extract<Unmet['place'], { field: unknown }>['field']>> = { authors: 'byline', channels: 'channel', headline: 'headline', summary: 'summary' }

/** The first photo of this kind, by its block's id; empty where there is none. */
const firstPhoto = (node: BodyJson, is: (use: PhotoUse) => boolean): string => {
  if (node.type !== 'photo') return (node.content ?? []).reduce((found, child) => found || firstPhoto(child, is), '')
  const use = useOf(node)
  const id = node.attrs?.['blockId']
  return use && is(use) && typeof id === 'string' ? id : ''
}

/** Where a loss of some photos is met first, by what is lost of them. */
const AT_PHOTOS: Readonly<Record<string, (story: Story, limit: number) => (use: PhotoUse) => boolean>> = {
  captions: () => ({ caption, credit }) => caption + credit !== '',
  photoBytes: (story, limit) => {
    const heavy = heavyPhotos(story, limit)
    return ({ sha256 }) => heavy.has(sha256)
  },
}

const warningOf = (story: Story, { what, how, place, count, limit }: Loss): Unmet => {
  const field = FIELDS[what]
  const photos = AT_PHOTOS[what]
  return {
    code: place === '' && (field ?? photos) !== undefined ? `loss.${what}-${how}` : `loss.${how}`,
    severity: 'warn',
    place: field !== undefined && place === '' ? { field } : { block: place === '' && photos ? firstPhoto(story.body, photos(story, limit)) : place },
    // Bytes are told in megabytes.
    details: { what, count, limit: what === 'photoBytes' ? Math.round(limit / 100_000) / 10 : limit },
  }
}

/**
 * What each destination a story is meant for would lose, those that lose nothing left out: the chosen ones, or where none is chosen all of the newsroom's.
 * Said before anybody submits; it stops nobody. `code` is a locale key under `preflight.`; `details.what` names the block or mark where the code does not.
 */
export const destinationLosses = (story: Story, destinations: readonly DestinationInfo[]): DestinationLosses[] =>
  destinations
    .filter(({ id }) => story.destinations.length === 0 || story.destinations.includes(id))
    .map((destination) => ({ destination, losses: lossesOf(story, destination.carries, titleBy(destination.title ?? PLAIN_TITLE, story)).map((loss) => warningOf(story, loss)) }))
    .filter(({ losses }) => losses.length > 0)
