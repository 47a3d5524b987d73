import { look } from './support/look'
import { comeInAs, field, goTo, makeKey } from './support/people'
import { atDesk } from './support/signing'
import { startReceiver, type Receiver } from './support/receiver'
import { expect, test, type Stet } from './support/stet'

const NAME = { 'zh-CN': '资料库', en: 'Archive' } as const

const openHooks = async (stet: Stet): Promise<void> => {
  await goTo(stet, 'settings')
  await stet.page.getByRole('link', { name: stet.words('hooks:open') }).click()
  await expect(stet.page.getByRole('heading', { name: stet.words('hooks:title'), level: 1 })).toBeVisible()
}

/** Adds a webhook by the form and answers the secret, which is shown once. */
const addHook = async (stet: Stet, receiver: Receiver, shown?: (screen: 'add' | 'secret') => Promise<void>): Promise<string> => {
  const { page, words, language } = stet
  await page.getByRole('button', { name: words('hooks:add.open') }).click()
  const dialog = page.getByRole('dialog', { name: words('hooks:add.title') })
  await dialog.getByRole('button', { name: words('hooks:add.act') }).click()
  await expect(dialog.getByText(words('hooks:badAddress'))).toBeVisible()
  await dialog.getByLabel(words('hooks:name'), { exact: true }).fill(NAME[language])
  await dialog.getByLabel(words('hooks:address'), { exact: true }).fill(receiver.url)
  await shown?.('add')
  await dialog.getByRole('button', { name: words('hooks:add.act') }).click()
  const told = page.getByRole('dialog', { name: words('hooks:secret.title', { name: NAME[language] }) })
  await expect(told.getByText(words('hooks:secret.once'))).toBeVisible()
  const secret = (await told.getByLabel(words('hooks:secret.label')).innerText()).trim()
  await shown?.('secret')
  await told.getByRole('button', { name: words('hooks:secret.done') }).click()
  await expect(told).toBeHidden()
  return secret
}

const rowOf = ({ page, language }: Stet) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: NAME[language] }) })

/** Chooses something from the row's menu. */
const choose = async (stet: Stet, act: string): Promise<void> => {
  await rowOf(stet).getByRole('button', { name: stet.words('hooks:acts', { name: NAME[stet.language] }) }).click()
  await stet.page.getByRole('menuitem', { name: stet.words(act) }).click()
}

/** The reporter gives the sample story of this language to the desk. */
const submitStory = async (stet: Stet): Promise<string> => {
  const { page, words, language } = stet
  await comeInAs(stet, 'reporter')
  await goTo(stet, 'library')
  await page.locator(`[data-row][lang="${language}"]`).first().click()
  const headline = await field(stet, 'headline').inputValue()
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  await page.getByRole('dialog', { name: words('writing:submit.title') }).getByRole('button', { name: words('writing:submit.send') }).click()
  await makeKey(stet)
  await atDesk(stet)
  return headline
}

