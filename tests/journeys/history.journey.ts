import type { Locator } from '@playwright/test'

import { look } from './support/look'
import { body, comeInAs, field, goTo, makeKey, saved } from './support/people'
import { atDesk } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': { story: '匠心领航启新程', added: '记者当晚又赶到现场。', caption: '图片说明已经改过。', later: '这一句是第二天补写的。', headline: '改过的主题', reason: '图片说明请再核实。' },
  en: { story: 'Library boat carries', added: 'The reporter went back the same night.', caption: 'This caption was rewritten.', later: 'This sentence was added a day later.', headline: 'A changed headline', reason: 'Please check the caption again.' },
} as const

const openHistory = async (stet: Stet): Promise<Locator> => {
  const { page, words } = stet
  const panel = page.getByRole('complementary', { name: words('writing:inspector.label') })
  if (!(await panel.isVisible())) await page.getByRole('button', { name: words('writing:inspector.label') }).click()
  await panel.getByRole('tab', { name: words('writing:inspector.history') }).click()
  return panel
}

/** The first rows of the history, as their causes. */
const causes = (panel: Locator): Promise<string[]> => panel.locator('[data-cause]').evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['cause'] ?? ''))

const restoreButton = (stet: Stet, view: Locator): Locator => view.getByRole('button', { name: stet.words('history:restore.to', { time: '' }).replace('…', '').trim() })

/** Puts the caret at the end of the first paragraph and writes on. */
const writeOn = async (stet: Stet, text: string): Promise<void> => {
  const first = stet.page.locator('.ProseMirror > p').first()
  await first.click()
  await stet.page.keyboard.press('Control+Home')
  await stet.page.keyboard.press('End')
  await stet.page.keyboard.insertText(text)
}

const CASES = [
  { language: 'zh-CN', theme: 'light', size: { width: 1440, height: 900 } },
  { language: 'en', theme: 'dark', size: { width: 960, height: 640 } },
] as const

for (const options of CASES)
  test.describe(`versions, in ${options.language}`, () => {
    test.use({ options })

    test('write, leave, come back, edit, see the difference, go back, and take that back', async ({ stet }) => {
      const { page, words, language } = stet
      const copy = COPY[language]
      await comeInAs(stet, 'reporter')
      await page.locator('[data-row]').filter({ hasText: copy.story }).first().click()
      await expect(body(stet)).toBeVisible()
      const address = new URL(page.url()).hash
      const headline = await field(stet, 'headline').inputValue()
      const caption = page.locator('.ProseMirror figure figcaption').first()
      const oldCaption = (await caption.innerText()).trim()
      await writeOn(stet, copy.added)
      await saved(stet)

      await page.getByRole('button', { name: words('writing:back') }).click()
      await page.evaluate((hash) => void (window.location.hash = hash), address)
      await expect(body(stet)).toContainText(copy.added)
      await field(stet, 'headline').fill(copy.headline)
      await caption.click({ clickCount: 3 })
      await page.keyboard.insertText(copy.caption)
      await writeOn(stet, copy.later)
      await saved(stet)

      // What came in, and what stood there before the second opening's first edit.
      const panel = await openHistory(stet)
      await expect(panel.locator('[data-cause]')).toHaveCount(2)
      expect(await causes(panel)).toEqual(['opened', 'imported'])
      await look(stet.page, `history-${stet.language}-tab`)

      await panel.locator('[data-cause="opened"] button').first().click()
      const view = page.getByRole('region', { name: words('history:title') })
      await expect(view.locator('ins').filter({ hasText: copy.later })).toBeVisible()
      // What was there before is neither struck out nor underlined.
      await expect(view.locator('ins, del').filter({ hasText: copy.added })).toHaveCount(0)
      await expect(view.locator('h1 ins')).toContainText(copy.headline)
      await expect(view.locator('figcaption ins')).toContainText(copy.caption.slice(0, 4))
      await look(stet.page, `history-${stet.language}-inline`)

      // From change to change, by the keys; the first is the headline.
      await page.keyboard.press('F7')
      await expect(view.locator('[data-current]').first()).toHaveAttribute('data-stop', 'field-headline')
      await expect(view.getByRole('status').filter({ hasText: words('history:stops.at', { at: 1, count: 3 }) })).toBeVisible()
      await page.keyboard.press('n')
      await page.keyboard.press('Shift+F7')
      await expect(view.locator('[data-current]').first()).toHaveAttribute('data-stop', 'field-headline')

      await view.getByText(words('history:mode.side'), { exact: true }).click()
      await expect(view.locator('[data-field="headline"]')).toHaveCount(2)
      await expect(view.locator('[data-field="headline"]').first()).toHaveText(new RegExp(headline.slice(0, 6)))
      await look(stet.page, `history-${stet.language}-side`)

      // Back to the version, text, headline and caption; then back to what stood there.
      await restoreButton(stet, view).click()
      const dialog = page.getByRole('dialog', { name: words('history:restore.title') })
      await look(stet.page, `history-${stet.language}-restore`)
      await dialog.getByRole('button', { name: words('history:restore.act') }).click()
      await expect(field(stet, 'headline')).toHaveValue(headline)
      await expect(body(stet)).toContainText(copy.added)
      await expect(body(stet)).not.toContainText(copy.later)
      await expect(caption).toHaveText(oldCaption)
      await expect(page.getByText(words('history:restored.words'))).toBeVisible()
      await look(stet.page, `history-${stet.language}-restored`)
      await page.getByRole('button', { name: words('history:restored.back') }).click()
      await expect(field(stet, 'headline')).toHaveValue(copy.headline)
      await expect(body(stet)).toContainText(copy.later)
      await expect(caption).toHaveText(copy.caption)

      // It is on the disk, and so are the versions on the way.
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
      await expect(field(stet, 'headline')).toHaveValue(copy.headline)
      const again = await openHistory(stet)
      await expect(again.locator('[data-cause="restored"]')).toHaveCount(2)
    })
  })

