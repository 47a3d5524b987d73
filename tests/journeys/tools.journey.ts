import AxeBuilder from '@axe-core/playwright'

import { body, comeInAs, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

const first = (stet: Stet) => stet.page.locator('.ProseMirror > p').first()

/** A news story with two sections, typed by keyboard. */
const write = async (stet: Stet): Promise<void> => {
  const { page } = stet
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  await first(stet).click()
  await page.keyboard.insertText('工会夜校开课，工会主席到场。')
  await page.keyboard.press('Enter')
  for (const [title, text] of [['甲节', '甲节的话。'], ['乙节', '乙节的话，工会也在。']]) {
    await page.keyboard.press('Control+Alt+1')
    await page.keyboard.insertText(title ?? '')
    await page.keyboard.press('Enter')
    await page.keyboard.insertText(text ?? '')
    await page.keyboard.press('Enter')
  }
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1440, height: 900 } } })

    test('find and replace goes from match to match, replaces all, and one undo brings it back', async ({ stet }) => {
      await write(stet)
      const { page, words } = stet
      await page.keyboard.press('Control+h')
      const panel = page.getByRole('search', { name: words('tools:find.label') })
      await panel.getByRole('textbox', { name: words('tools:find.text'), exact: true }).fill('工会')
      await expect(panel.getByRole('status')).toContainText('3')
      await page.keyboard.press('Enter')
      await panel.getByRole('textbox', { name: words('tools:find.replacement') }).fill('总工会')
      await panel.getByRole('button', { name: words('tools:find.all') }).click()
      await expect(panel.getByRole('status')).toHaveText(words('tools:find.replaced', { count: 3 }))
      await expect(first(stet)).toHaveText('总工会夜校开课，总工会主席到场。')
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await panel.getByRole('textbox', { name: words('tools:find.text'), exact: true }).focus()
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
      await page.keyboard.press('Control+z')
      await expect(first(stet)).toHaveText('工会夜校开课，工会主席到场。')
    })

    test('a section is moved in the outline, by mouse and by keyboard', async ({ stet }) => {
      await write(stet)
      const { page, words } = stet
      const outline = page.getByRole('navigation', { name: words('writing:outline.label') })
      const rows = outline.getByRole('button')
      await expect(rows).toHaveCount(2)
      await rows.nth(1).dragTo(rows.nth(0), { targetPosition: { x: 20, y: 2 } })
      await expect(rows.first()).toContainText('乙节')
      await expect(page.locator('.ProseMirror h2').first()).toContainText('乙节')
      await expect(page.locator('.ProseMirror > p').nth(1)).toHaveText('乙节的话，工会也在。')
      await rows.first().focus()
      await page.keyboard.press('Alt+ArrowDown')
      await expect(rows.first()).toContainText('甲节')
    })

    test('comments and tracked changes stand in the Notes tab and are settled there', async ({ stet }) => {
      await write(stet)
      const { page, words } = stet
      await first(stet).click()
      await page.keyboard.press('Home')
      for (let count = 0; count < 4; count += 1) await page.keyboard.press('Shift+ArrowRight')
      await page.keyboard.press('Control+Shift+m')
      const dialog = page.getByRole('dialog', { name: words('notes:comment.add') })
      await dialog.getByRole('textbox').fill('第一期还是第二期？')
      await dialog.getByRole('button', { name: words('notes:comment.send') }).click()
      await expect(dialog).toBeHidden()
      await page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
      await expect(page.getByText('第一期还是第二期？')).toBeVisible()
      await page.getByRole('switch', { name: words('notes:suggesting') }).check()
      await first(stet).click()
      await page.keyboard.press('End')
      await page.keyboard.insertText('地点在江边。')
      await expect(page.getByRole('button', { name: words('notes:suggestion.accept'), exact: true })).toHaveCount(1)
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      await saved(stet)
      const address = new URL(page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => { window.location.hash = hash }, address)
      await stet.page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
      await expect(stet.page.getByText('第一期还是第二期？')).toBeVisible()
      await stet.page.getByRole('button', { name: words('notes:suggestion.accept'), exact: true }).click()
      await expect(first(stet)).toHaveText('工会夜校开课，工会主席到场。地点在江边。')
    })

    test('undo goes on after the app was killed and opened again', async ({ stet }) => {
      await write(stet)
      await first(stet).click()
      await stet.page.keyboard.press('End')
      await stet.page.keyboard.insertText('最后一句。')
      await saved(stet)
      const address = new URL(stet.page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => { window.location.hash = hash }, address)
      await expect(first(stet)).toHaveText('工会夜校开课，工会主席到场。最后一句。')
      await first(stet).click()
      await stet.page.keyboard.press('Control+z')
      await expect(first(stet)).toHaveText('工会夜校开课，工会主席到场。')
      await stet.page.keyboard.press('Control+Shift+z')
      await expect(first(stet)).toHaveText('工会夜校开课，工会主席到场。最后一句。')
    })

    test('focus and typewriter modes, and the same story in a second window', async ({ stet }) => {
      await write(stet)
      const { page, words } = stet
      const view = page.getByRole('button', { name: words('tools:view.label') })
      await view.click()
      await page.getByRole('menuitemcheckbox', { name: words('tools:view.focus') }).click()
      await page.getByRole('menuitemcheckbox', { name: words('tools:view.typewriter') }).click()
      await page.keyboard.press('Escape')
      await first(stet).click()
      await expect(first(stet)).toHaveAttribute('data-here', '')
      expect(Number(await page.locator('.ProseMirror > p').last().evaluate((element) => getComputedStyle(element).opacity))).toBeLessThan(1)
      await saved(stet)
      await view.click()
      const second = page.context().waitForEvent('page')
      await page.getByRole('menuitem', { name: words('tools:view.newWindow') }).click()
      const other = await second
      await expect(other.locator('.ProseMirror > p').first()).toHaveText('工会夜校开课，工会主席到场。')
      expect(await body(stet).count()).toBe(1)
      await other.close()
    })
  })
