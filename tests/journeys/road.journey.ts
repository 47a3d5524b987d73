import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

import { body, comeInAs, field, goTo, makeKey, newStory, PASSPHRASE, saved } from './support/people'
import { atDesk } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': {
    kicker: '把服务送到码头边', headline: '一间小屋 暖了整条江岸', deck: '——澜江市总工会户外驿站见闻', byline: '本报记者 周岚', dateline: '本报讯',
    lede: '清晨六点,澜江码头的雾还没有散,驿站的灯已经亮了。', head: '热水不断 人心不散', section: '驿站备有热水、药箱和充电口,每天接待二百多人次。',
    caption: '工人在驿站歇脚。', alt: '三名工人坐在驿站长凳上喝水', reason: '请核对“二百多人次”的出处。', mended: '(据市总工会九月统计)',
    channel: '工会/基层', source: '澜江工人报',
  },
  en: {
    kicker: 'Harbour notes', headline: 'A small room warms the whole quay', deck: 'Inside the rest stop the dockers asked for', byline: 'By Ann Lee', dateline: 'LANJIANG',
    lede: 'At six the fog still lay on the quay, but the lamp of the rest stop was on.', head: 'Hot water, open door', section: 'The room has a kettle, a medicine box and sockets, and more than two hundred people a day use them.',
    caption: 'Dockers rest at the stop.', alt: 'Three dockers on a bench with cups', reason: 'Please check where “two hundred a day” comes from.', mended: ' The figure is the union’s own count for September.',
    channel: 'Union/Grassroots', source: 'Lanjiang Workers’ Daily',
  },
} as const

const write = async (stet: Stet): Promise<void> => {
  const { page, words, language } = stet
  const copy = COPY[language]
  for (const name of ['kicker', 'headline', 'deck', 'byline', 'dateline'] as const) await field(stet, name).fill(copy[name])
  await body(stet).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(copy.lede)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Alt+1')
  await page.keyboard.insertText(copy.head)
  await page.keyboard.press('Enter')
  await page.keyboard.insertText(copy.section)
  const picture = await sharp({ create: { width: 1200, height: 800, channels: 3, background: '#466b8a' } }).jpeg().toBuffer()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('toolbar', { name: words('writing:toolbar') }).getByRole('button', { name: words('writing:act.photo') }).click()])
  await chooser.setFiles({ name: 'quay.jpg', mimeType: 'image/jpeg', buffer: picture })
  const figure = page.locator('.ProseMirror figure')
  await expect(figure.locator('img')).toBeVisible()
  await figure.locator('figcaption').click()
  await page.keyboard.insertText(copy.caption)
  await figure.getByLabel(words('writing:photo.credit'), { exact: true }).fill(copy.byline)
  await figure.getByLabel(words('writing:photo.alt'), { exact: true }).fill(copy.alt)
  await field(stet, 'channel').fill(copy.channel)
  await field(stet, 'source').fill(copy.source)
}

const submit = async (stet: Stet, firstTime: boolean): Promise<void> => {
  const { page, words } = stet
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  const dialog = page.getByRole('dialog', { name: words('writing:submit.title') })
  await dialog.getByRole('button', { name: words('writing:submit.send') }).click()
  if (firstTime) await makeKey(stet)
  await expect(dialog).toBeHidden()
  await atDesk(stet)
}

