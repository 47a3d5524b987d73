import AxeBuilder from '@axe-core/playwright'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'

import { body, comeInAs, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

const picture = async (background: string): Promise<string> => (await sharp({ create: { width: 900, height: 600, channels: 3, background } }).jpeg().toBuffer()).toString('base64')

/** Gives the body files as the clipboard or a drag would. */
const give = (stet: Stet, how: 'paste' | 'drop', files: { name: string; data: string }[]): Promise<void> =>
  stet.page.evaluate(
    ([kind, given]) => {
      const data = new DataTransfer()
      for (const { name, data: text } of given) data.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], name, { type: 'image/jpeg' }))
      const place = document.querySelector('.ProseMirror > p')
      const box = place?.getBoundingClientRect()
      const common = { bubbles: true, cancelable: true }
      if (kind === 'paste') place?.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }))
      else place?.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer: data, clientX: (box?.left ?? 0) + 5, clientY: (box?.top ?? 0) + 5 }))
    },
    [how, files] as const,
  )

test('photos come in by paste and by drag, several in order, and are still there after a kill', async ({ stet }) => {
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  await body(stet).click()
  await stet.page.keyboard.insertText('江边的早晨。')
  const figures = stet.page.locator('.ProseMirror figure')
  await give(stet, 'paste', [{ name: 'one.jpg', data: await picture('#335577') }])
  await expect(figures.locator('img')).toHaveCount(1)
  await give(stet, 'drop', [{ name: 'two.jpg', data: await picture('#775533') }, { name: 'three.jpg', data: await picture('#337755') }])
  await expect(figures.locator('img')).toHaveCount(3)
  await saved(stet)
  const sources = await figures.locator('img').evaluateAll((images) => images.map((image) => new URL((image as HTMLImageElement).src).pathname))
  expect(new Set(sources).size).toBe(3)

  const address = new URL(stet.page.url()).hash
  await stet.reopen('SIGKILL')
  await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
  await expect(stet.page.locator('.ProseMirror figure img')).toHaveCount(3)
  const again = await stet.page.locator('.ProseMirror figure img').evaluateAll((images) => images.map((image) => new URL((image as HTMLImageElement).src).pathname))
  expect(again).toEqual(sources)
  for (const image of await stet.page.locator('.ProseMirror figure img').all()) await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBeGreaterThan(0)
})

/** A folder as a camera card leaves it: pictures in two folders, one that is none, one no decoder takes, and what a system hides there. */
const cameraFolder = async (pictures: number): Promise<string> => {
  const folder = join(await mkdtemp(join(tmpdir(), 'stet-photos-')), 'trip')
  await mkdir(join(folder, 'day 2'), { recursive: true })
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">渡轮在早班时靠岸</rdf:li></rdf:Alt></dc:description><photoshop:Credit>新华社</photoshop:Credit><photoshop:City>汉中</photoshop:City></rdf:Description></rdf:RDF></x:xmpmeta>'
  const write = async (name: string, hue: number): Promise<void> => writeFile(join(folder, name), await sharp({ create: { width: 1200, height: 800, channels: 3, background: `hsl(${String(hue)}, 45%, 45%)` } }).withXmp(xmp).jpeg().toBuffer())
  for (let number = 1; number <= pictures; number += 1) await write(`IMG_${String(number)}.jpg`, number * 7)
  await write('day 2/IMG_1.jpg', 350)
  await writeFile(join(folder, 'IMG_0.jpg'), '<html>')
  await writeFile(join(folder, '.DS_Store'), 'x')
  await writeFile(join(folder, 'notes.txt'), 'x')
  return folder
}

