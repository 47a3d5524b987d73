import { bylineOf, contributorsOf } from '../../src-shared/story/byline'
import type { BodyJson, Contributor, Photo, Story } from '../../src-shared/story/story'
import { overflowOf, photosUsed, type FieldName, type Fields, type Overflow } from './fields'

/**
 * The fields and photo records of the open story. A value that is too long stays on the page as typed, and the last value
 * that fitted is what `story` gives to be saved. The byline and its people follow each other: a changed line is read again, and
 * people who print otherwise than before write it anew.
 */
export type StoryStore = {
  shown: <N extends FieldName>(field: N) => Fields[N]
  set: <N extends FieldName>(field: N, value: Fields[N]) => void
  /** Fields whose shown value is not saved because it is too long. The same array until that changes. */
  overflows: () => readonly Overflow[]
  photo: (digest: string) => Photo | undefined
  addPhoto: (photo: Photo) => void
  /** The story to save, around a body. */
  story: (body: BodyJson) => Story
  /** Takes in a story from elsewhere, field by field, as it is: nothing of it is to be saved. */
  replace: (story: Story) => void
  /** Called after any field changes. */
  subscribe: (listener: () => void) => () => void
}

/** The people of a story: those it names, or else those its printed byline does, as in stories older than the list. */
export const peopleOf = ({ contributors, byline }: Pick<Fields, 'contributors' | 'byline'>): readonly Contributor[] => (contributors.length > 0 ? contributors : contributorsOf(byline))

/** What else changes with a field: of the byline its people, of the people their line, where they print otherwise than they did. */
const followersOf = <N extends FieldName>(field: N, value: Fields[N], before: Fields): Partial<Fields> => {
  const next = { ...before, [field]: value }
  if (field === 'byline' && next.byline !== before.byline) return { contributors: contributorsOf(next.byline) }
  if (field !== 'contributors') return {}
  const line = bylineOf(next.contributors, before.language)
  return line === bylineOf(peopleOf(before), before.language) ? {} : { byline: line }
}

/** Makes the store of one opened story. `onChange` is called for changes that are to be saved. */
export const createStoryStore = (opened: Story, onChange: () => void): StoryStore => {
  const { schema, id, body: _body, photos: known, ...fields } = opened
  let shown: Fields = fields
  let sound: Fields = fields
  let overflows: readonly Overflow[] = []
  let photos: Record<string, Photo> = known
  const listeners = new Set<() => void>()
  const tell = (): void => {
    for (const listener of listeners) listener()
  }
  const keep = <N extends FieldName>(field: N, value: Fields[N]): void => {
    shown = { ...shown, [field]: value }
    const overflow = overflowOf(field, value)
    const others = overflows.filter((each) => each.field !== field)
    if (overflow || others.length !== overflows.length) overflows = overflow ? [...others, overflow] : others
    if (overflow) return
    sound = { ...sound, [field]: value }
    onChange()
  }
  return {
    shown: (field) => shown[field],
    set: (field, value) => {
      const followers = followersOf(field, value, shown)
      keep(field, value)
      for (const name of ['byline', 'contributors'] as const) {
        const following = followers[name]
        if (following !== undefined) keep(name, following)
      }
      tell()
    },
    overflows: () => overflows,
    photo: (digest) => photos[digest],
    addPhoto: (photo) => {
      photos = { ...photos, [photo.sha256]: photo }
      tell()
    },
    story: (body) => ({ ...sound, schema, id, body, photos: photosUsed(body, photos) }),
    replace: ({ schema: _schema, id: _id, body: _others, photos: more, ...taken }) => {
      shown = sound = taken
      overflows = []
      photos = { ...photos, ...more }
      tell()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
