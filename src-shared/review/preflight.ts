import { isSafeLink } from '../story/body'
import { countStory, textOf } from '../story/count'
import type { BodyJson, Story, StoryField } from '../story/story'

/** A rule a story does not meet. `code` is a locale key under `preflight.`; `place` is where the window jumps. */
export type Unmet = {
  code: string
  severity: 'block' | 'warn'
  place: { field: StoryField } | { block: string }
  details: Record<string, string | number>
}

/** What fits a page's width: about two lines of display type. */
const HEADLINE = { 'zh-CN': 60, en: 110 } as const

const blocksOf = (node: BodyJson): BodyJson[] => [node, ...(node.content ?? []).flatMap(blocksOf)]
const idOf = (block: BodyJson): string => (typeof block.attrs?.['blockId'] === 'string' ? block.attrs['blockId'] : '')

const words = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')

const checkPhoto = (story: Story, block: BodyJson, number: number): Unmet[] => {
  const place = { block: idOf(block) }
  const details = { number }
  const digest = block.attrs?.['photo']
  const found: Unmet[] = []
  if (typeof digest !== 'string' || !story.photos[digest]) found.push({ code: 'photo-missing', severity: 'block', place, details })
  if (textOf(block).trim() === '') found.push({ code: 'caption-missing', severity: 'block', place, details })
  if (words(block.attrs?.['credit']) === '') found.push({ code: 'credit-missing', severity: 'warn', place, details })
  if (words(block.attrs?.['alt']) === '') found.push({ code: 'alt-missing', severity: 'block', place, details })
  return found
}

/** What stands between a story and the desk, in reading order. `block` stops the submission, `warn` is said and may pass. */
export const preflight = (story: Story): Unmet[] => {
  const found: Unmet[] = []
  const required: [StoryField, boolean][] = [
    ['headline', story.headline.trim() !== ''],
    ['byline', story.byline.trim() !== ''],
    ['channel', story.channel.length > 0],
    ['source', story.source.trim() !== ''],
  ]
  for (const [field, met] of required) if (!met) found.push({ code: `${field}-missing`, severity: 'block', place: { field }, details: {} })
  const limit = HEADLINE[story.language]
  if (story.headline.length > limit) found.push({ code: 'headline-long', severity: 'warn', place: { field: 'headline' }, details: { length: story.headline.length, limit } })
  const blocks = blocksOf(story.body)
  const first = idOf(story.body.content?.[0] ?? { type: 'doc' })
  if (countStory(story).withoutPunctuation === 0) found.push({ code: 'body-empty', severity: 'block', place: { block: first }, details: {} })
  let photos = 0
  for (const block of blocks) {
    if (block.type === 'photo') found.push(...checkPhoto(story, block, (photos += 1)))
    if (block.type === 'crosshead' && textOf(block).trim() === '') found.push({ code: 'crosshead-empty', severity: 'block', place: { block: idOf(block) }, details: {} })
    for (const mark of block.marks ?? []) if (mark.type === 'link' && !isSafeLink(mark.attrs?.['href'])) found.push({ code: 'link-unsafe', severity: 'block', place: { block: first }, details: {} })
  }
  return found
}
