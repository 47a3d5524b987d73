import { pinyin } from './support/ime'
import { look } from './support/look'
import { body, comeInAs, field, goTo, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

const write = async (stet: Stet, headline: string, text: string): Promise<void> => {
  await newStory(stet, 'news')
  await field(stet, 'headline').fill(headline)
  await body(stet).click()
  await stet.page.keyboard.insertText(text)
  await saved(stet)
  await goTo(stet, 'library')
}

const COPY = {
  'zh-CN': { first: ['渡口的灯', '摆渡人秦岚每晚点灯，三十年没有断过。'], second: ['江堤夜巡', '巡堤队长说，秦　岚送来了热茶。'], name: '秦岚', name2: '秦　岚', word: '灯' },
  en: { first: ['The ferry lamp', 'Ferryman Qin Lan (秦岚) has lit it every night for thirty years.'], second: ['Night watch', 'The watch says Qin Lan （秦　岚） brought tea.'], name: '秦岚', name2: '秦　岚', word: 'ferry' },
} as const

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`the library searched and sorted by keyboard, in ${language}`, () => {
    test.use({ options: { language, theme: language === 'en' ? 'dark' : 'light', size: language === 'en' ? { width: 960, height: 640 } : { width: 1440, height: 900 } } })

    test('finds a name of two characters as it is typed, narrows, chooses, bins and takes it back', async ({ stet }) => {
      const { page, words } = stet
      const copy = COPY[language]
      await comeInAs(stet, 'reporter')
      await write(stet, copy.first[0], copy.first[1])
      await write(stet, copy.second[0], copy.second[1])
      const rows = page.locator('[data-row]')
      const box = page.getByRole('searchbox', { name: words('library:search.label') })
      const named = (headline: string) => rows.filter({ hasText: headline })

      // As one types: the name stands in the text only, once set wide.
      await page.keyboard.press('/')
      await expect(box).toBeFocused()
      const everything = await rows.count()
      const ime = await pinyin(stet)
      await ime.cancel('qin')
      await expect(box).toHaveValue('')
      await expect(rows).toHaveCount(everything)
      await ime.type('qinlan', copy.name)
      await expect(box).toHaveValue(copy.name)
      await expect(rows).toHaveCount(2)
      await expect(page.locator('mark').filter({ hasText: copy.name })).toHaveCount(1)
      await expect(page.locator('mark').filter({ hasText: copy.name2 })).toHaveCount(1)
      await look(stet.page, `${stet.language}-search-found`)

      // Opening one and coming back finds the list as it was left.
      await page.keyboard.press('Enter')
      await expect(rows.first()).toBeFocused()
      await page.keyboard.press('j')
      const read = await rows.nth(1).getAttribute('data-row')
      await page.keyboard.press('Enter')
      await expect(field(stet, 'headline')).toBeVisible()
      await goTo(stet, 'library')
      await expect(box).toHaveValue(copy.name)
      await expect(rows).toHaveCount(2)
      await expect(page.locator(`[data-row="${read ?? ''}"]`)).toBeFocused()

      // Headlines stand above text; Escape lets go of the search.
      await page.keyboard.press('Control+f')
      await expect(box).toBeFocused()
      await box.fill(copy.word)
      await expect(rows.first()).toContainText(copy.first[0])
      await page.keyboard.press('Escape')
      await expect(box).toHaveValue('')
      await expect(rows.nth(3)).toBeVisible()

      // Narrowed to what is being written today.
      const all = await rows.count()
      await page.getByLabel(words('library:narrow.state')).first().click()
      await page.getByRole('option', { name: words('library:group.writing') }).click()
      await page.getByLabel(words('library:narrow.changed')).selectOption('today')
      await expect(named(copy.first[0])).toBeVisible()
      const writing = await rows.count()
      expect(writing).toBeGreaterThanOrEqual(2)
      expect(writing).toBeLessThanOrEqual(all)

      // Two chosen by keyboard, binned and taken back.
      await named(copy.second[0]).focus()
      await page.keyboard.press('x')
      await page.keyboard.press('Shift+ArrowDown')
      const bar = page.getByRole('region', { name: words('library:bulk.label') })
      await expect(bar).toContainText(words('library:bulk.chosen', { count: 2 }))
      await look(stet.page, `${stet.language}-search-chosen`)
      await page.keyboard.press('Delete')
      await expect(page.getByText(words('library:bulk.binned', { count: 2 }))).toBeVisible()
      await expect(rows).toHaveCount(writing - 2)
      await page.getByRole('button', { name: words('common:undo') }).click()
      await expect(rows).toHaveCount(writing)
      await page.getByRole('button', { name: words('library:narrow.clear') }).click()

      // A copy; then the first goes for good, after saying what is lost.
      await named(copy.first[0]).focus()
      await page.keyboard.press('c')
      await expect(named(copy.first[0])).toHaveCount(2)
      await named(copy.first[0]).first().focus()
      await page.keyboard.press('Delete')
      await expect(named(copy.first[0])).toHaveCount(1)
      await page.getByRole('button', { name: `${words('library:group.bin')} 1` }).click()
      await page.getByRole('button', { name: words('library:removeOf', { name: copy.first[0] }) }).click()
      const dialog = page.getByRole('dialog', { name: words('library:remove.title', { count: 1 }) })
      await expect(dialog).toContainText(copy.first[0])
      await look(stet.page, `${stet.language}-search-removing`)
      await dialog.getByRole('button', { name: words('library:remove.act') }).click()
      await expect(page.getByText(words('library:remove.done', { count: 1 }))).toBeVisible()
      await expect(dialog).toBeHidden()
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog', { name: words('library:keys.title') })).toBeVisible()
      await look(stet.page, `${stet.language}-search-keys`)
      await page.keyboard.press('Escape')

      // Killed: what was saved is found all the same.
      await stet.reopen('SIGKILL')
      await expect(stet.page.locator('[data-row]').first()).toBeVisible()
      await stet.page.keyboard.press('/')
      await stet.page.keyboard.insertText(copy.name)
      await expect(stet.page.locator('[data-row]')).toHaveCount(2)
    })
  })