const addFolder = async ({ page, words }: Stet, folder: string): Promise<void> => {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: words('photos:add.folder') }).click()])
  await chooser.setFiles(folder)
}
const panel = ({ page, words }: Stet) => page.getByRole('region', { name: words('photos:batch.label') })
/** Nothing axe finds fault with in a part of the page, in both themes. */
const clean = async ({ page }: Stet, part: string): Promise<void> => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(300)
    const { violations } = await new AxeBuilder({ page }).include(part).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light' })
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`a folder of photos, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1440, height: 900 } } })

    test('comes in by itself while its writer writes; it can be stopped, undone, and given again', async ({ stet }) => {
      const { page, words } = stet
      const folder = await cameraFolder(40)
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await body(stet).click()
      await page.keyboard.insertText('江边的早晨。')
      await page.getByRole('tab', { name: words('writing:inspector.photos') }).click()
      await addFolder(stet, folder)
      await panel(stet).getByRole('button', { name: words('photos:batch.cancel') }).click()
      await expect(panel(stet).getByRole('button', { name: words('photos:batch.close') })).toBeVisible()
      const figures = page.locator('.ProseMirror figure')
      expect(await figures.count()).toBeLessThan(41)
      await panel(stet).getByRole('button', { name: words('photos:batch.close') }).click()
      await expect(panel(stet)).toHaveCount(0)
      const stopped = await figures.count()

      // Given again: what is there already is not put in twice. Meanwhile the writer writes on.
      await addFolder(stet, folder)
      const line = page.locator('.ProseMirror > p').filter({ hasText: '江边的早晨。' })
      await line.click()
      await page.keyboard.press('End')
      await page.keyboard.type('A line typed while pictures come in.', { delay: 15 })
      await expect(panel(stet).getByRole('button', { name: words('photos:batch.close') })).toBeVisible({ timeout: 60_000 })
      await expect(figures).toHaveCount(41)
      await expect(line).toHaveText('江边的早晨。A line typed while pictures come in.')
      await expect(panel(stet)).toContainText('IMG_0.jpg')
      if (stopped > 0) await expect(panel(stet)).toContainText(words('photos:batch.already', { count: stopped }))
      await clean(stet, `[aria-label="${words('photos:batch.label')}"]`)
      await saved(stet)
      await rm(join(folder, '..'), { recursive: true })
    })

    test('is cropped, focused and captioned by keyboard, and stays so after a kill', async ({ stet }) => {
      const { words } = stet
      const folder = await cameraFolder(1)
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await body(stet).click()
      await stet.page.keyboard.insertText('江边的早晨。')
      await stet.page.getByRole('tab', { name: words('writing:inspector.photos') }).click()
      await addFolder(stet, folder)
      const figures = stet.page.locator('.ProseMirror figure')
      await expect(figures).toHaveCount(2)
      await panel(stet).getByRole('button', { name: words('photos:batch.close') }).click()
      await expect(figures.first().locator('figcaption')).toHaveText('渡轮在早班时靠岸')

      // Its words again, where the writer has taken them out.
      await figures.first().locator('[data-part="credit"]').fill('')
      await stet.page.getByRole('button', { name: words('photos:row.facts') }).first().click()
      await stet.page.getByRole('button', { name: words('photos:take.credit') }).click()
      await expect(figures.first().locator('[data-part="credit"]')).toHaveValue('新华社')
      await expect(stet.page.getByRole('button', { name: words('photos:take.credit') })).toHaveCount(0)
      await stet.page.getByRole('switch', { name: words('photos:place.show') }).check()
      await clean(stet, 'aside')

      await stet.page.getByRole('group', { name: words('photos:row.acts', { number: 1 }) }).getByRole('button', { name: words('photos:row.crop') }).click()
      const dialog = stet.page.getByRole('dialog', { name: words('photos:crop.title') })
      await dialog.getByText('1:1', { exact: true }).click()
      await dialog.getByRole('button', { name: words('photos:crop.handle.se') }).focus()
      await stet.page.keyboard.press('Shift+ArrowLeft')
      await expect(dialog.getByRole('status')).toContainText('680')
      await clean(stet, '[role="dialog"]')
      // By hand as well: the frame is dragged to the right.
      const frame = dialog.getByRole('button', { name: words('photos:crop.frame') })
      const before = await frame.boundingBox()
      await frame.hover()
      await stet.page.mouse.down()
      await stet.page.mouse.move((before?.x ?? 0) + (before?.width ?? 0) / 2 + 40, (before?.y ?? 0) + (before?.height ?? 0) / 2)
      await stet.page.mouse.up()
      expect((await frame.boundingBox())?.x).toBeGreaterThan((before?.x ?? 0) + 20)
      await dialog.getByText(words('photos:crop.focus'), { exact: true }).click()
      await dialog.getByRole('button', { name: words('photos:crop.point') }).focus()
      await stet.page.keyboard.press('ArrowUp')
      await dialog.getByRole('button', { name: words('photos:crop.apply') }).click()
      await expect(dialog).toBeHidden()
      const cropped = figures.first().locator('[data-crop]')
      const size = await cropped.boundingBox()
      expect(Math.abs((size?.width ?? 0) - (size?.height ?? 1))).toBeLessThan(2)
      const crop = await cropped.getAttribute('data-crop')
      await saved(stet)

      const address = new URL(stet.page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
      await expect(stet.page.locator('.ProseMirror figure [data-crop]').first()).toHaveAttribute('data-crop', crop ?? '')
      await rm(join(folder, '..'), { recursive: true })
    })
  })
