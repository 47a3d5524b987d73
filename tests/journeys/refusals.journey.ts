import { body, comeInAs, field, goTo, newStory, saved } from './support/people'
import { expect, test } from './support/stet'

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`bad input, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('files that are no photo are refused by name, and the rest goes on', async ({ stet }) => {
      const { page, words } = stet
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      const bad = [
        { name: 'page.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<!doctype html><script>alert(1)</script>') },
        { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
        { name: 'drawing.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') },
      ]
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('toolbar', { name: words('writing:toolbar') }).getByRole('button', { name: words('writing:act.photo') }).click()])
      await chooser.setFiles(bad)
      const refused = page.getByRole('region', { name: words('photos:batch.refused', { count: bad.length }) })
      for (const { name } of bad) await expect(refused.getByText(name, { exact: true })).toBeVisible()
      await expect(page.locator('.ProseMirror figure')).toHaveCount(0)
    })

    test('a headline of 10,000 characters stays as typed, is explained, and is saved once shortened', async ({ stet }) => {
      const { words } = stet
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      const long = '江'.repeat(10_000)
      await field(stet, 'headline').fill(long)
      await expect(stet.page.getByRole('alert').first()).toContainText('500')
      await expect(field(stet, 'headline')).toHaveValue(long)
      await field(stet, 'headline').fill('江上清风')
      await saved(stet)
      const address = new URL(stet.page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
      await expect(field(stet, 'headline')).toHaveValue('江上清风')
      expect(words('writing:field.headline')).not.toBe('')
    })

    test('hostile markup that is pasted stays text or disappears', async ({ stet }) => {
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await body(stet).click()
      await stet.page.evaluate(() => {
        const data = new DataTransfer()
        data.setData('text/html', '<h2 onclick="x()">题</h2><p><a href="javascript:alert(1)">坏链接</a><img src=x onerror="window.reached=1"><script>window.reached=1</script>正文</p><iframe src="https://example.com"></iframe>')
        document.querySelector('.ProseMirror')?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
      })
      await expect(body(stet)).toContainText('正文')
      await expect(body(stet)).toContainText('坏链接')
      for (const gone of ['script', 'iframe', 'a[href^="javascript"]', '[onerror]', '[onclick]']) await expect(body(stet).locator(gone)).toHaveCount(0)
      expect(await stet.page.evaluate(() => 'reached' in window)).toBe(false)
    })

    test('the window cannot be opened twice with one address, nor without it', async ({ stet, shared }) => {
      test.skip(!stet.output().includes('http://127.0.0.1'), 'Electron has no address')
      const address = /(http:\/\/127\.0\.0\.1:\d+\/\S+)/.exec(stet.output())?.[1] ?? ''
      const other = await (await shared.newContext()).newPage()
      expect((await other.goto(address))?.status()).toBe(403)
      expect((await other.goto(new URL('/', address).href))?.status()).toBe(401)
      await other.context().close()
    })

    test('preflight jumps to what is missing', async ({ stet }) => {
      const { page, words } = stet
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await field(stet, 'headline').fill('')
      await page.getByRole('button', { name: words('writing:submit.open') }).click()
      const dialog = page.getByRole('dialog', { name: words('writing:submit.title') })
      await expect(dialog.getByRole('button', { name: words('writing:submit.send') })).toHaveCount(0)
      await dialog.getByRole('button', { name: words('preflight:headline-missing') }).click()
      await expect(field(stet, 'headline')).toBeFocused()
      await goTo(stet, 'library')
    })
  })
