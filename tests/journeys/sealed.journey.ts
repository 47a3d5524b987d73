import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { look } from './support/look'
import { body, comeInAs, field, goTo, newStory, PASSPHRASE, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

/** Files under the home that hold these words in UTF-8 or UTF-16, but for the desk's own. */
const holding = async (home: string, words: string): Promise<string[]> => {
  const found: string[] = []
  for (const entry of await readdir(home, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (!entry.isFile() || /^(desk|site|electron)[\\/]/.test(path.slice(home.length + 1))) continue
    const bytes = await readFile(path).catch(() => Buffer.alloc(0))
    if (bytes.includes(words) || bytes.includes(Buffer.from(words, 'utf16le'))) found.push(path.slice(home.length + 1))
  }
  return found
}

const unlock = async (stet: Stet, passphrase: string): Promise<void> => {
  await stet.page.getByLabel(stet.words('seal:unlock.passphrase'), { exact: true }).fill(passphrase)
  await stet.page.getByRole('button', { name: stet.words('seal:unlock.act') }).click()
}

const locked = (stet: Stet) => stet.page.getByRole('heading', { name: stet.words('seal:unlock.title') })

const SECRET = { 'zh-CN': { headline: '朱雀渡口今夜复航', first: '摆渡人说水位涨了三尺。', more: '又及：灯火通宵。' }, en: { headline: 'Cormorant ferry returns tonight', first: 'The boatman says the water rose.', more: ' Lanterns burned all night.' } }

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`a sealed library, ${language}`, () => {
    test.use({ options: { language, theme: language === 'en' ? 'dark' : 'light', size: { width: language === 'en' ? 1440 : 960, height: 800 } } })

    test('is turned on, locks, opens, locks itself, and writing goes on; the disk holds no word of it', async ({ stet }) => {
      test.setTimeout(300_000) // Half a dozen passphrases are proven, and nobody is there for a while.
      const { words } = stet
      const secret = SECRET[language]
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await field(stet, 'headline').fill(secret.headline)
      await body(stet).click()
      await stet.page.keyboard.insertText(secret.first)
      await saved(stet)
      expect(await holding(stet.home, secret.headline)).not.toEqual([])

      await goTo(stet, 'settings')
      await look(stet.page, `sealed-${stet.language}-off`, { whole: true })
      await stet.page.getByRole('button', { name: words('seal:act.turnOn') }).click()
      const dialog = stet.page.getByRole('dialog', { name: words('seal:turnOn.title') })
      await dialog.getByLabel(words('seal:passphrase.label'), { exact: true }).fill(PASSPHRASE)
      await dialog.getByLabel(words('seal:passphrase.again'), { exact: true }).fill(PASSPHRASE)
      await look(stet.page, `sealed-${stet.language}-turn-on`, { whole: true })
      await dialog.getByRole('checkbox').check()
      await dialog.getByRole('button', { name: words('seal:turnOn.act') }).click()
      await expect(stet.page.getByText(words('seal:state.passphrase'))).toBeVisible({ timeout: 60_000 })
      await look(stet.page, `sealed-${stet.language}-on`, { whole: true })
      expect(await holding(stet.home, secret.headline)).toEqual([])

      // Written, and locked before the pause that saves: the words are asked for first.
      await goTo(stet, 'library')
      await stet.page.getByRole('link', { name: secret.headline }).click()
      await body(stet).click()
      await stet.page.keyboard.press('ControlOrMeta+End')
      await stet.page.keyboard.insertText(secret.more)
      await stet.page.keyboard.press('ControlOrMeta+Shift+L')
      await expect(locked(stet)).toBeVisible()
      expect(await stet.page.locator('body').innerText()).not.toContain(secret.headline)
      await look(stet.page, `sealed-${stet.language}-locked`, { whole: true })
      await unlock(stet, 'not the passphrase')
      await expect(stet.page.getByRole('alert')).toBeVisible()
      await look(stet.page, `sealed-${stet.language}-wrong`, { whole: true })
      await unlock(stet, PASSPHRASE)
      await expect(body(stet)).toContainText(secret.more.trim())

      // Killed and started again, it asks; and nobody there for six seconds, it locks itself.
      await stet.reopen('SIGKILL')
      await expect(locked(stet)).toBeVisible()
      await unlock(stet, PASSPHRASE)
      await expect(stet.page.getByRole('link', { name: secret.headline })).toBeVisible()
      await stet.reopen('SIGTERM')
      const settings = join(stet.home, 'settings.json')
      await writeFile(settings, JSON.stringify({ ...(JSON.parse(await readFile(settings, 'utf8')) as object), lockMinutes: 0.1 }))
      await stet.reopen('SIGTERM')
      await unlock(stet, PASSPHRASE)
      await expect(stet.page.getByRole('link', { name: secret.headline })).toBeVisible()
      for (let n = 0; n < 12; n += 1) {
        await stet.page.mouse.move(300 + n, 300)
        await stet.page.waitForTimeout(700)
      }
      await expect(stet.page.getByRole('link', { name: secret.headline })).toBeVisible()
      await expect(locked(stet)).toBeVisible({ timeout: 15_000 })
      expect(await holding(stet.home, secret.headline)).toEqual([])
      expect(await holding(stet.home, secret.more.trim())).toEqual([])
    })
  })
