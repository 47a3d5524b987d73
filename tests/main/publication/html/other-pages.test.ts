import { beforeAll, describe, expect, test } from 'vitest'

import { packagedSheet } from '../../../../src-shared/publication/review-sheet/packaged'
import { verifyPage } from '../../../../verify-page.vite.ts'
import { judgeThere } from '../../../support/judges'
import { chineseStory, englishStory } from '../../../support/sample-story'
import { buildSignedPiece, nodeCrypto } from '../../../support/signed-piece'
import { htmlFaults } from '../../../support/vnu'
import { smallPhotos } from '../package-tools'

describe('the other pages of a package, judged by the Nu Html Checker', () => {
  let pages: Record<string, string>
  beforeAll(async () => {
    const photos = await smallPhotos()
    const chinese = chineseStory(photos.map(({ photo }) => photo))
    const pieces = {
      chinese: await buildSignedPiece({ photos }),
      english: await buildSignedPiece({ photos, base: englishStory }),
      corrected: await buildSignedPiece({ photos, before: { ...chinese, headline: '江畔夜校亮灯九十天' } }),
      // What people write is the page's words, never its markup.
      odd: await buildSignedPiece({ photos, story: { headline: '<h1>“旧” & 新</h1>' }, signedBy: '许 <知行> & "共"' }),
      first: await buildSignedPiece({ photos, first: true }),
    }
    pages = { ...Object.fromEntries(Object.entries(pieces).map(([name, { piece }]) => [`sheet-${name}`, packagedSheet(piece, nodeCrypto.sha256)])), verify: await verifyPage() }
  }, 120_000)

  if (judgeThere(test, 'the Nu Html Checker', 'java'))
    test('review-sheet.html, whatever a piece went through, and verify.html are without an error', { timeout: 240_000 }, () => {
      expect(Object.keys(pages)).toContain('verify')
      expect(htmlFaults(pages)).toEqual([])
    })
})