const openFromQueue = async (stet: Stet, headline: string): Promise<void> => {
  await goTo(stet, 'desk')
  await stet.page.getByRole('link', { name: headline }).click()
  await expect(stet.page.getByRole('heading', { name: headline }).first()).toBeVisible()
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`the whole road, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('write, kill, reopen, submit, return, sign off, publish, package, verify', async ({ stet }) => {
      const { words } = stet
      const copy = COPY[language]
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await write(stet)
      await saved(stet)

      // Everything acknowledged is there after a kill -9.
      const address = new URL(stet.page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
      for (const name of ['kicker', 'headline', 'deck', 'byline', 'dateline'] as const) await expect(field(stet, name)).toHaveValue(copy[name])
      for (const text of [copy.lede, copy.head, copy.section, copy.caption]) await expect(body(stet)).toContainText(text)
      await expect(stet.page.locator('.ProseMirror figure img')).toBeVisible()
      expect(await stet.page.locator('.ProseMirror figure img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)

      // The reopened window wrote offline of the desk's session; the desk asks for the password again before it takes the piece.
      await comeInAs(stet, 'editor')
      await comeInAs(stet, 'reporter')
      await goTo(stet, 'library')
      await stet.page.getByRole('link', { name: copy.headline }).click()
      await submit(stet, true)
      await expect(stet.page.getByText(words('writing:readOnly')).first()).toBeVisible()

      // The editor returns it with a reason; an empty reason is refused in words.
      await comeInAs(stet, 'editor')
      await openFromQueue(stet, copy.headline)
      await stet.page.getByRole('button', { name: words('common:decision.return') }).click()
      let dialog = stet.page.getByRole('dialog', { name: words('review:decide.return.title') })
      await dialog.getByRole('button', { name: words('common:decision.return') }).click()
      await expect(dialog.getByText(words('review:decide.return.reasonMissing'))).toBeVisible()
      await dialog.getByLabel(words('review:decide.return.reason')).fill(copy.reason)
      await dialog.getByRole('button', { name: words('common:decision.return') }).click()
      await makeKey(stet)
      await expect(dialog).toBeHidden()

      // The reporter sees who returned it and why, mends it, and submits again.
      await comeInAs(stet, 'reporter')
      await goTo(stet, 'library')
      await stet.page.getByRole('link', { name: copy.headline }).click()
      await expect(stet.page.getByText(copy.reason)).toBeVisible()
      await body(stet).getByText(copy.section).click()
      await stet.page.keyboard.press('End')
      await stet.page.keyboard.insertText(copy.mended)
      await saved(stet)
      await stet.page.getByRole('button', { name: words('writing:submit.open') }).click()
      await stet.page.getByRole('dialog', { name: words('writing:submit.title') }).getByRole('button', { name: words('writing:submit.send') }).click()
      const unlock = stet.page.getByRole('dialog', { name: words('common:key.unlock.title') })
      await unlock.getByLabel(words('common:key.passphrase'), { exact: true }).fill('not the passphrase')
      await unlock.getByRole('button', { name: words('common:key.unlock.act') }).click()
      await expect(unlock.getByText(words('fault:passphrase-wrong'))).toBeVisible()
      await unlock.getByLabel(words('common:key.passphrase'), { exact: true }).fill(PASSPHRASE)
      await unlock.getByRole('button', { name: words('common:key.unlock.act') }).click()
      await expect(unlock).toBeHidden()
      await atDesk(stet)

      // The editor signs off, with the key asked for anew.
      await comeInAs(stet, 'editor')
      await openFromQueue(stet, copy.headline)
      await expect(stet.page.getByText(copy.mended.trim())).toBeVisible()
      await stet.page.getByRole('button', { name: words('common:decision.signOff') }).click()
      dialog = stet.page.getByRole('dialog', { name: words('review:decide.signOff.title') })
      await expect(dialog.getByText(copy.headline)).toBeVisible()
      await dialog.getByLabel(words('review:decide.passphrase')).fill(PASSPHRASE)
      await dialog.getByRole('button', { name: words('common:decision.signOff') }).click()
      await expect(dialog).toBeHidden()

      // Publish, look at the page on the site, export, verify.
      await goTo(stet, 'published')
      await stet.page.getByRole('button', { name: new RegExp(`^${words('published:act.publish')}[:：]`) }).first().click()
      await expect(stet.page.getByText(words('published:state.published')).first()).toBeVisible()
      const link = await stet.page.getByRole('link', { name: words('published:openAt', { destination: '' }).trim() }).first().getAttribute('href')
      const article = await (await fetch(link ?? '')).text()
      for (const text of [copy.kicker, copy.headline, copy.deck, copy.lede, copy.head, copy.section, copy.caption, copy.byline, copy.source]) expect(article).toContain(text)
      await stet.page.getByRole('button', { name: new RegExp(`^${words('published:export.act')}`) }).first().click()
      const path = await stet.page.locator('code').first().innerText()
      expect(existsSync(path)).toBe(true)
      const told = execFileSync(process.execPath, [join(import.meta.dirname, '../../out/main/cli.js'), 'verify', path], { encoding: 'utf8', env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: '' } })
      expect(told).toContain(`HOLDS: ${copy.headline}`)
      await stet.page.locator('section[aria-labelledby="verify-title"] input[type="file"]').setInputFiles(path)
      await expect(stet.page.getByText(words('published:verify.holds', { headline: copy.headline }))).toBeVisible({ timeout: 30_000 })
      const index = readFileSync(join(stet.home, 'site/index.html'), 'utf8')
      expect(index).toContain(copy.headline)
    })
  })
