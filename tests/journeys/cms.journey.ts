import type { Browser, Locator, Page } from '@playwright/test'
import sharp from 'sharp'

import { openCms, type Cms } from './support/cms'
import { look } from './support/look'
import { body, comeInAs, field, goTo, makeKey, newStory, saved } from './support/people'
import { atDesk, correct, signOff } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': {
    name: '试刊网', headline: '渡轮夜班添了一趟', byline: '本报记者 周砚 摄影 顾岚', channel: ['工会', '基层'], source: '临澜工人报', keywords: ['渡轮', '夜班'], person: '周砚',
    lede: '下夜班的纺织女工陈玉兰，昨晚第一次坐上了十一点的渡轮。', head: '一、一封联名信', section: '信是三月里写的，三十七个人签了名。渡运公司四月答复：先试行一个月。',
    caption: '末班渡轮靠岸。', credit: '顾岚 摄', alt: '夜里一艘亮着灯的渡轮靠在码头', edited: ['三十七个人', '四十七个人'], corrected: '更正：试行期为两个月。', correction: '试行期有误。', reason: '待核实渡运公司的书面答复。', loss: 'loss.authors-plain',
  },
  en: {
    name: 'River Weekly', headline: 'One more ferry for the night shift', byline: 'By Zhou Yan', channel: ['City', 'Harbour'], source: 'Linlan Workers’ Daily', keywords: ['ferry', 'night shift'], person: null,
    lede: 'Chen Yulan left the mill last night and for the first time caught a ferry at eleven.', head: 'A letter with many names', section: 'The letter was written in March, and thirty-seven people signed it. The company answered in April: a trial of one month.',
    caption: 'The last ferry comes in.', credit: 'Photo: Gu Lan', alt: 'A ferry with its lamps on at the quay by night', edited: ['thirty-seven people', 'forty-seven people'], corrected: ' Correction: the trial runs for two months.', correction: 'The length of the trial was wrong.', reason: 'The company’s letter is still to be seen.', loss: 'loss.channels-plain',
  },
} as const

const inBothLights = async ({ page, language }: Stet, name: string, height = 800): Promise<void> => {
  await page.setViewportSize({ width: 1280, height })
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme })
    await look(page, `cms-${language}-${theme}-${name}`)
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

const openDestinations = async ({ page, words, ...stet }: Stet): Promise<void> => {
  await goTo({ page, words, ...stet }, 'settings')
  await page.getByRole('link', { name: words('destinationSettings:open') }).click()
  await expect(page.getByRole('heading', { name: words('destinationSettings:title'), level: 1 })).toBeVisible()
}

/** The administrator adds the CMS, tries the connection, and maps the story's channel and an author. */
const addDestination = async (stet: Stet, kind: string, cms: Cms): Promise<void> => {
  const { page, words, language } = stet
  const copy = COPY[language]
  await openDestinations(stet)
  await page.getByRole('button', { name: words('destinationSettings:add'), exact: true }).click()
  await page.getByRole('menuitem', { name: words(`destinations:${kind}.name`) }).click()
  await page.getByLabel(words('destinationSettings:name'), { exact: true }).fill(copy.name)
  await page.getByLabel(words('destinationSettings:connect.address'), { exact: true }).fill(cms.url)
  if (cms.account !== '') await page.getByLabel(words(`destinations:${kind}.account`), { exact: true }).fill(cms.account)
  await page.getByLabel(words(`destinations:${kind}.secret`), { exact: true }).fill(cms.secret)

  await page.getByRole('button', { name: words('destinationSettings:map.fetch') }).click()
  const channels = page.getByRole('region', { name: words('destinationSettings:map.channels'), exact: true })
  await channels.getByLabel(words('destinationSettings:map.add'), { exact: true }).fill(copy.channel.join('/'))
  await page.keyboard.press('Enter')
  await channels.getByLabel(words('destinationSettings:map.channelOf', { name: copy.channel.join(' / ') })).selectOption({ label: cms.channel })
  await page.getByLabel(words('destinationSettings:map.default')).selectOption({ label: cms.author })
  if (copy.person !== null) await page.getByLabel(words('destinationSettings:map.authorOf', { name: copy.person })).selectOption({ label: cms.author })
  await page.getByRole('button', { name: words('destinationSettings:test.act') }).click()
  const checks = page.getByRole('list', { name: words('destinationSettings:test.list') })
  await expect(checks).toBeVisible()
  await expect(checks.locator('li:not([data-state="holds"])')).toHaveCount(0)
  await inBothLights(stet, 'destination', 1600)
  await page.getByRole('button', { name: words('destinationSettings:save'), exact: true }).click()
  await expect(page.getByText(words('destinationSettings:saved'), { exact: true })).toBeVisible()
  expect(await page.content()).not.toContain(cms.secret)
}

