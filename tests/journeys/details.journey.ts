import { look } from './support/look'
import { comeInAs, field, goTo, makeKey, saved } from './support/people'
import { expect, test } from './support/stet'

const COPY = {
  'zh-CN': { headline: '夜里这盏灯，是给倒班的人留的', third: '顾岚', tag: '深读', byline: '本报记者 周砚 摄影 顾岚 通讯员 林望潮', hand: '本报记者 周砚 综合本报前方报道', earlier: '匠心领航启新程 暖心相伴聚合力', find: '匠心', wrong: '文中“二百”应为“二十”。', read: ['编者按', '记者：', '结业率', '链接　临澜职工夜校'] },
  en: { headline: 'Autumn timetable puts the islands an hour closer', third: 'Gu Lan', tag: 'Waterfront', byline: 'By Zhou Yan; Photos by Gu Lan with Lin Wangchao', hand: 'By Zhou Yan, for the 3rd time', earlier: 'Library boat carries evening classes to Linlan\'s river islands', find: 'Library', wrong: 'It sails at 6:40.', read: ['Q: ', 'Cannery gate', 'Fares'] },
} as const

for (const [language, theme, size] of [['zh-CN', 'light', { width: 1440, height: 900 }], ['en', 'dark', { width: 960, height: 640 }]] as const)
  test.describe(`the details of a story, ${language}, ${theme}, ${String(size.width)} wide`, () => {
    test.use({ options: { language, theme, size } })

    test('people, column tag and correction are set by keyboard, and the page is read with every block', async ({ stet }) => {
      const copy = COPY[language]
      const { page, words } = stet
      const name = (screen: string) => `${language}-${theme}-${String(size.width)}-${screen}`
      await comeInAs(stet, 'reporter')
      await page.locator('[data-row]').filter({ hasText: copy.headline }).first().click()
      await expect(field(stet, 'headline')).toHaveValue(copy.headline)
      if (!(await field(stet, 'slugline').isVisible())) await page.getByRole('button', { name: words('writing:inspector.label') }).click()

      const people = page.getByRole('group', { name: words('details:people.title') })
      const person = (number: number) => people.getByRole('textbox', { name: words('details:people.name', { number }), exact: true })
      await person(2).focus()
      await page.keyboard.press('Enter')
      await expect(person(3)).toBeFocused()
      await page.keyboard.insertText(copy.third)
      await people.getByRole('combobox', { name: words('details:people.role', { number: 3 }) }).selectOption('photographer')
      await person(3).press('Alt+ArrowUp')
      await expect(person(2)).toBeFocused()
      await expect(person(2)).toHaveValue(copy.third)
      await expect(field(stet, 'byline')).toHaveValue(copy.byline)
      await look(stet.page, name('details'))

      await field(stet, 'byline').fill(copy.hand)
      await expect(people.getByText(words('details:people.unread'))).toBeVisible()
      await expect(field(stet, 'byline')).toHaveValue(copy.hand)
      await field(stet, 'byline').fill(copy.byline)
      await expect(people.getByText(words('details:people.unread'))).toBeHidden()
      await field(stet, 'columnTag').fill(copy.tag)
      await field(stet, 'originalHeadline').fill(copy.earlier)

      await page.getByRole('button', { name: words('details:correction.add') }).click()
      const earlier = page.getByRole('combobox', { name: words('details:correction.headline') })
      await expect(earlier).toBeFocused()
      await page.keyboard.insertText(copy.find)
      await page.getByRole('option', { name: copy.earlier }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await expect(earlier).toHaveValue(copy.earlier)
      await expect(page.getByText(words('details:correction.linked'))).toBeVisible()
      await page.getByRole('textbox', { name: words('details:correction.text') }).fill(copy.wrong)
      await saved(stet)
      await page.getByRole('textbox', { name: words('details:correction.text') }).scrollIntoViewIfNeeded()
      await look(stet.page, name('correction'))

      const embargo = field(stet, 'embargo')
      const lift = page.getByRole('button', { name: words('details:embargo.clear') })
      await embargo.fill('2020-01-02T06:00')
      await expect(page.getByText(words('details:embargo.past'))).toBeVisible()
      await field(stet, 'destinations').scrollIntoViewIfNeeded()
      await look(stet.page, name('embargo-past'))
      await lift.press('Enter')
      await expect(embargo).toBeFocused()
      await expect(embargo).toHaveValue('')
      await expect(lift).toBeHidden()
      await embargo.fill('2100-11-23T06:00')
      await field(stet, 'destinations').press('Space')
      await expect(field(stet, 'destinations')).toBeChecked()
      await expect(page.getByText(words('details:destinations.open'))).toBeHidden()
      await saved(stet)
      await look(stet.page, name('embargo'))

      await page.getByRole('button', { name: words('writing:submit.open') }).click()
      const dialog = page.getByRole('dialog', { name: words('writing:submit.title') })
      await expect(dialog).toContainText(words('writing:field.embargo'))
      await expect(dialog).toContainText('2100')
      await look(stet.page, name('embargo-submit'))
      await dialog.getByRole('button', { name: words('writing:submit.send') }).click()
      await makeKey(stet)
      await expect(dialog).toBeHidden()
      if (await page.locator('.ProseMirror').isVisible()) await expect(page.locator('.ProseMirror')).toBeHidden()
      const row = page.locator('[data-row]').filter({ hasText: copy.headline }).first()
      if (!(await page.locator('[data-reading]').isVisible())) await row.click()
      const read = page.locator('[data-reading]').first()
      await expect(read).toContainText(copy.tag)
      await expect(read).toContainText(copy.wrong)
      for (const text of copy.read) await expect(read).toContainText(text)
      await look(stet.page, name('reading'))
      await read.locator('table').scrollIntoViewIfNeeded()
      await look(stet.page, name('reading-table'))

      const embargoed = words('common:embargoed', { time: '' }).trim()
      await goTo(stet, 'library')
      await expect(page.getByRole('row').filter({ has: row })).toContainText(embargoed)
      await row.scrollIntoViewIfNeeded()
      await look(stet.page, name('embargo-row'))
      await comeInAs(stet, 'editor')
      await goTo(stet, 'desk')
      await page.getByRole('link', { name: copy.headline }).click()
      await expect(page.getByText(embargoed).first()).toBeVisible()
      await look(stet.page, name('embargo-piece'))
    })
  })
