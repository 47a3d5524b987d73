import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { startApp } from '../support/app-process'
import { comeInAs, field, goTo, makeKey, saved } from './support/people'
import { expect, test } from './support/stet'

const LISTENING = /(http:\/\/127\.0\.0\.1:(\d+))/

test.describe('a desk elsewhere that goes away', () => {
  test('a submission waits in a visible outbox and goes by itself, once', async ({ stet }) => {
    const deskHome = await mkdtemp(join(tmpdir(), 'stet-desk-'))
    const first = await startApp(['desk', 'serve', '--port', '0', '--home', deskHome], LISTENING)
    const [, address = '', port = ''] = first.match
    await first.app.stop()
    const added = await startApp(['desk', 'add-person', '--name', '周岚', '--login', 'zhou', '--role', 'reporter', '--home', deskHome], /[:：]\s?([\w-]{16})\s*$/m)
    const password = added.match[1] ?? ''
    await added.app.stop()
    let desk = await startApp(['desk', 'serve', '--port', port, '--home', deskHome], LISTENING)
    const { page, words } = stet
    try {
      // Join it from the sign-in page, and sign in there.
      await page.getByRole('button', { name: words('people:otherDesk') }).click()
      await page.getByLabel(words('settings:desk.address')).fill(address)
      await page.keyboard.press('Enter')
      await expect(page.getByRole('region', { name: words('people:sample.title') })).toBeHidden()
      await page.getByLabel(words('people:login'), { exact: true }).fill('zhou')
      await page.getByLabel(words('people:password'), { exact: true }).fill(password)
      await page.getByRole('button', { name: words('people:signIn') }).click()
      await expect(page.getByText(words('common:connection.online'))).toBeVisible()

      await page.getByRole('button', { name: words('library:new') }).click()
      await page.getByRole('group', { name: words('common:language.zh-CN') }).getByRole('menuitem', { name: words('common:template.news'), exact: true }).click()
      await desk.app.stop('SIGKILL')
      await field(stet, 'headline').fill('江上行船 平安有我')
      await field(stet, 'byline').fill('本报记者 周岚')
      await field(stet, 'channel').fill('要闻')
      await field(stet, 'source').fill('澜江工人报')
      await page.locator('.ProseMirror').click()
      await page.keyboard.insertText('昨日,澜江航道全线恢复通航。')
      await saved(stet)
      await page.getByRole('button', { name: words('writing:submit.open') }).click()
      await page.getByRole('dialog', { name: words('writing:submit.title') }).getByRole('button', { name: words('writing:submit.send') }).click()
      await makeKey(stet)
      await goTo(stet, 'library')
      await expect(page.getByText(words('library:outbox.title', { count: 1 }))).toBeVisible()
      await expect(page.getByText(words('common:connection.offlineWaiting', { count: 1 }))).toBeVisible()

      // Killed while it waits: it still waits. The password is asked again, since no keychain keeps the session here.
      await stet.reopen('SIGKILL')
      await expect(stet.page.getByText(words('library:outbox.title', { count: 1 }))).toBeVisible()

      desk = await startApp(['desk', 'serve', '--port', port, '--home', deskHome], LISTENING)
      await expect(stet.page.getByText(words('common:connection.signedOut'))).toBeVisible({ timeout: 20_000 })
      await stet.page.locator('button[aria-haspopup="menu"]').filter({ has: stet.page.locator('b') }).click()
      await stet.page.getByRole('menuitem', { name: words('common:person.signOut') }).click()
      await stet.page.getByLabel(words('people:login'), { exact: true }).fill('zhou')
      await stet.page.getByLabel(words('people:password'), { exact: true }).fill(password)
      await stet.page.getByRole('button', { name: words('people:signIn') }).click()
      await expect(stet.page.getByText(words('common:connection.online'))).toBeVisible()
      // The key is locked since the restart; what it signed before goes all the same.
      await expect(stet.page.getByText(words('library:outbox.title', { count: 1 }))).toBeHidden({ timeout: 30_000 })
      await expect(stet.page.getByRole('row').filter({ hasText: '江上行船' })).toContainText(/终审/)
    } finally {
      await desk.app.stop()
      await rm(deskHome, { recursive: true, force: true })
    }
  })
})

test('the desk on this machine needs no address', async ({ stet }) => {
  await comeInAs(stet, 'reporter')
  await expect(stet.page.getByText(stet.words('common:connection.embedded'))).toBeVisible()
})
