import { ok, type Outcome } from '../../outcome'
import type { Standing } from '../../review/states'
import { checkChain, checkContent, type CheckedStatement, type Crypto } from '../../signoff/check'
import type { Evidence } from '../../signoff/evidence'
import { parseBody } from '../../story/body'
import type { Photo, Story } from '../../story/story'
import type { Envelope } from '../../signoff/envelope'
import type { ReadFile } from '../package/read-files'
import { damaged } from './check-files'
import { HANDOFF } from './layout'

/** A piece as it was handed over, every signature and digest checked: its acts, the bytes of its revisions by digest, and where the acts lead. */
export type HandedPiece = { statements: CheckedStatement[]; standing: Standing; story: Story; revisions: ReadonlyMap<string, Uint8Array>; delegations: Envelope[]; evidence: Evidence }

type Files = ReadonlyMap<string, ReadFile>

/** Acts that bring a text of their own. */
export const bringsText = ({ statement: { decision } }: Pick<CheckedStatement, 'statement'>): boolean => decision === 'submit' || decision === 'correct' || decision === 'revise'

const readRevisions = (files: Files, statements: readonly CheckedStatement[]): Outcome<Map<string, Uint8Array>> => {
  const named = new Set(statements.map(({ statement }) => statement.revision.sha256))
  const revisions = new Map<string, Uint8Array>()
  for (const [path, file] of files) {
    if (!path.startsWith(HANDOFF.revisions)) continue
    if (path !== HANDOFF.revision(file.sha256) || !named.has(file.sha256) || !file.bytes) return damaged('revision-unknown', path)
    revisions.set(file.sha256, file.bytes)
  }
  return ok(revisions)
}

/** The story an act is about, exactly as signed, and one this build can show. */
const storyOf = (statement: CheckedStatement['statement'], bytes: Uint8Array, crypto: Crypto): Outcome<Story> => {
  const story = checkContent(statement, bytes, crypto)
  if (!story.ok) return story
  const body = parseBody(story.value.body)
  return body.ok ? story : body
}

/** The photos each of some stories must have beside it, and those it may. */
const checkPhotos = (files: Files, must: readonly Story[], may: readonly Story[]): Outcome<Map<string, Photo>> => {
  const known = new Map<string, Photo>()
  for (const story of [...must, ...may]) for (const photo of Object.values(story.photos)) known.set(HANDOFF.photo(photo.sha256, photo.mediaType), photo)
  for (const [path, file] of files) {
    if (!path.startsWith(HANDOFF.photos)) continue
    const photo = known.get(path)
    if (!photo) return damaged('photo-unknown', path)
    if (file.sha256 !== photo.sha256 || file.size !== photo.bytes) return damaged('photo-differs', path)
  }
  for (const story of must) for (const photo of Object.values(story.photos)) if (!files.has(HANDOFF.photo(photo.sha256, photo.mediaType))) return damaged('file-missing', photo.name)
  return ok(known)
}

/**
 * The piece in a hand-off: the whole chain replayed, the text it leads to held against what was signed, and whatever the desk does not have yet (`atDesk` acts it
 * has) there with its photos. Answers the piece and the photos it names by path. Refuses as checkChain and checkContent, and `handoff-damaged`.
 */
export const checkHandedPiece = (files: Files, envelopes: readonly Envelope[], delegations: Envelope[], atDesk: number, evidence: Evidence, crypto: Crypto): Outcome<{ piece: HandedPiece; photos: Map<string, Photo> }> => {
  const chain = checkChain(envelopes, evidence, crypto)
  if (!chain.ok) return chain
  const { standing, statements } = chain.value
  const revisions = readRevisions(files, statements)
  if (!revisions.ok) return revisions
  const stories = new Map<string, Story>()
  for (const { statement } of statements) {
    const bytes = revisions.value.get(statement.revision.sha256)
    const story = bytes ? storyOf(statement, bytes, crypto) : null
    if (story && !story.ok) return story
    if (story) stories.set(statement.revision.sha256, story.value)
  }
  const story = stories.get(standing.revision.sha256)
  if (!story) return damaged('file-missing', HANDOFF.revision(standing.revision.sha256))
  const must: Story[] = []
  for (const each of statements.slice(atDesk).filter(bringsText)) {
    const brought = stories.get(each.statement.revision.sha256)
    if (!brought) return damaged('file-missing', HANDOFF.revision(each.statement.revision.sha256))
    must.push(brought)
  }
  const photos = checkPhotos(files, must, [...stories.values()])
  return photos.ok ? ok({ piece: { statements, standing, story, revisions: revisions.value, delegations, evidence }, photos: photos.value }) : photos
}
