import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { renditionsOf } from '../../src-shared/publication/photo-uses'
import type { BodyJson, Story } from '../../src-shared/story/story'
import { look } from './support/look'
import { comeInAs, goTo, makeKey } from './support/people'
import { atDesk, signOff } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const HEADLINES = { 'zh-CN': '匠心领航启新程 暖心相伴聚合力', en: "Library boat carries evening classes to Linlan's river islands" } as const

/** The sample story as it lies in the reporter's library. */
const storyIn = async (stet: Stet): Promise<Story> => {
  const people = join(stet.home, 'people')
  for (const person of await readdir(people))
    for (const id of await readdir(join(people, person, 'library/stories')).catch(() => [])) {
      const { story } = JSON.parse(await readFile(join(people, person, 'library/stories', id, 'story.json'), 'utf8')) as { story: Story }
      if (story.headline === HEADLINES[stet.language]) return story
    }
  throw new Error('The sample story is not there.')
}

const wordsIn = (node: BodyJson): string => node.text ?? (node.content ?? []).map(wordsIn).join('')

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`a piece for WeChat, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('is copied at one click, and pasted keeps its headings, captions and photos', async ({ stet }) => {
      test.setTimeout(240_000)
      const { page, words } = stet
      const headline = HEADLINES[language]
      await comeInAs(stet, 'reporter')
      const story = await storyIn(stet)
      await page.getByRole('link', { name: headline }).click()
      await page.getByRole('button', { name: words('writing:submit.open') }).click()
      const submit = page.getByRole('dialog', { name: words('writing:submit.title') })
      await submit.getByRole('button', { name: words('writing:submit.send') }).click()
      await makeKey(stet)
      // Seven photos go with it.
      await expect(submit).toBeHidden({ timeout: 60_000 })
      await atDesk(stet)
      await comeInAs(stet, 'editor')
      await signOff(stet, headline, 'make')
      await goTo(stet, 'published')

      await page.getByRole('button', { name: words('published:actOnPiece', { act: words('wechat:act'), headline }) }).click()
      const dialog = page.getByRole('dialog', { name: words('wechat:title') })
      const status = dialog.getByRole('status')
      await expect(status).toBeVisible({ timeout: 30_000 })
      // A browser lets a click put something on the clipboard for five seconds; a machine this busy may need the second one.
      if ((await status.innerText()) !== words('wechat:copied')) await dialog.getByRole('button', { name: words('wechat:again') }).click()
      await expect(status).toHaveText(words('wechat:copied'))
      await expect(dialog.getByText(story.headline, { exact: false }).first()).toBeVisible()
      // The English headline is longer than the platform takes, and says so.
      if (language === 'en') await expect(dialog.getByText(words('wechat:finding.title-long', { count: headline.length, limit: 32 }))).toBeVisible()
      else await expect(dialog.getByText(words('wechat:none'))).toBeVisible()
      await look(page, `${language}-wechat`)

      // A rich-text editor of another page takes it by the keyboard: what is on the clipboard, read back as it was put there.
      const editor = await page.context().newPage()
      await editor.setContent('<!doctype html><meta charset="utf-8"><div id="editor" contenteditable="true" style="min-height:200px"></div>')
      await editor.bringToFront()
      const held = editor.evaluate(() => new Promise<Record<string, string>>((resolve) => {
        document.addEventListener('paste', ({ clipboardData }) => resolve(Object.fromEntries((clipboardData?.types ?? []).map((type) => [type, clipboardData?.getData(type) ?? '']))))
      }))
      await editor.locator('#editor').click()
      await editor.keyboard.press('Control+v')
      const { 'text/html': html = '', 'text/plain': plain = '', ...others } = await held
      expect(others).toEqual({})
      expect(plain).toContain(headline)
      expect(html).toContain('<section style="font-size:16px;line-height:1.75;color:#1b1c1f">')
      expect(html).toMatch(/<h2 style="[^"]*font-size:18px/)
      const pasted = editor.locator('#editor')
      await expect(pasted.locator('h2').first()).toBeVisible()
      const blocks = story.body.content ?? []
      const heads = blocks.filter(({ type }) => type === 'crosshead').map((node) => `${typeof node.attrs?.['marker'] === 'string' ? node.attrs['marker'] : ''}${wordsIn(node)}`.replace(/\s/g, ''))
      expect((await pasted.locator('h2').allInnerTexts()).map((text) => text.replace(/\s/g, ''))).toEqual(heads)
      const uses = renditionsOf(story)
      const images = await pasted.locator('img').evaluateAll(async (found) =>
        Promise.all(found.map(async (image) => {
          await (image as HTMLImageElement).decode()
          return { width: (image as HTMLImageElement).naturalWidth, alt: (image as HTMLImageElement).alt, data: (image as HTMLImageElement).src.startsWith('data:image/jpeg;base64,'), below: image.closest('section')?.querySelector('p')?.textContent ?? '' }
        })))
      expect(images.map(({ alt }) => alt)).toEqual(uses.map(({ alt }) => alt))
      for (const [at, image] of images.entries()) {
        expect(image.data).toBe(true)
        expect(image.width).toBeGreaterThan(100)
        expect(image.below).toContain(uses[at]?.caption)
      }
      await expect(pasted.locator('[class], [id], style, script')).toHaveCount(0)
      await editor.close()
    })
  })
