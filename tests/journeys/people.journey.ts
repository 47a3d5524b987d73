import type { Browser, Page } from '@playwright/test'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startApp, type AppProcess } from '../support/app-process'
import { totp } from '../support/totp'
import { look } from './support/look'
import { comeInAs, goTo } from './support/people'
import { expect, test, type Stet } from './support/stet'

const LISTENING = /(http:\/\/127\.0\.0\.1:\d+)/
const PASSWORD = '江上晨雾 2026 渡口'
/** Somebody else's workstation, in a window and a home of its own. */
const workstation = async (browser: Browser, language: string): Promise<{ page: Page; end: () => Promise<void> }> => {
  const home = await mkdtemp(join(tmpdir(), 'stet-journey-'))
  const { app, match } = await startApp(['window', '--no-open', '--home', home], /(http:\/\/127\.0\.0\.1:\d+\/\S+)/, { LANG: language === 'en' ? 'en_GB.UTF-8' : 'zh_CN.UTF-8', LC_ALL: '' })
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: language })
  const page = await context.newPage()
  await page.goto(match[1] ?? '')
  return {
    page,
    end: async () => {
      await context.close()
      await app.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}

const joinDesk = async ({ page, words }: Pick<Stet, 'page' | 'words'>, address: string): Promise<void> => {
  await page.getByRole('button', { name: words('people:otherDesk') }).click()
  await page.getByLabel(words('settings:desk.address')).fill(address)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: words('people:sample.title') })).toBeHidden()
}

