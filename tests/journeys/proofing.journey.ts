import { look } from './support/look'
import { body, comeInAs, field, newStory, saved } from './support/people'
import { expect, test } from './support/stet'

const COPY = {
  'zh-CN': { headline: '夜里这盏灯，是给倒班的人留的', typed: '水管按装好了，路灯也按装好了。', wrong: '按装', right: '安装' },
} as const

for (const [theme, size] of [['light', { width: 1440, height: 900 }], ['dark', { width: 960, height: 640 }]] as const)
  test.describe(`the proof-reader, zh-CN, ${theme}, ${String(size.width)} wide`, () => {
    test.use({ options: { language: 'zh-CN', theme, size } })

    test('marks what it finds as it is typed, mends it at the words and in the list, and lets it stand', async ({ stet }) => {
      const copy = COPY['zh-CN']
      const { page, words } = stet
      const name = (screen: string) => `proofing-${theme}-${String(size.width)}-${screen}`
      await comeInAs(stet, 'reporter')
      await page.locator('[data-row]').filter({ hasText: copy.headline }).first().click()
      await expect(field(stet, 'headline')).toHaveValue(copy.headline)
      const text = body(stet)
      const marks = text.locator('[data-find]').filter({ hasText: copy.wrong })
      await text.locator('> p').last().click()
      await page.keyboard.press('End')
      await page.keyboard.press('Enter')
      await page.keyboard.insertText(copy.typed)
      await expect(marks).toHaveCount(2)
      await saved(stet)

      // At the words, by the mouse; one undo takes it back.
      await marks.first().click()
      const card = page.getByRole('dialog').filter({ hasText: copy.wrong })
      await expect(card).toContainText(copy.wrong)
      await look(page, name('card'))
      await card.getByRole('button', { name: copy.right }).click()
      await expect(marks).toHaveCount(1)
      await page.keyboard.press('ControlOrMeta+z')
      await expect(marks).toHaveCount(2)

      // In the list, both at once.
      if (!(await page.getByRole('tab', { name: words('writing:inspector.checks') }).isVisible())) await page.getByRole('button', { name: words('writing:inspector.label') }).click()
      await page.getByRole('tab', { name: words('writing:inspector.checks') }).click()
      const list = page.getByRole('region', { name: words('proofreading:title') })
      const finds = list.getByRole('listitem').filter({ hasText: copy.wrong })
      await expect(finds).toHaveCount(2)
      await look(page, name('list'))
      await finds.first().getByRole('button', { name: words('proofreading:more') }).click()
      await page.getByRole('menuitem', { name: words('proofreading:stand.piece') }).click()
      await expect(finds).toHaveCount(0)
      await expect(marks).toHaveCount(0)
      await list.getByText(words('proofreading:stand.list', { count: 2 })).click()
      await look(page, name('standing'))
      await list.getByRole('button', { name: words('proofreading:stand.again') }).first().click()
      await expect(marks).toHaveCount(2)
      await finds.first().getByRole('button', { name: words('proofreading:more') }).click()
      await page.getByRole('menuitem', { name: words('proofreading:fixAll', { count: 2 }) }).click()
      await expect(text).toContainText('水管安装好了，路灯也安装好了。')
      // Undo takes it back from the list too.
      await page.keyboard.press('ControlOrMeta+z')
      await expect(marks).toHaveCount(2)
      await saved(stet)
    })
  })

test.describe('the proof-reader, en, light, 1440 wide', () => {
  test.use({ options: { language: 'en', theme: 'light', size: { width: 1440, height: 900 } } })

  test('reads English in its own thread, with no word leaving the machine', async ({ stet }) => {
    const { page, words } = stet
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await comeInAs(stet, 'reporter')
    await newStory(stet, 'news')
    await field(stet, 'headline').fill('Council votes on the new bridge')
    await body(stet).click()
    await page.keyboard.insertText('The council will recieve the plan on tuesday. He do not like it.')
    const marks = body(stet).locator('[data-find]')
    // Sixteen megabytes of compiled code are read first.
    await expect(marks.filter({ hasText: 'recieve' })).toHaveCount(1, { timeout: 60_000 })
    await expect(marks.filter({ hasText: 'tuesday' })).toHaveCount(1)
    await marks.filter({ hasText: 'recieve' }).click()
    await page.getByRole('dialog').filter({ hasText: 'recieve' }).getByRole('button', { name: 'receive', exact: true }).click()
    await expect(body(stet)).toContainText('will receive the plan')
    await page.getByRole('tab', { name: words('writing:inspector.checks') }).click()
    await expect(page.getByRole('region', { name: words('proofreading:title') }).getByRole('listitem').filter({ hasText: 'tuesday' })).toBeVisible()
    await look(page, 'proofing-en')
    expect(asked.filter((url) => new URL(url).hostname !== '127.0.0.1' && !url.startsWith('blob:') && !url.startsWith('data:'))).toEqual([])
  })
})
