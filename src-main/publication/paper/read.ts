import yauzl from 'yauzl'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'
import { manifestSchema, PACKAGE } from '../../../src-shared/publication/manifest'
import type { PaperFacts } from '../../../src-shared/publication/paper/paper'
import { readStory } from '../../../src-shared/story/migrations'
import type { Story } from '../../../src-shared/story/story'

/** The files of a package that is known to hold, given as bytes or by path; those that are wanted. */
export const readSome = async (zip: Uint8Array | string, wanted: (path: string) => boolean): Promise<Map<string, Buffer>> => {
  const files = new Map<string, Buffer>()
  const opened = typeof zip === 'string' ? await yauzl.openPromise(zip) : await yauzl.fromBufferPromise(Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength))
  for await (const entry of opened.eachEntry()) {
    if (!wanted(entry.fileName)) continue
    const chunks: Buffer[] = []
    for await (const chunk of await opened.openReadStreamPromise(entry)) chunks.push(chunk as Buffer)
    files.set(entry.fileName, Buffer.concat(chunks))
  }
  return files
}

/** What paper says of the text in a package. Refuses `package-unreadable` {reason}, `story-invalid`, `story-newer`. */
export const factsOf = (files: ReadonlyMap<string, Buffer>): Outcome<PaperFacts & { story: Story }> => {
  const manifest = manifestSchema.safeParse(JSON.parse(files.get(PACKAGE.manifest)?.toString() ?? 'null'))
  if (!manifest.success) return failed('package-unreadable', 'The package has no manifest.', { reason: PACKAGE.manifest })
  const story = readStory(JSON.parse(files.get(PACKAGE.story)?.toString() ?? 'null'))
  return story.ok ? ok({ story: story.value, revision: manifest.data.revision, signedAt: manifest.data.signedAt }) : story
}
