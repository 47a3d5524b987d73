import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'

import { manifestSchema, PACKAGE } from '../../../src-shared/publication/manifest'
import { packagedRenditions } from '../../../src-shared/publication/package/renditions'
import { STORY_SCHEMA } from '../../../src-shared/story/story'
import { storyOfSchemaTwo } from '../../support/schema-two'
import { changed, faults, filesIn, packed, resealed, verify, zipOf, type Files } from './package-tools'

/** Packed and sealed by Stet when it wrote stories of the second schema. */
const OLD = join(import.meta.dirname, '../../fixtures/packages/schema-2.zip')

let old: Buffer
let files: Files
beforeAll(async () => {
  old = await readFile(OLD)
  files = await filesIn(old)
})
const schemaIn = (story: Buffer): unknown => (JSON.parse(story.toString()) as Record<string, unknown>)['schema']

describe('a package of a story of the second schema', () => {
  test('that was packed then still verifies in full, its pages drawn again byte for byte', async () => {
    expect(schemaIn(files.get(PACKAGE.story)!)).toBe(2)
    const verdict = await verify(old)
    expect(faults(verdict)).toEqual([])
    expect(verdict.holds).toBe(true)
    expect(verdict.findings.filter(({ code }) => code === 'rendering-holds').map(({ place }) => place).sort()).toEqual([PACKAGE.html, PACKAGE.text].sort())
  })

  test('is packed today as it was then, byte for byte', async () => {
    const { bytes, built } = await packed({ base: storyOfSchemaTwo })
    expect(built.piece.story).toMatchObject({ schema: STORY_SCHEMA, embargo: null, destinations: [] })
    const now = await filesIn(bytes)
    // The manifest has another form since and names formats, and the review sheet is new; nothing else is another file.
    for (const [path, content] of files) if (path !== PACKAGE.manifest && path !== PACKAGE.seal && path !== PACKAGE.html) expect(now.get(path)?.equals(content), path).toBe(true)
    // Of the page, the picture a shared link shows.
    expect(now.get(PACKAGE.html)!.toString().replace(/"photos\/social\/[0-9a-f]{64}\.jpg",/, '')).toBe(files.get(PACKAGE.html)!.toString())
    const formats = manifestSchema.parse(JSON.parse(now.get(PACKAGE.manifest)!.toString()))
    expect([...now.keys()].sort()).toEqual([...files.keys(), ...packagedRenditions(built.piece.story, 'stet.package/2').flatMap(({ profile, path }) => (profile === 'web' ? [] : [path])), PACKAGE.verifier, PACKAGE.reviewSheet, ...(formats.type === 'stet.package/2' ? formats.formats.flatMap((format) => format.files) : [])].sort())
  })

  test('does not hold when its story is written again in the third schema, even under a new seal', async () => {
    const { built } = await packed({ base: storyOfSchemaTwo })
    const again = resealed(changed(files, PACKAGE.story, (story) => ({ ...story, schema: 3, embargo: null, destinations: [] })), built.deskSigner)
    expect(faults(await verify(await zipOf(again)))).toContain(`story-altered ${PACKAGE.story}`)
  })
})

describe('a package of an embargoed story', () => {
  test('prints nothing of the embargo and the destinations', async () => {
    const plain = await filesIn((await packed({})).bytes)
    const embargoed = await filesIn((await packed({ story: { embargo: '2026-03-20T06:00:00+08:00', destinations: ['site'] } })).bytes)
    for (const path of [PACKAGE.html, PACKAGE.text]) expect(embargoed.get(path)!.equals(plain.get(path)!), path).toBe(true)
    expect(embargoed.get(PACKAGE.story)!.equals(plain.get(PACKAGE.story)!)).toBe(false)
  })
})
