import { join } from 'node:path'

import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'
import { storyIdSchema } from '../../../src-shared/story/story'
import type { Vault } from '../../durable/vault'
import { storyFolder } from '../draft-file'
import type { Library } from '../library'
import { writePhotoFile } from '../photo-files'
import type { Holding } from './hold'
import type { LostSaves } from './lost'
import { away, isThere } from './record'

/** What stands between a library and whoever asks it: whether it is ours to write, asked anew before every write. */
export type Guard = {
  folder: string
  vault: Vault
  /** Asks how the library is held and acts on it. */
  under: <T>(act: (holding: Holding | 'reading') => Promise<T>) => Promise<T>
  lost: LostSaves
  /** The refusal while another holds it: `library-taken-over`, or `library-reading` where it was opened to be read. */
  refusal: () => Failure
}

/** The same library, refusing what is not its to write and saying plainly when its folder is gone. */
export const guardLibrary = (library: Library, guard: Guard): Library => {
  const mine = <T>(act: () => Promise<Outcome<T>>, lost?: () => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    guard.under(async (holding) => {
      switch (holding) {
        case 'held':
          return act()
        case 'away':
          return away(guard.folder)
        case 'lost':
          return lost ? lost() : guard.refusal()
        case 'reading':
          return guard.refusal()
      }
    })
  /** What is missing together with its whole folder is not missing: the drive is. */
  const reading = async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await answer
    return !outcome.ok && !(await isThere(guard.folder)) ? away(guard.folder) : outcome
  }
  return {
    ...library,
    open: async (id) => {
      const outcome = await reading(library.open(id))
      if (outcome.ok) guard.lost.reopened(id)
      return outcome
    },
    readPhoto: (id, sha256) => reading(library.readPhoto(id, sha256)),
    create: (story, notes) => mine(() => library.create(story, notes)),
    save: (story, generation, notes, conflicts) =>
      mine(
        () => library.save(story, generation, notes, conflicts),
        () => guard.lost.save(story, generation, notes, conflicts),
      ),
    setPiece: (id, piece, brought) => mine(() => library.setPiece(id, piece, brought)),
    bin: (id) => mine(() => library.bin(id)),
    restore: (id) => mine(() => library.restore(id)),
    remove: (id) => mine(() => library.remove(id)),
    // What can be undone belongs to the words that were saved; where none may be saved, none is kept.
    keepUndo: (id, undo) => mine(() => library.keepUndo(id, undo), () => Promise.resolve(ok(null))),
    adopt: (draft, beside) => mine(() => library.adopt(draft, beside)),
    noticeVersions: (id) => mine(() => library.noticeVersions(id), () => Promise.resolve(ok([]))),
    addPhoto: (id, photo, bytes) =>
      mine(
        () => library.addPhoto(id, photo, bytes),
        // A photo is named by its digest: beside the new holder's it overwrites nothing, and the copy of the story takes it along.
        () => (storyIdSchema.safeParse(id).success ? writePhotoFile(guard.vault, storyFolder(join(guard.folder, 'stories'), id), photo, bytes) : Promise.resolve(failed('draft-missing', 'There is no such draft in this library.', { id }))),
      ),
    rebuildIndex: () => guard.under((holding) => (holding === 'held' ? library.rebuildIndex() : Promise.resolve())),
  }
}
