import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'

import { body, comeInAs, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

const corpus = (name: string): Promise<string> => readFile(join(import.meta.dirname, '../fixtures/clipboard', name), 'utf8')

type Clip = { types: Record<string, string>; files?: { name: string; type: string; data: string }[] }

/** Gives the body a clipboard, as a paste or dropped on its first block. */
const give = (stet: Stet, clip: Clip, how: 'paste' | 'drop' = 'paste'): Promise<void> =>
  stet.page.evaluate(
    ([{ types, files }, kind]) => {
      const data = new DataTransfer()
      for (const [type, text] of Object.entries(types)) data.setData(type, text)
      for (const { name, type, data: bytes } of files ?? []) data.items.add(new File([Uint8Array.from(atob(bytes), (char) => char.charCodeAt(0))], name, { type }))
      const place = document.querySelector('.ProseMirror > *') ?? document.body
      const box = place.getBoundingClientRect()
      const common = { bubbles: true, cancelable: true }
      if (kind === 'paste') document.querySelector('.ProseMirror')?.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }))
      else place.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer: data, clientX: box.left + 2, clientY: box.top + box.height / 2 }))
    },
    [clip, how] as const,
  )

/** What stands on the page, one line a block. */
const blocks = (stet: Stet): Promise<string[]> =>
  stet.page.locator('.ProseMirror').evaluate((root) => {
    const found: string[] = []
    const names: [string, string][] = [['h2', 'head'], ['table', 'table'], ['ul', 'bullets'], ['ol', 'numbers'], ['blockquote', 'quote'], ['figure', 'photo'], ['hr', 'rule']]
    for (const child of root.children) {
      const name = names.find(([tag]) => child.matches(tag) || child.querySelector(`:scope > ${tag}`))?.[1] ?? (child.matches('[data-turn]') || child.querySelector('[data-turn]') ? 'turn' : 'text')
      if (child.textContent.trim() !== '' || name !== 'text') found.push(name)
    }
    return found
  })

const openStory = async (stet: Stet): Promise<void> => {
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  await body(stet).click()
}

