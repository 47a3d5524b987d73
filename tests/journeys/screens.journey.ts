import { look } from './support/look'
import { body, comeInAs, field, goTo, makeKey } from './support/people'
import { atDesk } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const view = async ({ page, words }: Stet, name: 'read' | 'changes' | 'edit'): Promise<void> => {
  await page.getByRole('radiogroup', { name: words('review:view.label') }).locator(`label[for$="-${name}"]`).click()
}

/** What somebody sees who writes: from the door to a story given to the desk. */
const asReporter = async (stet: Stet, name: (screen: string) => string): Promise<string> => {
  const { page, words, language } = stet
  await expect(page.getByRole('region', { name: words('people:sample.title') })).toBeVisible()
  await look(page, name('sign-in'))
  await comeInAs(stet, 'reporter')
  await expect(page.locator('[data-row]').first()).toBeVisible()
  await look(page, name('library'))
  await page.locator(`[data-row][lang="${language}"]`).first().click()
  const headline = await field(stet, 'headline').inputValue()
  await look(page, name('writing'))
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  await expect(page.getByRole('dialog', { name: words('writing:submit.title') })).toBeVisible()
  await look(page, name('preflight'))
  await page.getByRole('button', { name: words('writing:submit.send') }).click()
  await makeKey(stet)
  await expect(page.getByText(words('writing:readOnly')).first()).toBeVisible()
  await atDesk(stet)
  return headline
}

/** What an editor sees: the queue, a piece read, edited, as a redline, decided on, and its review sheet. */
const asEditor = async (stet: Stet, name: (screen: string) => string, headline: string): Promise<void> => {
  const { page, words } = stet
  await comeInAs(stet, 'editor')
  await goTo(stet, 'desk')
  const row = page.getByRole('link', { name: headline })
  await expect(row).toBeVisible()
  await look(page, name('desk'))
  await row.click()
  await expect(page.getByRole('region', { name: words('review:page') }).getByRole('heading', { name: headline })).toBeVisible()
  await look(page, name('piece'))
  await view(stet, 'edit')
  await expect(body(stet)).toBeVisible()
  await body(stet).locator('p').first().click()
  await page.keyboard.press('End')
  await page.keyboard.insertText(stet.language === 'en' ? ' It was checked on the spot.' : '记者到现场核实。')
  await expect(page.getByText(words('review:save.desk', { time: '' }).trim())).toBeVisible()
  await look(page, name('edit'))
  await view(stet, 'changes')
  await expect(page.locator('ins').first()).toBeVisible()
  await page.getByRole('tab', { name: words('review:side.trail') }).click()
  await look(page, name('changes'))
  const bar = page.getByRole('region', { name: words('review:decide.label') })
  await bar.getByRole('button', { name: words('common:decision.signOff'), exact: true }).click()
  await expect(page.getByRole('dialog', { name: words('review:decide.signOff.title') })).toBeVisible()
  await look(page, name('decide'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('[data-review-sheet]')).toBeVisible()
  await look(page, name('sheet'), { whole: true })
  await page.emulateMedia({ media: null })
}

/** What belongs to the house and to oneself: policy, people, delegations, the account. */
const asAdmin = async (stet: Stet, name: (screen: string) => string, headline: string): Promise<void> => {
  const { page, words } = stet
  await comeInAs(stet, 'admin')
  await goTo(stet, 'published')
  await look(page, name('published'))
  await goTo(stet, 'settings')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, name('palette'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('list', { name: words('account:sessions.title') })).toBeVisible()
  await page.getByRole('heading', { name: words('account:title') }).evaluate((heading) => heading.scrollIntoView())
  await look(page, name('settings'))
  await page.getByRole('button', { name: words('account:factor.open') }).click()
  await expect(page.getByRole('dialog', { name: words('account:factor.open') })).toBeVisible()
  await look(page, name('two-step'))
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: words('house:lend.give') }).click()
  await expect(page.getByRole('dialog', { name: words('house:lend.give') })).toBeVisible()
  await look(page, name('delegation'))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.getByRole('link', { name: words('house:openAct') }).click()
  const dry = page.getByRole('complementary', { name: words('house:dry.title') })
  await dry.getByLabel(words('house:dry.piece')).selectOption({ label: headline })
  await expect(dry.locator('li[data-may]').first()).toBeVisible()
  await look(page, name('policy'))
  await goTo(stet, 'settings')
  await page.getByRole('link', { name: words('account:people.open') }).click()
  await expect(page.getByRole('row').nth(3)).toBeVisible()
  await look(page, name('people'))
  await goTo(stet, 'settings')
  await page.getByRole('link', { name: words('destinationSettings:open') }).click()
  await expect(page.getByRole('heading', { name: words('destinationSettings:title'), level: 1 })).toBeVisible()
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await look(page, name('destinations'))
  await goTo(stet, 'settings')
  await page.getByRole('link', { name: words('hooks:open') }).click()
  await expect(page.getByText(words('hooks:none'))).toBeVisible()
  await look(page, name('hooks'))
}

for (const language of ['zh-CN', 'en'] as const)
  for (const theme of ['light', 'dark'] as const)
    for (const size of [{ width: 960, height: 640 }, { width: 1440, height: 900 }])
      test.describe(`every screen, ${language}, ${theme}, ${String(size.width)} wide`, () => {
        test.use({ options: { language, theme, size } })

        test('has no accessibility fault and fits', async ({ stet }) => {
          const name = (screen: string) => `${language}-${theme}-${String(size.width)}-${screen}`
          const headline = await asReporter(stet, name)
          await asEditor(stet, name, headline)
          await asAdmin(stet, name, headline)
        })
      })