/** What would be sent of the piece, read by the administrator before anybody signs it. */
const tryDry = async (stet: Stet): Promise<void> => {
  const { page, words, language } = stet
  const copy = COPY[language]
  await openDestinations(stet)
  await page.getByRole('button', { name: words('destinationSettings:changeOf', { name: copy.name }) }).click()
  const piece = page.getByLabel(words('destinationSettings:dry.piece'), { exact: true })
  await piece.selectOption({ label: `${copy.headline} (${words('common:state.inReview')})` })
  await page.getByRole('button', { name: words('destinationSettings:dry.act') }).click()
  const lines = page.getByRole('list', { name: words('destinationSettings:dry.lines') })
  for (const text of [copy.lede, copy.head, copy.section]) await expect(lines).toContainText(text)
  await expect(page.locator('dd').filter({ hasText: words('destinationSettings:dry.photoCount', { count: 1 }) })).toBeVisible()
}

const write = async (stet: Stet): Promise<void> => {
  const { page, words, language } = stet
  const copy = COPY[language]
  await newStory(stet, 'news')
  for (const name of ['headline', 'byline'] as const) await field(stet, name).fill(copy[name])
  await body(stet).click()
  await page.keyboard.press('Control+a')
  await page.keyboard.type(copy.lede)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Alt+1')
  await page.keyboard.type(copy.head)
  await page.keyboard.press('Enter')
  await page.keyboard.type(copy.section)
  const picture = await sharp({ create: { width: 1500, height: 1000, channels: 3, background: '#2f4a5e' } }).jpeg().toBuffer()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('toolbar', { name: words('writing:toolbar') }).getByRole('button', { name: words('writing:act.photo') }).click()])
  await chooser.setFiles({ name: 'ferry.jpg', mimeType: 'image/jpeg', buffer: picture })
  const figure = page.locator('.ProseMirror figure')
  await expect(figure.locator('img')).toBeVisible()
  await figure.locator('figcaption').click()
  await page.keyboard.insertText(copy.caption)
  await figure.getByLabel(words('writing:photo.credit'), { exact: true }).fill(copy.credit)
  await figure.getByLabel(words('writing:photo.alt'), { exact: true }).fill(copy.alt)
  await field(stet, 'channel').fill(copy.channel.join('/'))
  await field(stet, 'source').fill(copy.source)
  await field(stet, 'keywords').fill(copy.keywords.join(','))
  await saved(stet)
}

/** The preflight says what the destination would change, and of that one only. */
const submit = async ({ page, words, ...stet }: Stet, about: Record<string, unknown>): Promise<void> => {
  const copy = COPY[stet.language]
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  const dialog = page.getByRole('dialog', { name: words('writing:submit.title') })
  const losses = dialog.getByRole('region', { name: words('preflight:loss.title', { destination: copy.name }) })
  await expect(losses.getByRole('listitem')).toHaveText(new RegExp(`${words(`preflight:${copy.loss}`, about)}$`))
  await look(page, `cms-${stet.language}-preflight`)
  await dialog.getByRole('button', { name: words('writing:submit.send') }).click()
  await makeKey({ page, words, ...stet })
  await expect(dialog).toBeHidden()
  await atDesk({ page, words })
}

