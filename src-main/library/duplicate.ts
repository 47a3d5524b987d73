import { failed, type Outcome } from '../../src-shared/outcome'
import { LIMITS, type Story } from '../../src-shared/story/story'
import type { Library, Saved } from './library'

/** "Ferry" is followed by "Ferry 2", that by "Ferry 3". */
const nextName = (name: string): string => {
  const [, stem = name, number] = /^(.*?)(?: (\d{1,4}))?$/su.exec(name) ?? []
  const ending = ` ${String(number === undefined ? 2 : Number(number) + 1)}`
  return `${stem.slice(0, LIMITS.line - ending.length)}${ending}`
}

const copyOf = (story: Story, id: string): Story => ({
  ...story,
  id,
  slugline: nextName(story.slugline || story.headline),
  // Who signed the first and when it was printed says nothing of this one.
  responsibleEditor: '',
  publishTime: null,
})

/** Makes a new story of a story, its photos with it; comments and what the desk said stay behind. Refuses what opening the story or reading its photos refuses; then nothing was made. */
export const duplicateStory = async (library: Library, id: string, newId: string): Promise<Outcome<Saved>> => {
  const opened = await library.open(id)
  if (!opened.ok) return opened
  const { story } = opened.value
  const photos = Object.values(story.photos)
  // All of them before the first is written, so that a missing one leaves nothing behind.
  for (const photo of photos) {
    const read = await library.readPhoto(id, photo.sha256)
    if (!read.ok) return failed(read.code, read.message, { ...read.details, name: photo.name })
  }
  for (const photo of photos) {
    const read = await library.readPhoto(id, photo.sha256)
    if (!read.ok) return read
    const kept = await library.addPhoto(newId, photo, read.value.bytes)
    if (!kept.ok) return kept
  }
  return library.create(copyOf(story, newId))
}
