import { expect, test } from 'vitest'

import { withSubject } from '../../../src-main/publication/read-package'
import { nodeCrypto } from '../../../src-main/signoff/crypto'
import { ok, valueOf } from '../../../src-shared/outcome'
import { renditionsOf } from '../../../src-shared/publication/photo-uses'
import { filesIn, flipped, packed, placesIn } from './package-tools'

test('reads the signed piece and its renditions out of a package', async () => {
  const { built, bytes } = await packed()
  const files = await filesIn(bytes)
  valueOf(
    await withSubject(bytes, nodeCrypto, async (subject) => {
      expect(subject.view.story).toEqual(built.piece.story)
      expect(subject.revision).toEqual(built.piece.signOff.statement.revision)
      expect(subject.signedAt).toBe(built.piece.signOff.statement.at)
      for (const use of renditionsOf(subject.view.story)) {
        const photo = subject.photo(use)
        expect(Buffer.from((await photo?.bytes()) ?? []).equals(files.get(photo?.path ?? '') ?? Buffer.alloc(0))).toBe(true)
      }
      return ok(null)
    }),
  )
})

test('refuses a package of which one byte of the text or of a rendition was changed, by what does not hold', async () => {
  const { bytes } = await packed()
  const files = await filesIn(bytes)
  const places = placesIn(files)
  for (const path of ['article.html', [...files.keys()].find((each) => each.startsWith('photos/web/')) ?? '']) {
    const outcome = await withSubject(flipped(bytes, (places.get(path)?.data ?? 0) + 40), nodeCrypto, () => Promise.reject(new Error('a broken package was used')))
    expect(outcome.ok ? '' : outcome.code).toMatch(/zip-checksum|file-altered|rendering-differs/)
  }
})