const returnPiece = async (stet: Stet, headline: string): Promise<void> => {
  const { page, words, language } = stet
  await comeInAs(stet, 'editor')
  await goTo(stet, 'desk')
  await page.getByRole('link', { name: headline }).click()
  await page.getByRole('button', { name: words('common:decision.return') }).click()
  const dialog = page.getByRole('dialog', { name: words('review:decide.return.title') })
  await dialog.getByLabel(words('review:decide.return.reason')).fill(language === 'en' ? 'Please name the source.' : '请写明出处。')
  await dialog.getByRole('button', { name: words('common:decision.return') }).click()
  await makeKey(stet)
  await expect(dialog).toBeHidden()
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`telling other systems, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('a webhook is added, tried, told what happens, parked, gone on with, skipped, renewed and removed', async ({ stet }) => {
      const { page, words } = stet
      const name = NAME[language]
      const receiver = await startReceiver()
      const told = () => receiver.arrived.map(({ payload }) => payload.type)
      try {
        await comeInAs(stet, 'admin')
        await openHooks(stet)
        await expect(page.getByText(words('hooks:none'))).toBeVisible()
        const secret = await addHook(stet, receiver)
        expect(secret).toMatch(/^whsec_/)
        expect(await page.content()).not.toContain(secret)

        // A test message arrives, signed with what was shown.
        await choose(stet, 'hooks:ping.open')
        await expect(page.getByText(words('hooks:ping.done', { name }))).toBeVisible()
        expect(told()).toEqual(['ping'])
        expect(receiver.arrived[0]?.signedWith(secret)).toBe(true)

        // The receiver wants no more: what happens waits, and the window says why.
        receiver.answer(410)
        const headline = await submitStory(stet)
        await comeInAs(stet, 'admin')
        await openHooks(stet)
        await expect(rowOf(stet)).toContainText(words('hooks:state.parked'))
        await expect(page.getByText(words('hooks:reason.hook-gone', { address: new URL(receiver.url).origin }))).toBeVisible()
        await expect(page.getByText(words('hooks:kept', { count: 1 }))).toBeVisible()
        await choose(stet, 'hooks:ping.open')
        await expect(page.getByText(words('fault:hook-gone', { address: new URL(receiver.url).origin }))).toBeVisible()

        // It is there again: what waited is told, and nothing was lost.
        receiver.answer(204)
        await page.getByRole('button', { name: words('hooks:resume.onOf', { name }) }).click()
        await expect(rowOf(stet)).toContainText(words('hooks:state.open'))
        await expect.poll(told).toEqual(['ping', 'submitted'])
        expect(receiver.arrived[1]?.payload.headline).toBe(headline)
        expect(receiver.arrived[1]?.signedWith(secret)).toBe(true)
        await expect(rowOf(stet).getByRole('cell').nth(1)).toHaveText('0')

        // What waits can be skipped instead, once it was said how much that is.
        receiver.answer(410)
        await returnPiece(stet, headline)
        await comeInAs(stet, 'admin')
        await openHooks(stet)
        await expect(rowOf(stet)).toContainText(words('hooks:state.parked'))
        receiver.answer(204)
        await page.getByRole('button', { name: words('hooks:resume.skipOf', { name }) }).click()
        const skip = page.getByRole('dialog', { name: words('hooks:resume.skipTitle', { name }) })
        await expect(skip.getByText(words('hooks:resume.skipWhy', { count: 1 }))).toBeVisible()
        await skip.getByRole('button', { name: words('hooks:resume.skipAct') }).click()
        await expect(rowOf(stet)).toContainText(words('hooks:state.open'))

        // A new secret takes the place of the old one.
        await choose(stet, 'hooks:renew.open')
        await page.getByRole('dialog').getByRole('button', { name: words('hooks:renew.act') }).click()
        const shown = page.getByRole('dialog', { name: words('hooks:secret.title', { name }) })
        const renewed = (await shown.getByLabel(words('hooks:secret.label')).innerText()).trim()
        await shown.getByRole('button', { name: words('hooks:secret.done') }).click()
        await choose(stet, 'hooks:ping.open')
        await expect.poll(told).toEqual(['ping', 'submitted', 'ping'])
        expect(receiver.arrived[2]?.signedWith(renewed)).toBe(true)
        expect(receiver.arrived[2]?.signedWith(secret)).toBe(false)

        await choose(stet, 'hooks:remove.open')
        await page.getByRole('dialog').getByRole('button', { name: words('hooks:remove.act') }).click()
        await expect(page.getByText(words('hooks:none'))).toBeVisible()
      } finally {
        await receiver.close()
      }
    })
  })

for (const [language, theme, width] of [['zh-CN', 'dark', 960], ['zh-CN', 'light', 1440], ['en', 'light', 960], ['en', 'dark', 1440]] as const)
  test.describe(`the screens of destinations and webhooks, ${language}, ${theme}, ${String(width)} wide`, () => {
    test.use({ options: { language, theme, size: { width, height: width === 960 ? 640 : 900 } } })

    test('have no accessibility fault and fit', async ({ stet }) => {
      const { page, words } = stet
      const name = (screen: string) => `outward-${language}-${theme}-${String(width)}-${screen}`
      const receiver = await startReceiver()
      try {
        await comeInAs(stet, 'admin')
        await goTo(stet, 'settings')
        await page.getByRole('link', { name: words('destinationSettings:open') }).click()
        await expect(page.getByText(words('destinationSettings:none'))).toBeVisible()
        await expect(page.getByText(words('destinationSettings:own'))).toBeVisible()
        await look(page, name('destinations'))
        await openHooks(stet)
        await expect(page.getByText(words('hooks:none'))).toBeVisible()
        await look(page, name('none'))
        await addHook(stet, receiver, (screen) => look(page, name(screen)))
        await expect(rowOf(stet)).toBeVisible()
        await look(page, name('hooks'))
        receiver.answer(410)
        await submitStory(stet)
        await comeInAs(stet, 'admin')
        await openHooks(stet)
        await expect(rowOf(stet)).toContainText(words('hooks:state.parked'))
        await look(page, name('parked'))
        await rowOf(stet).getByRole('button', { name: words('hooks:acts', { name: NAME[language] }) }).click()
        await look(page, name('menu'))
      } finally {
        await receiver.close()
      }
    })
  })
