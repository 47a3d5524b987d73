import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { printArticle } from '../../../src-main/publication/paper/article'
import { findBrowser } from '../../../src-main/publication/paper/find-browser'
import { headlessPrint } from '../../../src-main/publication/paper/headless'
import { printSheet, sheetOf } from '../../../src-main/publication/paper/review-sheet'
import { cssText } from '../../../src-shared/publication/paper/style'
import { packagedSheet } from '../../../src-shared/publication/review-sheet/packaged'
import { RECORD_TYPE, type RecordStatement } from '../../../src-shared/signoff/statement'
import type { BodyJson } from '../../../src-shared/story/story'
import { EVERY, everyBlockStory, UNRESOLVED } from '../../support/every-block'
import { judgeThere } from '../../support/judges'
import { englishStory } from '../../support/sample-story'
import { makeSigner, nodeCrypto, seal, type BuiltPiece } from '../../support/signed-piece'
import { packed } from './package-tools'

const run = promisify(execFile)
let folder: string
let zh: { built: BuiltPiece; bytes: Buffer }
let en: { built: BuiltPiece; bytes: Buffer }
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stet-paper-test-'))
  zh = await packed({ base: everyBlockStory, story: { correction: { story: null, headline: '旧稿', printedOn: '3月1日', text: '人数应为四十。' } } })
  en = await packed({ base: (photos) => englishStory(photos) })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const valued = <T>(outcome: { ok: true; value: T } | { ok: false; code: string; message: string }): T => {
  if (!outcome.ok) throw new Error(`${outcome.code} ${outcome.message}`)
  return outcome.value
}

const published = ({ built }: { built: BuiltPiece }, signer = built.deskSigner) =>
  seal(
    RECORD_TYPE,
    {
      type: 'stet.record/1', kind: 'published', desk: built.desk.key, at: '2026-03-12T01:30:00.000Z', story: built.story.id, revision: built.piece.signOff.statement.revision, person: 'u-1', previous: 'a'.repeat(64),
      receipt: { destination: '市民网', remoteId: '7', url: 'https://news.example/7', remoteVersion: '1', sent: 'b'.repeat(64) },
    } satisfies RecordStatement,
    signer,
  )

describe('the review sheet', () => {
  test('has every stage, opinion, signer, time and fingerprint, the same every time', () => {
    const page = packagedSheet(zh.built.piece, nodeCrypto.sha256)
    for (const words of ['审稿单', '初审', '复审', '终审', '事实清楚，引语已核。', '顾岚', '秦越', '许知行', '沈牧', '2026-03-12 08:40', '北京时间', zh.built.piece.sha256, ...zh.built.piece.keys.map(({ id }) => id)]) expect(page).toContain(words)
    expect(packagedSheet(zh.built.piece, nodeCrypto.sha256)).toBe(page)
    expect(packagedSheet(en.built.piece, nodeCrypto.sha256)).toContain('Review sheet')
  })

  test('names the destinations the desk recorded, and none that somebody else did', async () => {
    const sheet = valued(await sheetOf(zh.bytes, [published(zh), published(zh, makeSigner('x', '旁人', 'admin'))], nodeCrypto))
    expect(sheet.html.split('https://news.example/7').length).toBe(2)
    expect(sheet.html).toContain('市民网')
  })
})

describe('what is printed', () => {
  test('finds the browser that is named, then those of this system, and says where there is none', async () => {
    expect(findBrowser({ platform: 'linux', env: { PATH: '/a:/b', STET_BROWSER: '/c/own' }, exists: () => true })).toBe('/c/own')
    expect(findBrowser({ platform: 'linux', env: { PATH: '/a:/b' }, exists: (path) => path === '/b/google-chrome' })).toBe('/b/google-chrome')
    expect(findBrowser({ platform: 'darwin', env: { HOME: '/Users/x' }, exists: (path) => path.startsWith('/Applications/Microsoft Edge.app') })).toContain('Microsoft Edge')
    expect(findBrowser({ platform: 'win32', env: { PROGRAMFILES: 'C:\\P' }, exists: (path) => path.endsWith('msedge.exe') })).toBe('C:\\P\\Microsoft\\Edge\\Application\\msedge.exe')
    expect(await printArticle(zh.bytes, headlessPrint(() => null))).toMatchObject({ ok: false, code: 'print-no-browser' })
    expect(await printArticle(zh.bytes, headlessPrint(() => '/bin/false'))).toMatchObject({ ok: false, code: 'print-failed' })
  })

  test('lets no words end the rule they stand in', () => {
    expect(cssText('"}</style>\\\n临江')).not.toMatch(/[<>{}\n]/)
  })

  const browser = findBrowser()
  if (!judgeThere(test, 'Chromium', browser ?? 'chromium') || !judgeThere(test, 'poppler', 'pdfinfo')) return

  const judged = async (name: string, bytes: Uint8Array): Promise<{ info: string; fonts: string[]; text: string }> => {
    const file = join(folder, `${name}.pdf`)
    await writeFile(file, bytes)
    const out = async (command: string, ...args: string[]): Promise<string> => (await run(command, args)).stdout
    return { info: await out('pdfinfo', file), fonts: (await out('pdffonts', file)).split('\n').slice(2).filter(Boolean), text: (await out('pdftotext', '-raw', file, '-')).replace(/\s+/gu, '') }
  }
  // The columns before `object ID` are: emb sub uni.
  const embedded = (line: string): boolean => /\byes +(?:yes|no) +(?:yes|no) +\d+ +\d+$/.test(line)

  test('is a tagged A4 PDF with its fonts inside, every word to be copied, and the signed text named', { timeout: 300_000 }, async () => {
    const { info, fonts, text } = await judged('every', valued(await printArticle(zh.bytes, headlessPrint())))
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(info).toMatch(/\(A4\)/)
    expect(fonts.filter((line) => !embedded(line))).toEqual([])
    const words = Object.entries(EVERY).filter(([name]) => !UNRESOLVED.some((mark) => mark === name)).flatMap(([, each]) => each.words)
    expect([...words, zh.built.story.headline, '人数应为四十。', zh.built.piece.sha256, zh.built.story.id].filter((word) => !text.includes(word.replace(/\s+/gu, '')))).toEqual([])
  })

  test('gives every sentence of an English article back', { timeout: 300_000 }, async () => {
    const { info, fonts, text } = await judged('en', valued(await printArticle(en.bytes, headlessPrint())))
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(fonts.filter((line) => !embedded(line))).toEqual([])
    const textOf = (node: BodyJson): string => node.text ?? (node.content ?? []).map(textOf).join('')
    // A word broken at the end of a line has its hyphen there.
    const sentences = (en.built.story.body.content ?? []).map((node) => textOf(node).replace(/[\s\u00ad-]+/gu, '')).filter(Boolean)
    expect(sentences.filter((sentence) => !text.replace(/[\u00ad\u2010-]/gu, '').includes(sentence))).toEqual([])
  })

  test('prints the review sheet the same way', { timeout: 300_000 }, async () => {
    const sheet = valued(await sheetOf(zh.bytes, [published(zh)], nodeCrypto))
    const { info, fonts, text } = await judged('sheet', valued(await printSheet(sheet, headlessPrint())))
    expect(info).toMatch(/Tagged:\s+yes/)
    expect(fonts.filter((line) => !embedded(line))).toEqual([])
    for (const words of ['审稿单', '事实清楚，引语已核。', '许知行', '市民网', zh.built.piece.sha256]) expect(text).toContain(words)
  })
})
