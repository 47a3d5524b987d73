import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { faults, verify } from '../main/publication/package-tools'
import { look } from './support/look'
import { comeInAs, goTo, writeNews } from './support/people'
import { atDesk, signOff, submit } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', paragraphs: ['渡口新桥昨日通车，两岸居民往来只需十分钟。'], feature: '匠心领航启新程 暖心相伴聚合力', folder: /^发稿包 \d{4}-\d{2}-\d{2} \d{4}$/ },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', paragraphs: ['The new bridge opened yesterday, and the crossing now takes ten minutes.'], feature: "Library boat carries evening classes to Linlan's river islands", folder: /^Packages \d{4}-\d{2}-\d{2} \d{4}$/ },
} as const

const batchFolders = async ({ home, language }: Stet): Promise<string[]> => (await readdir(join(home, 'packages')).catch(() => [])).filter((name) => COPY[language].folder.test(name))

/** A short piece and one of seven photos, both signed off. */
const signTwo = async (stet: Stet): Promise<void> => {
  const { page, words, language } = stet
  const copy = COPY[language]
  await comeInAs(stet, 'reporter')
  await writeNews(stet, copy)
  await submit(stet)
  await goTo(stet, 'library')
  await page.getByRole('link', { name: copy.feature }).click()
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  const sending = page.getByRole('dialog', { name: words('writing:submit.title') })
  await sending.getByRole('button', { name: words('writing:submit.send') }).click()
  await expect(sending).toBeHidden({ timeout: 60_000 })
  await atDesk(stet)
  await comeInAs(stet, 'editor')
  await signOff(stet, copy.headline, 'make')
  await signOff(stet, copy.feature, 'ask')
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`packages of several pieces, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('are chosen, exported with progress, stopped within a piece, and gone on with', async ({ stet }) => {
      test.setTimeout(300_000)
      const { page, words } = stet
      const copy = COPY[language]
      await signTwo(stet)
      await goTo(stet, 'published')
      // What was said of the sign-offs would lie under the dialog, dimmed.
      await expect(page.locator('.mantine-Notification-root')).toHaveCount(0, { timeout: 30_000 })

      // By the mouse, by keyboard, and none again.
      const bar = page.getByRole('region', { name: words('published:batch.label') })
      const box = (headline: string) => page.getByRole('checkbox', { name: words('published:batch.choose', { headline }) })
      await box(copy.headline).check()
      await expect(bar.getByText(words('published:batch.chosen', { count: 1 }), { exact: true })).toBeVisible()
      await page.getByRole('link', { name: copy.feature }).focus()
      await page.keyboard.press('x')
      await expect(box(copy.feature)).toBeChecked()
      await page.keyboard.press('Escape')
      await expect(bar).toBeHidden()
      await box(copy.headline).check()
      await bar.getByRole('button', { name: words('published:batch.all', { count: 2 }) }).click()
      await expect(bar.getByText(words('published:batch.chosen', { count: 2 }), { exact: true })).toBeVisible()
      await look(page, `${language}-batch-chosen`)

      const dialog = page.getByRole('dialog', { name: words('published:batch.title', { count: 2 }) })
      await bar.getByRole('button', { name: words('published:batch.act') }).click()
      await dialog.getByLabel(words('published:batch.into')).fill('/nowhere/at/all')
      await dialog.getByRole('button', { name: words('published:batch.begin'), exact: true }).click()
      await expect(dialog.getByRole('alert')).toContainText('/nowhere/at/all')
      await dialog.getByLabel(words('published:batch.into')).fill('')
      await look(page, `${language}-batch-dialog`)
      await dialog.getByRole('button', { name: words('published:batch.begin'), exact: true }).click()

      // The feature was signed last and stands first: seven photos take their time.
      const panel = page.getByRole('region', { name: words('published:batch.panel') })
      await expect(panel.getByRole('progressbar')).toBeAttached()
      await expect(panel.getByText(words('published:batch.going', { number: 1, total: 2 }))).toBeVisible()
      await expect(panel.getByText(copy.feature)).toBeVisible()
      await panel.getByRole('button', { name: words('published:batch.stop'), exact: true }).click()
      await expect(panel.getByText(words('published:batch.none'))).toBeVisible()
      expect(await batchFolders(stet), 'nothing half-written, and no empty folder').toEqual([])
      await look(page, `${language}-batch-stopped`)

      // What was left is exported; the way it goes is not this screen's.
      await panel.getByRole('button', { name: words('published:batch.rest', { count: 2 }) }).click()
      await dialog.getByRole('button', { name: words('published:batch.begin'), exact: true }).click()
      await expect(panel.getByRole('progressbar')).toBeAttached()
      await goTo(stet, 'library')
      await goTo(stet, 'published')
      await expect(panel.getByRole('button', { name: words('published:batch.reveal') })).toBeVisible({ timeout: 60_000 })
      const [folder = '', ...others] = await batchFolders(stet)
      expect(others).toEqual([])
      const names = (await readdir(join(stet.home, 'packages', folder))).sort()
      expect(names).toHaveLength(2)
      for (const name of names) expect(faults(await verify(await readFile(join(stet.home, 'packages', folder, name))))).toEqual([])
      await look(page, `${language}-batch-done`)
      await panel.getByRole('button', { name: words('common:close') }).click()
      await expect(panel).toBeHidden()
    })
  })
