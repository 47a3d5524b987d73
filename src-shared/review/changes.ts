import { parseBody } from '../story/body'
import { stable } from '../story/compare/inline'
import type { BodyJson, Story, StoryField } from '../story/story'
import { withoutComments } from '../story/unresolved'
import { CHANGE_CLASSES, type ChangeClass } from './policy'

type Field = StoryField | 'contributors' | 'language' | 'targetLength'

const FIELDS: Readonly<Record<Exclude<ChangeClass, 'text' | 'photos'>, readonly Field[]>> = {
  headline: ['kicker', 'headline', 'deck', 'columnTag', 'originalHeadline'],
  byline: ['byline', 'contributors', 'dateline', 'responsibleEditor'],
  details: ['slugline', 'language', 'source', 'channel', 'keywords', 'summary', 'publishTime', 'embargo', 'destinations', 'targetLength', 'correction'],
}

const PICTURES: ReadonlySet<string> = new Set(['photo', 'photoGroup'])

/** A body with every attribute its schema gives it and no comments: an older one left out what did not exist yet, and that is no change. */
const whole = (body: BodyJson): BodyJson => {
  const bare = withoutComments(body)
  const read = parseBody(bare)
  return read.ok ? (read.value.toJSON() as BodyJson) : bare
}

const idOf = (node: BodyJson): string => (typeof node.attrs?.['blockId'] === 'string' ? node.attrs['blockId'] : '')

/** Ids tell blocks apart; they say nothing. */
const unnamed = (node: BodyJson): BodyJson => ({
  ...node,
  ...(node.attrs ? { attrs: { ...node.attrs, blockId: undefined } } : {}),
  ...(node.content ? { content: node.content.map(unnamed) } : {}),
})

const withoutPictures = (node: BodyJson): BodyJson => (node.content ? { ...node, content: node.content.filter(({ type }) => !PICTURES.has(type)).map(withoutPictures) } : node)

const textIds = (node: BodyJson): string[] => (PICTURES.has(node.type) ? [] : [idOf(node), ...(node.content ?? []).flatMap(textIds)].filter((id) => id !== ''))

/** Every picture in reading order, and how many of the blocks that both bodies have stand before it. */
const pictures = (body: BodyJson, common: ReadonlySet<string>): unknown[] => {
  const found: unknown[] = []
  let before = 0
  const look = (node: BodyJson): void => {
    if (PICTURES.has(node.type)) {
      found.push([before, unnamed(node)])
      return
    }
    if (common.has(idOf(node))) before += 1
    for (const child of node.content ?? []) look(child)
  }
  look(body)
  return found
}

const same = (one: unknown, other: unknown): boolean => stable(one) === stable(other)

/**
 * What differs between two revisions of a story, as the policy tells changes apart: the body's words, the headlines, who is named, what is kept beside,
 * and pictures with their captions, groups and places. Comments and ids of blocks are no change. In CHANGE_CLASSES' order.
 */
export const changeClassesOf = (before: Story, after: Story): ChangeClass[] => {
  const [one, other] = [whole(before.body), whole(after.body)]
  const ids = new Set(textIds(one))
  const common = new Set(textIds(other).filter((id) => ids.has(id)))
  const differs: Record<ChangeClass, () => boolean> = {
    text: () => !same(unnamed(withoutPictures(one)), unnamed(withoutPictures(other))),
    photos: () => !same(before.photos, after.photos) || !same(pictures(one, common), pictures(other, common)),
    headline: () => FIELDS.headline.some((field) => !same(before[field], after[field])),
    byline: () => FIELDS.byline.some((field) => !same(before[field], after[field])),
    details: () => FIELDS.details.some((field) => !same(before[field], after[field])),
  }
  return CHANGE_CLASSES.filter((change) => differs[change]())
}