const signIn = async ({ page, words }: Pick<Stet, 'page' | 'words'>, login: string, password: string): Promise<void> => {
  await page.getByLabel(words('people:login'), { exact: true }).fill(login)
  await page.getByLabel(words('people:password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: words('people:signIn'), exact: true }).click()
}

test('a reporter joins by address and invitation, is asked for a second step, and is out as soon as the account is closed', async ({ stet, shared }) => {
  test.setTimeout(120_000)
  const deskHome = await mkdtemp(join(tmpdir(), 'stet-desk-'))
  const { words } = stet
  let desk: AppProcess | null = null
  let reporter: Awaited<ReturnType<typeof workstation>> | null = null
  try {
    const started = await startApp(['desk', 'serve', '--port', '0', '--home', deskHome], LISTENING)
    desk = started.app
    const address = started.match[1] ?? ''
    const password = (await readFile(join(deskHome, 'desk', 'first-password'), 'utf8')).trim()

    // The administrator invites.
    await joinDesk(stet, address)
    await signIn(stet, 'admin', password)
    await expect(stet.page.getByText(words('common:connection.online'))).toBeVisible()
    await goTo(stet, 'settings')
    await stet.page.getByRole('link', { name: words('account:people.open') }).click()
    await stet.page.getByRole('button', { name: words('members:invite.open'), exact: true }).click()
    const invite = stet.page.getByRole('dialog', { name: words('members:invite.title') })
    await invite.getByLabel(words('members:name'), { exact: true }).fill('周岚')
    await invite.getByLabel(words('members:login'), { exact: true }).fill('zhou')
    await invite.getByRole('button', { name: words('members:invite.act') }).click()
    const handed = stet.page.getByRole('dialog', { name: words('members:code.title', { name: '周岚' }) })
    await expect(handed.getByText(address)).toBeVisible()
    const code = (await handed.locator('code').innerText()).trim()
    await stet.page.keyboard.press('Escape')
    const row = stet.page.getByRole('row').filter({ hasText: '周岚' })
    await expect(row).toContainText(words('members:state.invited'))

    // The reporter's own workstation joins.
    reporter = await workstation(shared, stet.language)
    const theirs = { page: reporter.page, words }
    await joinDesk(theirs, address)
    await theirs.page.getByRole('button', { name: words('people:code.have') }).click()
    await theirs.page.getByLabel(words('people:code.label'), { exact: true }).fill(code.toLowerCase())
    await theirs.page.getByLabel(words('people:newPassword.label'), { exact: true }).fill(PASSWORD)
    await theirs.page.getByLabel(words('people:newPassword.again'), { exact: true }).fill(PASSWORD)
    await theirs.page.getByRole('button', { name: words('people:code.act') }).click()
    await expect(theirs.page.getByText(words('common:connection.online')).first()).toBeVisible()

    // They turn the second step on.
    await theirs.page.getByRole('link', { name: words('common:nav.settings') }).click()
    await theirs.page.getByRole('button', { name: words('account:factor.open') }).click()
    const dialog = theirs.page.getByRole('dialog', { name: words('account:factor.open') })
    await dialog.getByLabel(words('account:password.current')).fill(PASSWORD)
    await theirs.page.keyboard.press('Enter')
    const secret = (await dialog.locator('dd code').innerText()).replaceAll(/\s/g, '')
    await dialog.getByLabel(words('account:factor.code'), { exact: true }).fill(totp(secret))
    await theirs.page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(theirs.page.getByText(words('account:factor.on'))).toBeVisible()

    // The next sign-in asks for it.
    const menu = theirs.page.locator('button[aria-haspopup="menu"]').filter({ has: theirs.page.locator('b') })
    await menu.click()
    await theirs.page.getByRole('menuitem', { name: words('common:person.signOut') }).click()
    await signIn(theirs, 'zhou', PASSWORD)
    await theirs.page.getByLabel(words('people:factor.code'), { exact: true }).fill(totp(secret))
    await theirs.page.keyboard.press('Enter')
    await expect(theirs.page.getByText(words('common:connection.online')).first()).toBeVisible()

    // The administrator closes the account; the session ends there too.
    await expect(row).toContainText(words('members:state.active'), { timeout: 30_000 })
    await row.getByRole('button').click()
    await stet.page.getByRole('menuitem', { name: words('members:close.open') }).click()
    await stet.page.getByRole('dialog').getByRole('button', { name: words('members:close.act') }).click()
    await expect(row).toContainText(words('members:state.closed'))
    await expect(theirs.page.getByText(words('common:connection.signedOut')).first()).toBeVisible({ timeout: 20_000 })
    await menu.click()
    await theirs.page.getByRole('menuitem', { name: words('common:person.signOut') }).click()
    await signIn(theirs, 'zhou', PASSWORD)
    await expect(theirs.page.getByRole('alert').filter({ hasText: words('fault:person-inactive') })).toBeVisible()
  } finally {
    await reporter?.end()
    await desk?.stop()
    await rm(deskHome, { recursive: true, force: true })
  }
})

for (const [language, theme, width] of [['zh-CN', 'dark', 960], ['en', 'light', 1440]] as const)
  test.describe(`the screens of people, ${language}, ${theme}, ${String(width)} wide`, () => {
    test.use({ options: { language, theme, size: { width, height: width === 960 ? 640 : 900 } } })

    test('have no accessibility fault and fit', async ({ stet }) => {
      const { page, words } = stet
      const name = (screen: string) => `people-${language}-${theme}-${String(width)}-${screen}`
      await page.getByRole('button', { name: words('people:code.have') }).click()
      await look(stet.page, name('code'))
      await page.getByRole('button', { name: words('people:back') }).click()
      await comeInAs(stet, 'admin')
      await goTo(stet, 'settings')
      await expect(page.getByRole('list', { name: words('account:sessions.title') })).toBeVisible()
      await page.getByRole('button', { name: words('account:factor.open') }).scrollIntoViewIfNeeded()
      await look(stet.page, name('account'))
      await page.getByRole('link', { name: words('account:people.open') }).click()
      await page.getByRole('button', { name: words('members:invite.open'), exact: true }).click()
      const invite = page.getByRole('dialog', { name: words('members:invite.title') })
      await invite.getByLabel(words('members:name'), { exact: true }).fill('周岚')
      await invite.getByLabel(words('members:login'), { exact: true }).fill('zhou')
      await invite.getByRole('button', { name: words('members:grants.add') }).click()
      await invite.getByLabel(words('members:grants.channel', { number: 1 }), { exact: true }).fill('要闻/时政')
      await look(stet.page, name('invite'))
      await invite.getByRole('button', { name: words('members:invite.act') }).click()
      await expect(page.getByRole('dialog', { name: words('members:code.title', { name: '周岚' }) })).toBeVisible()
      await look(stet.page, name('handover'))
      await page.keyboard.press('Escape')
      await expect(page.getByRole('row').filter({ hasText: '周岚' })).toBeVisible()
      await look(stet.page, name('table'))
      await page.getByRole('row').filter({ hasText: '周岚' }).getByRole('button').click()
      await look(stet.page, name('menu'))
    })
  })
