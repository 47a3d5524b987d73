import { photoSchema } from '../../src-shared/story/story'
import type { Files } from './files'
import type { S3Client } from './s3-client'

/** Keeps files in an S3-compatible store, under the same names as on disk: `revisions/ab/<sha256>.json`, `photos/ab/<sha256>` and its facts beside it. */
export const s3Files = (s3: S3Client, sha256: (bytes: Uint8Array) => string): Files => {
  const place = (kind: 'revisions' | 'photos', name: string, extension = ''): string => `${kind}/${name.slice(0, 2)}/${name}${extension}`
  const read = async (key: string, name: string): ReturnType<Files['photo']> => {
    const bytes = await s3.get(key)
    if (bytes === null) return null
    return sha256(bytes) === name ? bytes : 'damaged'
  }
  const write = async (key: string, name: string, bytes: Uint8Array, mediaType: string): Promise<void> => {
    // Whole bytes of that name need no second writing; damaged ones are mended by a new upload.
    if ((await read(key, name)) instanceof Uint8Array) return
    await s3.put(key, bytes, mediaType)
  }
  return {
    putRevision: (name, bytes) => write(place('revisions', name, '.json'), name, bytes, 'application/json'),
    revision: (name) => read(place('revisions', name, '.json'), name),
    foundRevision: (name) => s3.get(place('revisions', name, '.json')),
    putPhoto: async (facts, bytes) => {
      await write(place('photos', facts.sha256), facts.sha256, bytes, facts.mediaType)
      // The facts come last: where they stand, the photo is whole.
      await s3.put(place('photos', facts.sha256, '.json'), new TextEncoder().encode(JSON.stringify(facts)), 'application/json')
    },
    photoFacts: async (name) => {
      const text = await s3.get(place('photos', name, '.json'))
      if (text === null) return null
      try {
        const facts = photoSchema.safeParse(JSON.parse(new TextDecoder().decode(text)))
        return facts.success && facts.data.bytes === (await s3.size(place('photos', name))) ? facts.data : null
      } catch (error) {
        if (error instanceof SyntaxError) return null // Facts that cannot be read are found again when the photo is sent again.
        throw error
      }
    },
    photo: (name) => read(place('photos', name), name),
    ready: async () => {
      // Writing it once shows that this key may write; after that, that it is still there.
      if ((await s3.size('desk-ready')) === null) await s3.put('desk-ready', new TextEncoder().encode('Stet keeps its desk\'s files here.\n'), 'text/plain')
    },
  }
}