/** The piece at one destination on Published. */
const placeOf = ({ page, language }: Stet, name: string): Locator => page.getByRole('list', { name: new RegExp(COPY[language].headline) }).getByRole('listitem', { name, exact: true })
const state = (stet: Stet, name: string, standing: string): Promise<void> => expect(placeOf(stet, name).getByText(stet.words(`published:state.${standing}`), { exact: true })).toBeVisible({ timeout: 30_000 })
const fromMenu = async (stet: Stet, name: string, act: string): Promise<void> => {
  await placeOf(stet, name).getByRole('button', { name: new RegExp(`^${stet.words('published:moreShort')}`) }).click()
  await stet.page.getByRole('menuitem', { name: new RegExp(`^${stet.words(`published:act.${act}`)}`) }).click()
}
const linkOf = async (stet: Stet, name: string): Promise<string> => (await placeOf(stet, name).getByRole('link', { name: stet.words('published:openAt', { destination: name }) }).getAttribute('href')) ?? ''

const publishToBoth = async (stet: Stet, site: string): Promise<void> => {
  const { page, words, language } = stet
  const { name } = COPY[language]
  await page.getByRole('button', { name: new RegExp(`^${words('published:many.act')}`) }).click()
  const dialog = page.getByRole('dialog', { name: words('published:many.title') })
  for (const each of [site, name]) await expect(dialog.getByRole('checkbox', { name: each })).toBeChecked()
  await dialog.getByRole('button', { name: words('published:act.publish'), exact: true }).click()
  const results = dialog.getByRole('list', { name: words('published:many.results') }).getByRole('listitem')
  for (const each of [site, name]) await expect(results.filter({ hasText: each })).toContainText(words('published:state.published'), { timeout: 30_000 })
  await look(page, `cms-${language}-results`)
  await dialog.getByRole('button', { name: words('common:close') }).last().click()
}

/** Reads a public page as a reader does: every word there, and the photo loaded. */
const read = async (reader: Page, url: string, said: readonly string[], photo: { caption: string; credit: string }): Promise<void> => {
  const answer = await reader.goto(url, { waitUntil: 'domcontentloaded' })
  expect(answer?.status()).toBe(200)
  // Ghost's theme offers other stories below, each an article too.
  const article = reader.locator('article').first()
  const figure = article.locator('figure').filter({ hasText: photo.caption })
  await expect(figure).toContainText(photo.credit)
  const image = figure.locator('img')
  await image.scrollIntoViewIfNeeded()
  await expect.poll(() => image.evaluate((each: HTMLImageElement) => each.naturalWidth)).toBeGreaterThan(0)
  for (const words of said) await expect(article).toContainText(words)
}

/** A page of its own to read public pages with, which asks nobody but this machine. */
const openReader = async (browser: Browser, language: Stet['language']): Promise<Page> => {
  const context = await browser.newContext({ locale: language })
  await context.route(({ hostname }) => hostname !== '127.0.0.1', (route) => route.abort())
  return context.newPage()
}