test.describe('versions of a piece on its way', () => {
  test.use({ options: { language: 'zh-CN', theme: 'light', size: { width: 1280, height: 800 } } })

  test('are kept at submission and at a return, and named ones by hand', async ({ stet }) => {
    const { page, words } = stet
    const copy = COPY['zh-CN']
    await comeInAs(stet, 'reporter')
    await page.locator('[data-row]').filter({ hasText: copy.story }).first().click()
    await expect(body(stet)).toBeVisible()
    const headline = await field(stet, 'headline').inputValue()
    const address = new URL(page.url()).hash
    await writeOn(stet, copy.added)
    await saved(stet)

    const panel = await openHistory(stet)
    await panel.getByRole('button', { name: words('history:name.now') }).click()
    const naming = page.getByRole('dialog', { name: words('history:name.title') })
    await naming.getByLabel(words('history:name.label')).fill('采访后')
    await naming.getByRole('button', { name: words('history:name.save') }).click()
    await expect(panel.locator('[data-cause="named"]')).toContainText('采访后')

    await page.getByRole('button', { name: words('writing:submit.open') }).click()
    await page.getByRole('dialog', { name: words('writing:submit.title') }).getByRole('button', { name: words('writing:submit.send') }).click()
    await makeKey(stet)
    await atDesk(stet)
    // With the desk: its versions can be looked at, and none restored.
    const reading = await openHistory(stet)
    await expect(reading.locator('[data-cause="submitted"]')).toHaveCount(1)
    await reading.locator('[data-cause="imported"] button').first().click()
    const view = page.getByRole('region', { name: words('history:title') })
    await expect(view.locator('ins').filter({ hasText: copy.added })).toBeVisible()
    await expect(restoreButton(stet, view)).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expect(view).toBeHidden()

    await comeInAs(stet, 'editor')
    await goTo(stet, 'desk')
    await page.getByRole('link', { name: headline }).click()
    await page.getByRole('button', { name: words('common:decision.return') }).click()
    const decision = page.getByRole('dialog')
    await decision.getByRole('textbox').first().fill(copy.reason)
    await decision.getByRole('button', { name: words('common:decision.return') }).click()
    await makeKey(stet)
    await comeInAs(stet, 'reporter')
    await page.evaluate((hash) => void (window.location.hash = hash), address)
    await expect(body(stet)).toBeVisible()
    const back = await openHistory(stet)
    await expect(back.locator('[data-cause]').first()).toHaveAttribute('data-cause', 'returned')
    expect(await causes(back)).toEqual(['returned', 'submitted', 'named', 'imported'])
  })
})
