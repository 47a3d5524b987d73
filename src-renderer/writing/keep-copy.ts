import { failed, ok, type Outcome } from '../../src-shared/outcome'
import type { Photo, Story } from '../../src-shared/story/story'
import { LIMITS } from '../../src-shared/story/story'
import { bench } from '../bench'

const copyPhoto = async (from: string, to: string, photo: Photo): Promise<Outcome<unknown>> => {
  try {
    const response = await fetch(bench.photoUrl(from, photo.sha256))
    if (!response.ok) return failed('photo-missing', `The picture ${photo.name} could not be read.`, { name: photo.name })
    return await bench.ask('photo.add', { story: to, name: photo.name, bytes: new Uint8Array(await response.arrayBuffer()) })
  } catch (error) {
    return failed('photo-missing', `The picture ${photo.name} could not be read: ${String(error)}`, { name: photo.name })
  }
}

/** Saves a story as a new one of its own, photos included. Answers the new story's id; a refusal leaves the words where they are. */
export const keepCopy = async (story: Story, title: (slugline: string) => string): Promise<Outcome<string>> => {
  const made = await bench.ask('library.create', { template: 'news', language: story.language })
  if (!made.ok) return made
  const id = made.value.story.id
  for (const photo of Object.values(story.photos)) {
    const copied = await copyPhoto(story.id, id, photo)
    if (!copied.ok) return copied
  }
  const slugline = title(story.slugline || story.headline).slice(0, LIMITS.line)
  const saved = await bench.ask('library.save', { story: { ...story, id, slugline }, generation: made.value.generation })
  return saved.ok ? ok(id) : saved
}
