import { AxeBuilder } from '@axe-core/playwright'
import { chromium, expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

import { PACKAGE } from '../../src-shared/publication/manifest'
import { canonicalBytes } from '../../src-shared/story/canonical'
import { changed, faults, filesIn, flipped, packBytes, packOptions, placesIn, resealed, smallPhotos, verify, zipOf, type Files } from '../main/publication/package-tools'
import { rawZip } from '../main/publication/raw-zip'
import { buildSignedPiece, makeSigner, type BuiltPiece } from '../support/signed-piece'
import { verifyPage } from '../../verify-page.vite'

const folder = mkdtempSync(join(tmpdir(), 'stet-page-'))
let browser: Browser
let built: BuiltPiece
let bytes: Buffer
let files: Files
test.beforeAll(async () => {
  browser = await chromium.launch({ executablePath: process.env['STET_BROWSER'] ?? '', args: ['--no-sandbox', '--disable-background-networking'] })
  built = await buildSignedPiece({ photos: await smallPhotos() })
  const made = await packBytes(built.piece, { ...packOptions(built), verifier: Buffer.from(await verifyPage()) })
  if (!made.ok) throw new Error(made.message)
  bytes = made.value
  files = await filesIn(bytes)
  // The page is the one a reader finds in the package, opened from the disk.
  writeFileSync(join(folder, 'verify.html'), files.get(PACKAGE.verifier)!)
})
test.afterAll(async () => {
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The page from the disk, with no network; whatever it asks for besides itself, and whatever the browser complains of. */
const openPage = async (options: { locale?: string; bypassCSP?: boolean; before?: (context: BrowserContext) => Promise<unknown> } = {}): Promise<{ page: Page; asked: string[]; complaints: string[]; close: () => Promise<void> }> => {
  const context = await browser.newContext({ locale: options.locale ?? 'en-GB', offline: true, bypassCSP: options.bypassCSP ?? false })
  await options.before?.(context)
  const page = await context.newPage()
  const [asked, complaints]: [string[], string[]] = [[], []]
  page.on('request', (request) => asked.push(request.url()))
  page.on('console', (message) => (message.type() === 'error' || message.type() === 'warning' ? complaints.push(message.text()) : undefined))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(pathToFileURL(join(folder, 'verify.html')).href)
  return { page, asked, complaints, close: () => context.close() }
}

/** Chooses a package and answers the findings as "code place", bad ones apart. */
const findings = async (page: Page, zip: Uint8Array, name = 'a.zip'): Promise<{ good: string[]; bad: string[] }> => {
  const path = join(folder, name)
  writeFileSync(path, zip)
  await page.locator('#file').setInputFiles(path)
  await page.locator('.verdict').waitFor({ timeout: 60_000 })
  const lines = await page.locator('.verdict li').evaluateAll((all) => all.map((line) => ({ ok: 'ok' in (line as HTMLElement).dataset, code: (line as HTMLElement).dataset['code'] ?? '', place: line.querySelector('code')?.textContent ?? '' })))
  const told = (ok: boolean): string[] => lines.filter((line) => line.ok === ok).map(({ code, place }) => `${code} ${place}`.trim())
  return { good: told(true), bad: told(false) }
}

test('a good package holds in the browser, by the same findings as on the command line, in both languages, with no network', async () => {
  const { page, asked, complaints, close } = await openPage({ locale: 'zh-CN' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('核验发稿包')
  const told = await findings(page, bytes, '定稿.zip')
  expect(told.bad).toEqual([])
  expect(told.good).toEqual((await verify(bytes)).findings.map(({ code, place }) => `${code} ${place}`.trim()))
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(`有效：“${built.story.headline}”与签发内容一字不差。`)
  await expect(page.locator('[data-code="signed-off"]')).toContainText('许知行签发第 1 稿（终审，稿件指纹 ')
  await page.getByRole('button', { name: 'English' }).click()
  await expect(page.getByRole('heading', { level: 2 })).toHaveText(`It holds: “${built.story.headline}” is exactly what was signed.`)
  await expect(page.locator('[data-code="signed-off"]')).toContainText('许知行 signed off revision 1 at Final review')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  expect(asked).toHaveLength(1)
  expect(complaints).toEqual([])
  // No sentence is left with a hole in it, or said by its key.
  expect(await page.locator('main').textContent()).not.toMatch(/\{\{|verifyPage:/)
  await close()
})

test('each kind of tampered package is refused, for the same reasons as on the command line', async () => {
  test.setTimeout(300_000)
  const entries = [...files].map(([name, data]) => ({ name, data }))
  const stranger = makeSigner('other-desk', 'Another desk', 'admin')
  const event = 'sign-off/04-sign-off.dsse.json'
  const photo = [...files.keys()].find((path) => path.startsWith('photos/original/'))!
  const forged = (change: (signature: { keyid: string; sig: string }) => object): Files => {
    const envelope = JSON.parse(files.get(event)!.toString()) as { signatures: [{ keyid: string; sig: string }] }
    return new Map(files).set(event, Buffer.from(canonicalBytes({ ...envelope, signatures: [change(envelope.signatures[0])] })))
  }
  const resealedZip = (of: Files) => zipOf(resealed(of, built.deskSigner))
  const kinds: [string, Uint8Array][] = [
    ['a byte of a photo', flipped(bytes, placesIn(files).get(photo)!.data + 200)],
    ['a byte of a zip header', flipped(bytes, placesIn(files).get('story.json')!.header + 12)],
    ['cut short', bytes.subarray(0, bytes.length - 30)],
    ['trailing bytes', Buffer.concat([bytes, Buffer.from('more')])],
    ['no zip', Buffer.from('%PDF-1.7 not a zip at all, but long enough to be one')],
    ['nothing', new Uint8Array()],
    ['a bomb', rawZip(entries.map((entry) => (entry.name === 'article.txt' ? { ...entry, data: Buffer.alloc(20_000_000), deflate: true } : entry)))],
    ['a way out of the folder', rawZip([{ name: '../escape.html', data: Buffer.from('x') }, ...entries])],
    ['a link', rawZip(entries.map((entry) => (entry.name === 'article.html' ? { ...entry, mode: 0o120777 } : entry)))],
    ['a name twice', rawZip([...entries, entries[3]!])],
    ['another order', rawZip([...entries].reverse())],
    ['a file more', await zipOf(new Map(files).set('readme.html', Buffer.from('<script>')))],
    ['a file less', await zipOf(new Map([...files].filter(([path]) => path !== 'policy.json')))],
    ['another page, sealed anew', await resealedZip(new Map(files).set('article.html', Buffer.from(files.get('article.html')!.toString().replace('</h1>', '!</h1>'))))],
    ['another headline, sealed anew', await resealedZip(changed(files, 'story.json', (story) => ({ ...story, headline: '另一个标题' })))],
    ['another photo, sealed anew', await resealedZip(new Map(files).set(photo, Buffer.from('x')))],
    ['a signature with a bit changed, sealed anew', await resealedZip(forged(({ keyid, sig }) => ({ keyid, sig: `${sig.startsWith('A') ? 'B' : 'A'}${sig.slice(1)}` })))],
    ['a signature by another, sealed anew', await resealedZip(forged(({ sig }) => ({ keyid: built.author.key, sig })))],
    ['a sign-off less, sealed anew', await resealedZip(new Map([...files].filter(([path]) => path !== event)))],
    ["a stranger's seal", await zipOf(resealed(files, stranger))],
    ['a softer policy, sealed anew', await resealedZip(changed(files, 'policy.json', (policy) => ({ ...policy, resubmitAt: 'firstStage' })))],
  ]
  const { page, complaints, close } = await openPage({ locale: 'zh-CN' })
  for (const [kind, zip] of kinds) {
    await page.reload()
    const { bad } = await findings(page, zip)
    expect(bad, kind).not.toEqual([])
    expect(bad, kind).toEqual(faults(await verify(zip)))
    await expect(page.getByRole('heading', { level: 2 }), kind).toContainText('无效')
    // Each reason in the reader's own language, none as a bare message.
    for (const line of await page.locator('.verdict li').allTextContents()) expect(line, kind).toMatch(/^[^a-z]*\p{Script=Han}/u)
  }
  expect(complaints).toEqual([])
  await close()
})

test("trusts the newsroom's key where a person gives it, by id or by list, and no other", async () => {
  const { page, close } = await openPage()
  const given = async (text: string): Promise<{ good: string[]; bad: string[] }> => {
    await page.reload()
    await page.locator('#keys').fill(text)
    return findings(page, bytes)
  }
  expect((await given(built.desk.key.toUpperCase())).good.at(-1)).toBe('desk-trusted keys/keys.json')
  expect((await given(JSON.stringify({ type: 'stet.keys/1', house: '临江日报', keys: [{ id: built.desk.key, name: '审稿台' }] }))).good.at(-1)).toBe('desk-listed keys/keys.json')
  expect((await given('0'.repeat(64))).bad).toContain(`key-not-trusted keys/${built.desk.key}.pem`)
  await page.reload()
  await page.locator('#keys').fill('nonsense')
  await page.locator('#file').setInputFiles(join(folder, 'a.zip'))
  await expect(page.locator('.warning')).toHaveText("This is neither a key's id of 64 characters nor a key list.")
  await expect(page.locator('.verdict')).toHaveCount(0)
  await close()
})

test('says plainly where the browser cannot check signatures, and verifies nothing then', async () => {
  const { page, close } = await openPage({ before: (context) => context.addInitScript(() => { SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError')) }) })
  await expect(page.getByRole('alert')).toContainText('cannot check Ed25519 signatures')
  await expect(page.locator('#file')).toHaveCount(0)
  await close()
})

test('takes a package dropped on it', async () => {
  const { page, close } = await openPage()
  const transfer = await page.evaluateHandle((zip) => {
    const carried = new DataTransfer()
    carried.items.add(new File([Uint8Array.from(atob(zip), (char) => char.charCodeAt(0))], 'dropped.zip', { type: 'application/zip' }))
    return carried
  }, bytes.toString('base64'))
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer })
  await expect(page.locator('.verdict[data-holds]')).toBeVisible({ timeout: 30_000 })
  await close()
})

for (const scheme of ['light', 'dark'] as const)
  test(`is usable by everybody, ${scheme}`, async () => {
    // axe has to be put into the page, which the page's own policy forbids.
    const { page, close } = await openPage({ bypassCSP: true })
    await page.emulateMedia({ colorScheme: scheme })
    await findings(page, flipped(bytes, placesIn(files).get('story.json')!.data + 40))
    expect((await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']).analyze()).violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html ?? ''}`)).toEqual([])
    await close()
  })