const again = async (stet: Stet): Promise<void> => {
  await saved(stet)
  const address = new URL(stet.page.url()).hash
  await stet.reopen('SIGKILL')
  await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
  await expect(body(stet)).toBeVisible()
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`copy comes in, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 900 } } })

    test('a Word document, with its lists, table, footnote and a place for its picture, and is there after a kill', async ({ stet }) => {
      const { page, words } = stet
      await openStory(stet)
      await give(stet, { types: { 'text/html': await corpus('word-365.html'), 'text/plain': 'x' } })
      await expect(body(stet)).toContainText('渡口夜校的四十个晚上')
      const there = ['head', 'text', 'head', 'text', 'text', 'numbers', 'head', 'table', 'photo', 'head', 'text']
      expect(await blocks(stet)).toEqual(there)
      await expect(page.locator('.ProseMirror ol ul ul li')).toHaveText('先画后认')
      await expect(page.locator('.ProseMirror th')).toHaveCount(2)
      await expect(page.locator('.ProseMirror sup')).toHaveCount(1)
      await expect(page.locator('.ProseMirror figcaption')).toHaveText('图为夜校第四十晚的教室。')
      await expect(page.locator('.ProseMirror a')).toHaveAttribute('href', 'https://example.org/yexiao?id=7&from=word')
      await expect(page.getByText(words('paste:waiting', { count: 1 }))).toBeVisible()
      await again(stet)
      expect(await blocks(stet)).toEqual(there)
      await expect(body(stet)).not.toContainText('藏起来的字')
    })

    test('one undo takes a whole paste back, one redo brings it again', async ({ stet }) => {
      await openStory(stet)
      await stet.page.keyboard.insertText('先写的话。')
      await give(stet, { types: { 'text/html': await corpus('google-docs.html') } })
      await expect(body(stet)).toContainText('Evening boats')
      await stet.page.keyboard.press('Control+z')
      await expect(body(stet)).not.toContainText('boats')
      await expect(body(stet)).toContainText('先写的话。')
      await stet.page.keyboard.press('Control+Shift+z')
      await expect(body(stet)).toContainText('Evening boats')
    })

    test('pictures that come with the copy stand in their places, in order', async ({ stet }) => {
      const { page } = stet
      await openStory(stet)
      const [red, blue] = await Promise.all(['#aa3333', '#3333aa'].map(async (background) => (await sharp({ create: { width: 640, height: 420, channels: 3, background } }).png().toBuffer()).toString('base64')))
      await give(stet, { types: { 'text/html': `<p>甲</p><p><img src="data:image/png;base64,${red ?? ''}"></p><p>图为红。 沈牧 摄</p><p>乙</p><p><img src="data:image/png;base64,${blue ?? ''}"></p><p>丙</p>` } })
      await expect(page.locator('.ProseMirror figure img')).toHaveCount(2)
      expect(await blocks(stet)).toEqual(['text', 'photo', 'text', 'photo', 'text'])
      await expect(page.locator('.ProseMirror figcaption').first()).toHaveText('图为红。')
      // A picture's address says which it is: the digest of its bytes.
      const shown = (): Promise<string[]> => stet.page.locator('.ProseMirror figure img').evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src))
      const inOrder = [red, blue].map((data) => expect.stringContaining(createHash('sha256').update(Buffer.from(data ?? '', 'base64')).digest('hex')))
      expect(await shown()).toEqual(inOrder)
      await again(stet)
      await expect(stet.page.locator('.ProseMirror figure img')).toHaveCount(2)
      expect(await shown()).toEqual(inOrder)
    })

    test('plain Chinese text becomes structure, and with Shift nothing but lines', async ({ stet }) => {
      const { page } = stet
      await openStory(stet)
      const text = await corpus('plain-chinese.txt')
      await give(stet, { types: { 'text/plain': text } })
      await expect(page.locator('.ProseMirror h2')).toHaveCount(2)
      await expect(page.locator('.ProseMirror [data-turn="question"]')).toHaveCount(2)
      await expect(page.locator('.ProseMirror figcaption')).toHaveText('图为夜校的第一堂课。')
      await page.keyboard.press('Control+z')
      await expect(page.locator('.ProseMirror h2')).toHaveCount(0)
      await body(stet).click()
      await page.keyboard.down('Control')
      await page.keyboard.down('Shift')
      await page.evaluate(() => document.querySelector('.ProseMirror')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'V', ctrlKey: true, shiftKey: true, bubbles: true })))
      await give(stet, { types: { 'text/plain': text } })
      await page.keyboard.up('Shift')
      await page.keyboard.up('Control')
      await expect(body(stet)).toContainText('一、灯光')
      await expect(page.locator('.ProseMirror h2')).toHaveCount(0)
    })

    test('copy dropped from elsewhere goes where it is dropped', async ({ stet }) => {
      await openStory(stet)
      await stet.page.keyboard.insertText('落在这里之后。')
      await give(stet, { types: { 'text/html': await corpus('wechat.html') } }, 'drop')
      await expect(body(stet)).toContainText('修表的陈师傅')
      await expect(body(stet)).toContainText('落在这里之后。')
      await expect(stet.page.locator('.ProseMirror h2')).toHaveText(/老桥上的修表摊/)
    })

    test('a table from a spreadsheet, a page of a news site and a WPS document are what they were', async ({ stet }) => {
      const { page } = stet
      await openStory(stet)
      await give(stet, { types: { 'text/html': await corpus('excel.html') } })
      await expect(page.locator('.ProseMirror td')).toHaveCount(5)
      await page.keyboard.press('Control+z')
      await give(stet, { types: { 'text/html': await corpus('wps-writer.html') } })
      expect(await blocks(stet)).toEqual(['head', 'text', 'head', 'text', 'head', 'text', 'bullets', 'head', 'text', 'photo'])
      await page.keyboard.press('Control+z')
      await give(stet, { types: { 'text/html': await corpus('news-site.html') } })
      await expect(body(stet)).toContainText('总库容一百万到一千万立方米')
      for (const gone of ['script', 'link', 'a[href^="/"]', '[onclick]']) await expect(body(stet).locator(gone)).toHaveCount(0)
    })

    test('half a megabyte from Word comes in, and the page goes on answering', async ({ stet }) => {
      const { page } = stet
      await openStory(stet)
      const paragraph = (number: number): string => `<p class=MsoNormal style='text-indent:21.0pt;mso-char-indent-count:2.0'><span style='font-size:12.0pt;font-family:宋体;mso-ascii-font-family:"Times New Roman"'>夜校第<span lang=EN-US>${String(number)}</span>课开在码头旧库房，来听的人挤到了门外，灯一直亮到九点。<o:p></o:p></span></p>`
      const html = `<html><head><meta name=Generator content="Microsoft Word 15"></head><body>${Array.from({ length: 2100 }, (_, index) => paragraph(index + 1)).join('\n')}</body></html>`
      expect(html.length).toBeGreaterThan(500_000)
      const started = Date.now()
      await give(stet, { types: { 'text/html': html } })
      await expect(body(stet)).toContainText('夜校第2100课')
      test.info().annotations.push({ type: 'milliseconds', description: String(Date.now() - started) })
      await page.keyboard.insertText('还能写')
      await expect(body(stet)).toContainText('还能写')
      await saved(stet)
    })
  })
