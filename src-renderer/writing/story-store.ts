import type { BodyJson, Photo, Story } from '../../src-shared/story/story'
import { overflowOf, photosUsed, type FieldName, type Fields, type Overflow } from './fields'

/**
 * The fields and photo records of the open story. A value that is too long stays on the page as typed, and the last value
 * that fitted is what `story` gives to be saved.
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
  /** Called after any field changes. */
  subscribe: (listener: () => void) => () => void
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
  return {
    shown: (field) => shown[field],
    set: (field, value) => {
      shown = { ...shown, [field]: value }
      const overflow = overflowOf(field, value)
      const others = overflows.filter((each) => each.field !== field)
      if (overflow || others.length !== overflows.length) overflows = overflow ? [...others, overflow] : others
      if (!overflow) {
        sound = { ...sound, [field]: value }
        onChange()
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
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
