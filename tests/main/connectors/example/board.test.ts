import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'

import { ok, valueOf } from '../../../../src-shared/outcome'
import { PLAIN_TITLE, type DestinationSettings } from '../../../../src-shared/publication/destination'
import { conformance } from '../conformance'
import { textOfPage } from '../page-text'
import { board } from './board'
import { startBoard } from './board-server'

conformance('the worked example', async () => {
  const cms = await startBoard('a-token')
  const settings: DestinationSettings = { id: 'board', kind: 'board', name: '布告栏', address: cms.url, account: '', title: PLAIN_TITLE, channels: [], makeChannels: false, authors: [], author: null, schedule: 'desk' }
  const webRendition = async (bytes: Uint8Array) => ok(new Uint8Array(await sharp(bytes).resize({ width: 400 }).jpeg().toBuffer()))
  return {
    connector: (fetch = globalThis.fetch) => valueOf(board.open(settings, 'a-token', { webRendition, now: () => new Date().toISOString(), fetch })),
    page: async (url) => {
      const response = await fetch(url)
      return response.ok ? textOfPage(await response.text()) : null
    },
    posts: (story) => Promise.resolve(cms.posts.has(story) ? 1 : 0),
    pictures: () => Promise.resolve(cms.pictures.size),
    edit: ({ remoteId }, words) => {
      cms.edit(remoteId, `<p>${words}</p>`)
      return Promise.resolve()
    },
    close: cms.close,
  }
}, { online: true })

test('the guide shows the example as it is', async () => {
  const root = join(import.meta.dirname, '../../../..')
  const guide = await readFile(join(root, 'docs/guide/connectors.md'), 'utf8')
  const source = await readFile(join(import.meta.dirname, 'board.ts'), 'utf8')
  const shown = [...guide.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code ?? '')
  expect(shown.length).toBeGreaterThan(2)
  for (const code of shown) expect(source).toContain(code)
})