for (const [kind, language] of [['wordpress', 'zh-CN'], ['ghost', 'en']] as const)
  test.describe(`from the keyboard to a page of ${kind}, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })
    let cms: Cms
    let close = (): Promise<void> => Promise.resolve()
    test.beforeAll(async () => {
      // An installation of Ghost that is under way is waited for.
      test.setTimeout(720_000)
      cms = await openCms(kind)
      close = cms.close
    })
    test.afterAll(() => close())

    test('connect, write, sign, publish, edited there, correct, take down, restore', async ({ stet, shared }) => {
      test.setTimeout(300_000)
      const { page, words } = stet
      const copy = COPY[language]
      const [from, to] = copy.edited
      const said = [copy.headline, copy.lede, copy.head, copy.section]
      await comeInAs(stet, 'admin')
      await addDestination(stet, kind, cms)
      await comeInAs(stet, 'reporter')
      await goTo(stet, 'library')
      await write(stet)
      await submit(stet, { count: 2 })
      await comeInAs(stet, 'admin')
      await tryDry(stet)
      await comeInAs(stet, 'editor')
      await signOff(stet, copy.headline, 'make')

      // To the site and to the CMS at once, each with its own result and its own page.
      await goTo(stet, 'published')
      const site = (await page.locator('[data-destination="site"]').getAttribute('aria-label')) ?? ''
      await publishToBoth(stet, site)
      for (const each of [site, copy.name]) await state(stet, each, 'published')
      await inBothLights(stet, 'published')
      const reader = await openReader(shared, language)
      const address = await linkOf(stet, copy.name)
      expect(new URL(address).origin).toBe(cms.url)
      await read(reader, address, [...said, cms.channel.split(' / ').at(-1) ?? ''], copy)
      await read(reader, await linkOf(stet, site), said, copy)

      // Somebody edits it there; a correction is signed. Nothing is replaced before a person has seen the difference.
      await cms.edit(address, from, to)
      await comeInAs(stet, 'reporter')
      await correct(stet, copy.headline, { added: copy.corrected, reason: copy.correction })
      await comeInAs(stet, 'editor')
      await signOff(stet, copy.headline, 'ask')
      await goTo(stet, 'published')
      await page.getByRole('group', { name: words('published:correction.label', { headline: copy.headline }) }).getByRole('button', { name: new RegExp(`^${words('published:act.correct')}`) }).click()
      await state(stet, site, 'published')
      await state(stet, copy.name, 'failed')
      await expect(page.getByRole('button', { name: new RegExp(`^${words('published:act.correct')}`) })).toHaveCount(0)
      await inBothLights(stet, 'edited-there')
      await read(reader, address, [to], copy)
      await placeOf(stet, copy.name).getByRole('button', { name: new RegExp(`^${words('published:act.compare')}`) }).click()
      const compare = page.getByRole('dialog', { name: words('published:compare.title', { destination: copy.name }) })
      const changes = compare.getByRole('region', { name: words('published:compare.changes') })
      for (const each of [from, to]) await expect(changes).toContainText(each.slice(-4))
      // The text alone was edited: what is mapped to names of the CMS's own is no difference.
      await expect(changes.locator('dt')).toHaveCount(0)
      await inBothLights(stet, 'compare')
      await compare.getByRole('button', { name: words('published:compare.replace') }).click()
      await expect(compare).toBeHidden({ timeout: 30_000 })
      await state(stet, copy.name, 'published')
      expect(await linkOf(stet, copy.name)).toBe(address)
      await read(reader, address, [...said, copy.corrected.trim()], copy)
      await expect(reader.locator('article').first()).not.toContainText(to)

      // Down, with a reason; and back at the same address.
      await fromMenu(stet, copy.name, 'takeDown')
      const down = page.getByRole('dialog', { name: words('published:takeDown.title', { destination: copy.name }) })
      await down.getByLabel(words('published:takeDown.reason')).fill(copy.reason)
      await down.getByRole('button', { name: words('published:takeDown.act'), exact: true }).click()
      await expect(down).toBeHidden({ timeout: 30_000 })
      await state(stet, copy.name, 'takenDown')
      await expect(placeOf(stet, copy.name).getByText(words('published:reason', { reason: copy.reason }))).toBeVisible()
      expect((await reader.goto(address, { waitUntil: 'domcontentloaded' }))?.status()).toBe(404)
      await placeOf(stet, copy.name).getByRole('button', { name: new RegExp(`^${words('published:act.again')}`) }).click()
      await state(stet, copy.name, 'published')
      expect(await linkOf(stet, copy.name)).toBe(address)
      await read(reader, address, [...said, copy.corrected.trim()], copy)
      await reader.context().close()
    })
  })
