import { join } from 'node:path'

import { beforeAll, describe, expect, test } from 'vitest'

import { nitf } from '../../../../src-main/publication/formats/nitf/nitf'
import type { Story } from '../../../../src-shared/story/story'
import { iptcSchema, schemaLacks } from '../../../support/iptc'
import { judgeThere } from '../../../support/judges'
import { drawPhotos, type DrawnPhoto } from '../../../support/sample-photos'
import { xmllint } from '../../../support/xmllint'
import { formatSuite, subject } from './suite'
import { readXml, wireStories } from './wire'

formatSuite(nitf, readXml)

const PROFILE = join(import.meta.dirname, '../../../fixtures/wire-profiles/nitf.rng')

describe.skipIf(!judgeThere(test, 'xmllint, the judge of NITF', 'xmllint'))('NITF by xmllint', () => {
  let photos: DrawnPhoto[]
  let stories: Record<string, Story>
  beforeAll(async () => {
    photos = await drawPhotos()
    stories = wireStories(photos)
  })
  const made = async (story: Story): Promise<string> => new TextDecoder().decode((await nitf.files(subject(story, photos)))[0]?.bytes)
  const all = async (judge: (document: string) => string): Promise<void> => {
    for (const [name, story] of Object.entries(stories)) expect([name, judge(await made(story))]).toEqual([name, ''])
  }

  test('fits our profile of NITF 3.6, whatever a story holds', async () => {
    await all((document) => xmllint('relaxng', PROFILE, document))
  })

  const schema = iptcSchema('nitf')
  test.skipIf(schema === null)(schema === null ? schemaLacks('nitf') : 'is valid by IPTC’s own schema', async () => {
    await all((document) => xmllint('schema', schema ?? '', document))
  })

  test.each([
    ['an element of no kind', '<hr/>', '<rule/>'],
    ['a headline without its main line', /<hl1>.*?<\/hl1>/, ''],
    ['the head behind the body', /(<head>.*<\/head>)(<body>.*<\/body>)/s, '$2$1'],
    ['a block in a block', '<block class="fact-box">', '<block class="fact-box"><block/>'],
    ['words outside a paragraph', '<body.content>', '<body.content>words'],
    ['a list without items', '<ul>', '<ul/><ul>'],
    ['a time that is none', /norm="\d{8}T/, 'norm="20260312 '],
    ['a class of note nobody knows', 'noteclass="editorsnote"', 'noteclass="aside"'],
    ['a photo without its size', / width="\d+"/, ''],
    ['another version', 'DTD NITF 3.6', 'DTD NITF 3.5'],
    ['a bare ampersand', '</p>', ' & </p>'],
    ['another namespace', 'xmlns="http://iptc.org/std/NITF/2006-10-18/"', 'xmlns="http://example.org/"'],
  ])('the profile refuses %s', async (_, from, to) => {
    const good = await made(stories['every block'] as Story)
    const bad = good.replace(from, to)
    expect(bad).not.toBe(good)
    expect(xmllint('relaxng', PROFILE, bad)).not.toBe('')
  })

  test('says captions, credits and alternative texts with their photos, and calls footnotes by their place', async () => {
    const whole = await made(stories['a Chinese feature'] as Story)
    expect(whole).toMatch(/<media media-type="image"><media-reference source="photos\/web\/[0-9a-f]{64}\.jpg" mime-type="image\/jpeg" alternate-text="江边的小楼与远山，夕阳低垂" height="1067" width="1600" units="pixels"\/><media-caption>傍晚的老码头，灰砖小楼是夜校所在地。<\/media-caption><media-producer>沈牧 摄<\/media-producer><\/media>/)
    const odd = await made(stories['odd characters'] as Story)
    expect(odd).toContain('<a class="footnote" href="#fn-1">1</a>')
    expect(odd).toContain('<fn id="fn-1"><body.content><p>注 &amp; &lt;注&gt;</p></body.content></fn>')
  })

  test('holds an embargoed piece until its release, in the offset it was given', async () => {
    const document = await made(stories['every detail'] as Story)
    expect(document).toContain('management-status="embargoed"')
    expect(document).toContain('<date.release norm="20260312T060000+0800"/>')
  })

  test('keeps a table’s grid where a row begins no cell', async () => {
    expect(await made(stories['rows no cell begins'] as Story)).toContain('<tr><td rowspan="2"><p>高</p></td><td><p>矮</p></td></tr><tr><td><p>底</p></td></tr>')
  })
})
