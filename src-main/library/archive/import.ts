import { basename } from 'node:path'

import { failed, type Outcome } from '../../../src-shared/outcome'
import { bringIn, type BringInOptions, type BroughtIn } from './bring-in'
import { placeOf } from './form'
import { openArchive, type Archive } from './read-archive'
import type { SourceStory } from './source'

export type ImportOptions = Omit<BringInOptions, 'from' | 'progress'> & {
  /** The archive's path. */
  file: string
  /** What it is called, where the path is not the person's own. */
  name?: string
  /** True once the person has seen that something is damaged and wants the rest. */
  leaveDamaged: boolean
  /** Of the files being checked, then of the stories being written. */
  progress: (step: 'checking' | 'writing', done: number, total: number) => void
}

const sourceOf = (archive: Archive): SourceStory[] => {
  const files = new Map<string, string[]>()
  for (const { path } of archive.manifest.files) {
    const place = placeOf(path)
    if (place && 'story' in place) files.set(place.story, [...(files.get(place.story) ?? []), place.path])
  }
  return archive.manifest.stories.map(({ id, photos }) => ({
    id,
    photos,
    files: files.get(id) ?? [],
    read: (path) => archive.read(`stories/${id}/${path}`),
    photo: (name) => archive.read(`photos/${name}`),
  }))
}

/** Reads every file once and holds it against its digest, before anything is written. */
const damagedIn = async (archive: Archive, options: ImportOptions): Promise<string[] | 'cancelled'> => {
  const damaged: string[] = []
  const { files } = archive.manifest
  for (const [index, { path }] of files.entries()) {
    if (options.signal.aborted) return 'cancelled'
    if (index % 20 === 0) options.progress('checking', index, files.length)
    if ((await archive.read(path)) === null) damaged.push(path)
  }
  return damaged
}

/**
 * Brings an archive into a library (bring-in.ts says how). Every file is verified against the manifest before the first is
 * written; damaged ones are named in `archive-damaged` {count, names}, and left out where the person wants the rest. Refuses what
 * openArchive refuses, and `cancelled`.
 */
export const importLibrary = async (options: ImportOptions): Promise<Outcome<BroughtIn>> => {
  const opened = await openArchive(options.file)
  if (!opened.ok) return opened
  const archive = opened.value
  try {
    const damaged = await damagedIn(archive, options)
    if (damaged === 'cancelled') return failed('cancelled', 'The person stopped it.')
    if (damaged.length > 0 && !options.leaveDamaged) return failed('archive-damaged', `${String(damaged.length)} files of the archive are damaged.`, { count: damaged.length, names: damaged.slice(0, 20).join('\n') })
    return await bringIn(sourceOf(archive), { ...options, from: options.name ?? basename(options.file), progress: (done, total) => options.progress('writing', done, total) })
  } finally {
    await archive.close()
  }
}
