import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { PACKAGE } from '../../../src-shared/publication/manifest'
import { STORY_SCHEMA } from '../../../src-shared/story/story'
import { chineseStory } from '../../support/sample-story'
import { asSchemaOne } from '../../support/schema-one'
import { changed, faults, filesIn, packed, resealed, verify, zipOf, type Files } from './package-tools'

/** Packed and sealed by Stet when it wrote stories of the first schema. */
const OLD = join(import.meta.dirname, '../../fixtures/packages/schema-1.zip')

let old: Buffer
let files: Files
beforeAll(async () => {
  old = await readFile(OLD)
  files = await filesIn(old)
})
const schemaIn = (story: Buffer): unknown => (JSON.parse(story.toString()) as Record<string, unknown>)['schema']

describe('a package of a story of the first schema', () => {
  test('that was packed then still verifies in full, its pages drawn again byte for byte', async () => {
    expect(schemaIn(files.get(PACKAGE.story)!)).toBe(1)
    const verdict = await verify(old)
    expect(faults(verdict)).toEqual([])
    expect(verdict.holds).toBe(true)
    expect(verdict.findings.filter(({ code }) => code === 'rendering-holds').map(({ place }) => place).sort()).toEqual([PACKAGE.html, PACKAGE.text].sort())
  })

  test('is packed today as it was then', async () => {
    const { bytes, built } = await packed({ base: (photos) => asSchemaOne(chineseStory(photos)) })
    const now = await filesIn(bytes)
    expect(schemaIn(now.get(PACKAGE.story)!)).toBe(1)
    expect(built.piece.story.schema, 'and read as a story of today').toBe(STORY_SCHEMA)
    expect(faults(await verify(bytes))).toEqual([])
    for (const path of [PACKAGE.story, PACKAGE.text]) expect(now.get(path)!.equals(files.get(path)!), path).toBe(true)
    expect(now.get(PACKAGE.html)!.toString().replace(/"photos\/social\/[0-9a-f]{64}\.jpg",/, '')).toBe(files.get(PACKAGE.html)!.toString())
  })

  test('does not hold when its story is written again in a later schema, even under a new seal', async () => {
    const { built } = await packed({ base: (photos) => asSchemaOne(chineseStory(photos)) })
    const again = resealed(changed(files, PACKAGE.story, (story) => ({ ...story, schema: 2, contributors: [], columnTag: '', originalHeadline: '', correction: null })), built.deskSigner)
    expect(faults(await verify(await zipOf(again)))).toContain(`story-altered ${PACKAGE.story}`)
  })
})
