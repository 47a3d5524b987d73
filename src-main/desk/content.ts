import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { changeClassesOf } from '../../src-shared/review/changes'
import { checkContent, type CheckedStatement } from '../../src-shared/signoff/check'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { unresolvedIn } from '../../src-shared/story/unresolved'
import type { Parts } from './parts'
import { storedStory } from './stored-story'

const photosIn = (node: BodyJson): string[] => [...(node.type === 'photo' && typeof node.attrs?.['photo'] === 'string' ? [node.attrs['photo']] : []), ...(node.content ?? []).flatMap(photosIn)]

/** Every photo the text shows is among the story's, and every one of those is here as the story describes it. */
export const checkPhotos = async ({ files }: Pick<Parts, 'files'>, story: Story): Promise<Outcome<null>> => {
  if (photosIn(story.body).some((sha256) => !Object.hasOwn(story.photos, sha256))) return failed('photos-mismatch', 'The text shows a photo the story does not carry.')
  for (const [sha256, photo] of Object.entries(story.photos)) {
    const facts = await files.photoFacts(sha256)
    if (!facts) return failed('photo-not-uploaded', `The desk has not received ${photo.name}.`, { digest: sha256, name: photo.name })
    const same = photo.sha256 === sha256 && facts.mediaType === photo.mediaType && facts.width === photo.width && facts.height === photo.height && facts.bytes === photo.bytes
    if (!same) return failed('photo-facts-mismatch', `${photo.name} is not the picture the story describes.`, { digest: sha256, name: photo.name })
  }
  return ok(null)
}

/** The stored bytes are what the statement describes, whole, with every photo and nothing left to answer. Answers the story. */
export const checkStored = async (parts: Parts, { statement }: CheckedStatement): Promise<Outcome<Story>> => {
  const bytes = await parts.files.revision(statement.revision.sha256)
  if (bytes === null) return failed('revision-not-uploaded', 'The desk has not received the text.', { digest: statement.revision.sha256 })
  if (bytes === 'damaged') return failed('story-altered', 'The stored story is not the one that was signed.', { story: statement.story })
  const story = checkContent(statement, bytes, parts.crypto)
  if (!story.ok) return story
  const open = unresolvedIn(story.value.body).length
  if (open > 0) return failed('story-unresolved', `The text still holds ${String(open)} suggestions or comments.`, { count: open })
  const photos = await checkPhotos(parts, story.value)
  return photos.ok ? story : photos
}

/** An edit says of itself what it touches, for that is what it makes void: exactly what differs between the two stored revisions. `changes-mismatch` {expected}. */
export const checkChanges = async (parts: Parts, { statement }: CheckedStatement, before: string, after: Story): Promise<Outcome<null>> => {
  const earlier = await storedStory(parts.files, before)
  if (!earlier) return failed('story-altered', 'The stored story is not the one that was signed.', { story: statement.story })
  const expected = changeClassesOf(earlier, after)
  return [...new Set(statement.changes)].sort().join() === [...expected].sort().join() ? ok(null) : failed('changes-mismatch', `The edit touches ${expected.join(', ')}.`, { expected: expected.join() })
}
