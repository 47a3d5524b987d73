import type { Unmet } from '../review/preflight'
import type { BodyJson, Story } from '../story/story'
import { PLAIN_TITLE, titleBy, type DestinationInfo } from './destination'
import { lossesOf, type Loss } from './losses'
import { useOf } from './photo-uses'

/** What one destination would not show of a story as it was written. */
export type DestinationLosses = { destination: DestinationInfo; losses: Unmet[] }

/** Where somebody goes to do something about a loss of the piece as a whole. */
const FIELDS: Readonly<Record<string, Extract<Unmet['place'], { field: unknown }>['field']>> = { authors: 'byline', channels: 'channel', headline: 'headline', summary: 'summary' }

/** The first photo with words of its own, by its block's id; null where there is none. */
const captioned = (node: BodyJson): string | null => {
  if (node.type !== 'photo') return (node.content ?? []).reduce<string | null>((found, child) => found ?? captioned(child), null)
  const use = useOf(node)
  const id = node.attrs?.['blockId']
  return use && use.caption + use.credit !== '' && typeof id === 'string' ? id : null
}

const warningOf = (story: Story, { what, how, place, count, limit }: Loss): Unmet => {
  const field = FIELDS[what]
  return {
    code: place === '' && (field !== undefined || what === 'captions') ? `loss.${what}-${how}` : `loss.${how}`,
    severity: 'warn',
    place: field !== undefined && place === '' ? { field } : { block: place === '' ? (captioned(story.body) ?? '') : place },
    details: { what, count, limit },
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
