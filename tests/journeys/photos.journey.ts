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
