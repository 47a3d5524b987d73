import AxeBuilder from '@axe-core/playwright'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { comeInAs, field, goTo } from './support/people'
import { expect, test, type Stet } from './support/stet'

const pictures = join(import.meta.dirname, '../../.cache/screens')
mkdirSync(pictures, { recursive: true })

const look = async (stet: Stet, name: string): Promise<void> => {
  // Let fades end: contrast is judged on what stands still.
  await stet.page.waitForTimeout(400)
  await stet.page.screenshot({ path: join(pictures, `${name}.png`) })
  // The nonce'd styles and the axe script are injected by the test, outside the window's own policy.
  const { violations } = await new AxeBuilder({ page: stet.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

for (const language of ['zh-CN', 'en'] as const)
  for (const theme of ['light', 'dark'] as const)
    for (const size of [{ width: 960, height: 640 }, { width: 1440, height: 900 }])
      test.describe(`every screen, ${language}, ${theme}, ${String(size.width)} wide`, () => {
        test.use({ options: { language, theme, size } })

        test('has no accessibility fault and fits', async ({ stet }) => {
          const name = (screen: string) => `${language}-${theme}-${String(size.width)}-${screen}`
          await expect(stet.page.getByRole('region', { name: stet.words('people:sample.title') })).toBeVisible()
          await look(stet, name('sign-in'))
          await comeInAs(stet, 'reporter')
          await expect(stet.page.locator('[data-row]').first()).toBeVisible()
          await look(stet, name('library'))
          await stet.page.locator(`[data-row][lang="${language}"]`).first().click()
          await expect(field(stet, 'headline')).toBeVisible()
          await look(stet, name('writing'))
          await stet.page.getByRole('button', { name: stet.words('writing:submit.open') }).click()
          await expect(stet.page.getByRole('dialog', { name: stet.words('writing:submit.title') })).toBeVisible()
          await look(stet, name('preflight'))
          await stet.page.keyboard.press('Escape')
          for (const station of ['published', 'settings'] as const) {
            await goTo(stet, station)
            await look(stet, name(station))
          }
          await stet.page.keyboard.press('Control+k')
          await look(stet, name('palette'))
          await stet.page.keyboard.press('Escape')
          await comeInAs(stet, 'editor')
          await goTo(stet, 'desk')
          await look(stet, name('desk'))
          // Nothing is wider than the window.
          expect(await stet.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true)
        })
      })
