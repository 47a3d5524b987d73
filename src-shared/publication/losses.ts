import { z } from 'zod'

import type { BodyJson, Story } from '../story/story'
import type { Carries } from './destination'
import { photoUses } from './photo-uses'

/**
 * What a destination or format would not show as it was written. `place` is the block's id to jump to, empty for the piece as a whole. `what` is a block or mark of the body,
 * or one of `authors`, `channels`, `captions`, `headline`, `summary`, `photoBytes` (pictures that go only made smaller).
 */
export const lossSchema = z.strictObject({ what: z.string(), how: z.enum(['plain', 'lost', 'shortened']), place: z.string(), count: z.int().min(0), limit: z.int().min(0) })
export type Loss = z.infer<typeof lossSchema>

const blockIdOf = (node: BodyJson, above: string): string => (typeof node.attrs?.['blockId'] === 'string' && node.attrs['blockId'] !== '' ? node.attrs['blockId'] : above)

const uncarried = (story: Pick<Story, 'body'>, blocks: Carries['blocks']): Loss[] => {
  const found = new Map<string, Loss>()
  const meet = (name: string, place: string): void => {
    const how = blocks[name]
    if (how === undefined) return
    const known = found.get(name)
    if (known) known.count += 1
    else found.set(name, { what: name, how, place, count: 1, limit: 0 })
  }
  const visit = (node: BodyJson, above: string): void => {
    const place = blockIdOf(node, above)
    meet(node.type, place)
    for (const mark of node.marks ?? []) meet(mark.type, place)
    for (const child of node.content ?? []) visit(child, place)
  }
  visit(story.body, '')
  return [...found.values()]
}

const length = (text: string): number => Array.from(text).length

/** Pictures the text shows that are larger than so many bytes, by their digests. */
export const heavyPhotos = (story: Pick<Story, 'body' | 'photos'>, most: number): ReadonlySet<string> => new Set(photoUses(story).flatMap(({ sha256 }) => ((story.photos[sha256]?.bytes ?? 0) > most ? [sha256] : [])))

/** Everything of a story that a destination would lose or change, so that it can be said before anybody signs. `title` is the headline as the destination would have it. */
export const lossesOf = (story: Story, carries: Carries, title: string): Loss[] => {
  const whole = (what: string, how: Loss['how'], count: number, limit = 0): Loss => ({ what, how, place: '', count, limit })
  const heavy = carries.photoBytes === null ? 0 : heavyPhotos(story, carries.photoBytes).size
  const captioned = photoUses(story).filter(({ caption, credit }) => caption !== '' || credit !== '').length
  return [
    ...uncarried(story, carries.blocks),
    ...(!carries.captions && captioned > 0 ? [whole('captions', 'lost', captioned)] : []),
    ...(heavy > 0 ? [whole('photoBytes', 'shortened', heavy, carries.photoBytes ?? 0)] : []),
    ...(carries.channels === 'flat' && story.channel.length > 1 ? [whole('channels', 'plain', story.channel.length)] : []),
    ...(carries.channels === 'none' && story.channel.length > 0 ? [whole('channels', 'lost', story.channel.length)] : []),
    ...(carries.authors === 'one' && story.contributors.length > 1 ? [whole('authors', 'plain', story.contributors.length)] : []),
    ...(carries.headline !== null && length(title) > carries.headline ? [whole('headline', 'shortened', length(title), carries.headline)] : []),
    ...(carries.summary !== null && length(story.summary) > carries.summary ? [whole('summary', 'shortened', length(story.summary), carries.summary)] : []),
  ]
}
