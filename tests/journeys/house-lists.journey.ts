import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'

import { oneStagePolicy } from '../../src-shared/review/policy'
import { look } from './support/look'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { body, field, goTo, makeKey, saved, writeNews } from './support/people'
import { expect, test } from './support/stet'

const PEOPLE: Record<'zh-CN' | 'en', Somebody[]> = {
  'zh-CN': [{ name: '周岚', login: 'zhou', role: 'reporter' }, { name: '陆怀', login: 'lu', role: 'chief' }, { name: '何平', login: 'he', role: 'chief' }],
  en: [{ name: 'Ann Lee', login: 'zhou', role: 'reporter' }, { name: 'Chief Luther', login: 'lu', role: 'chief' }, { name: 'Helen Price', login: 'he', role: 'chief' }],
}
const COPY = {
  'zh-CN': {
    news: { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '某自媒体', paragraphs: ['市民凭帐号登记，史上最强阵容亮相，江城市长张远山到场。'] },
    table: '类别,词语,正确写法,职务,排序,说明\r\n错词,帐号,账号,,,\r\n禁用词,最强,,,,广告法\r\n领导职务,张远山,,江城市委书记,1,\r\n转载来源,新华社,,,,\r\n错词,,账户,,,\r\n',
    wrong: '帐号', right: '账号', banned: '最强', title: '江城市长张远山', titled: '江城市委书记张远山', mine: '国家级', theirs: '首个', reason: '编委会议定', known: '张远山庄',
  },
  en: {
    news: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Some Blog', paragraphs: ['The harbor miracle bridge was opened by Mayor Tom Reed, who will utilise it.'] },
    table: 'kind,word,right,title,order,note\r\nWrong word,utilise,use,,,\r\nBanned word,harbor miracle,,,,Unique is enough\r\nOfficial,Tom Reed,,Governor,1,\r\nReprint,Wire Service,,,,\r\nWrong word,,nothing,,,\r\n',
    wrong: 'utilise', right: 'use', banned: 'harbor miracle', title: 'Mayor Tom Reed', titled: 'Governor Tom Reed', mine: 'world-class', theirs: 'iconic', reason: 'Agreed by the editors', known: 'Tom Reed House',
  },
} as const

/** GB18030 as a Chinese Excel writes it, for the characters of the table; made by asking the decoder. */
const inGb18030 = (text: string): Buffer => {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number[]>()
  for (let high = 0x81; high <= 0xfe; high += 1) for (let low = 0x40; low <= 0xfe; low += 1) known.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
  return Buffer.from(Array.from(text).flatMap((char) => (char < '\x80' ? [char.charCodeAt(0)] : (known.get(char) ?? []))))
}

const openLists = async (station: Station): Promise<void> => {
  await goTo(station, 'settings')
  await station.page.getByRole('link', { name: station.words('lists:open') }).click()
  await expect(station.page.getByRole('heading', { name: station.words('lists:title'), level: 1 })).toBeVisible()
}

const chooseKind = (station: Station, kind: string): Promise<void> => station.page.getByRole('tab', { name: station.words(`lists:kind.${kind}`) }).click()

/** Puts a banned word on the list, without saving. */
const addBanned = async (station: Station, word: string): Promise<void> => {
  const { page, words } = station
  await chooseKind(station, 'banned')
  await page.getByRole('button', { name: words('lists:entry.open'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words('lists:entry.add', { kind: words('lists:kind.banned') }) })
  await dialog.getByLabel(words('lists:wordOf.banned')).fill(word)
  await dialog.getByRole('button', { name: words('lists:entry.take') }).click()
  await expect(page.getByRole('rowheader', { name: word })).toBeVisible()
}

/** Gives a banned word another note, without saving. */
const noteBanned = async (station: Station, word: string, note: string): Promise<void> => {
  const { page, words } = station
  await chooseKind(station, 'banned')
  await page.getByRole('button', { name: words('lists:entry.changeOf', { word }) }).click()
  const dialog = page.getByRole('dialog', { name: words('lists:entry.change', { kind: words('lists:kind.banned') }) })
  await dialog.getByLabel(words('lists:cell.note')).fill(note)
  await dialog.getByRole('button', { name: words('lists:entry.put') }).click()
}

/** Gives the reason and signs; the dialog stays where something is to be chosen. */
const sign = async (station: Station, key: 'make' | 'open'): Promise<Locator> => {
  const { page, words, language } = station
  await page.getByRole('button', { name: words('lists:save.open') }).click()
  const dialog = page.getByRole('dialog', { name: words('lists:save.title') })
  await dialog.getByLabel(words('lists:save.reason')).fill(COPY[language].reason)
  await dialog.getByRole('button', { name: words('lists:save.act') }).click()
  if (key === 'make') await makeKey(station)
  return page.getByText(words('lists:unchanged'))
}

const marked = (station: Station, words: string): Locator => body(station).locator('[data-find]').filter({ hasText: words })
const card = (station: Station): Locator => station.page.getByRole('dialog', { name: station.words('proofreading:title') })

/** Takes the fix of a find at its words; the card closes by itself where the block was read again in that moment. */
const mend = (station: Station, words: string, fix: string): Promise<void> =>
  expect(async () => {
    await marked(station, words).click({ timeout: 5000 })
    await card(station).getByRole('button', { name: fix, exact: true }).click({ timeout: 2000 })
    await expect(body(station)).toContainText(fix, { timeout: 2000 })
  }).toPass()

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`the house's lists, in ${language}`, () => {
    const options = { language, theme: 'light', size: { width: 1280, height: 800 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    test('come in from a spreadsheet, are signed, read an open story anew, and are merged where two change them', async ({ shared }) => {
      test.setTimeout(300_000)
      const copy = COPY[language]
      room = await openNewsroom(shared, { policy: oneStagePolicy, people: PEOPLE[language], options })
      const [reporter, chief, other] = [await room.station('zhou'), await room.station('lu'), await room.station('he')]
      const { words } = reporter
      await writeNews(reporter, copy.news)
      await expect(marked(reporter, copy.banned)).toHaveCount(0)

      // A table of a spreadsheet: what is no entry is told, the rest taken in and signed.
      await openLists(chief)
      await look(chief.page, `lists-${language}-none`)
      await chief.page.locator('input[type="file"]').setInputFiles({ name: 'house.csv', mimeType: 'text/csv', buffer: language === 'en' ? Buffer.from(`\uFEFF${copy.table}`) : inGb18030(copy.table) })
      const table = chief.page.getByRole('dialog', { name: words('lists:table.title', { name: 'house.csv' }) })
      await expect(table.getByText(words('lists:table.told', { fresh: 4, same: 0, differing: 0, faults: 1 }))).toBeVisible()
      await expect(table.getByText(words('lists:table.line', { line: 6, reason: words('lists:table.reason.word') }))).toBeVisible()
      await look(chief.page, `lists-${language}-table`)
      await table.getByRole('button', { name: words('lists:table.take', { count: 4 }) }).click()
      await expect(await sign(chief, 'make')).toBeVisible()
      await expect(chief.page.getByText(words('lists:versions.number', { number: 1 }), { exact: true })).toBeVisible()

      // The reporter's open story is read by it at once, and mended where it is found.
      await expect(marked(reporter, copy.banned)).toBeVisible({ timeout: 20_000 })
      await mend(reporter, copy.wrong, copy.right)
      await mend(reporter, copy.title, copy.titled)
      await expect(body(reporter)).not.toContainText(copy.wrong)
      await reporter.page.getByRole('tab', { name: words('writing:inspector.checks') }).click()
      await expect(reporter.page.getByText(words('proofing-house:rule.house.reprint.message', { name: copy.news.source }))).toBeVisible()
      await saved(reporter)
      await marked(reporter, copy.banned).click()
      await card(reporter).getByRole('button', { name: words('proofreading:more') }).click()
      await expect(reporter.page.getByRole('menuitem', { name: words('proofreading:house.add') })).toBeDisabled()
      await look(reporter.page, `lists-${language}-find`)
      await reporter.page.keyboard.press('Escape')

      // Two editors at once: what each alone did is merged.
      await openLists(other)
      await addBanned(other, copy.theirs)
      await addBanned(chief, copy.mine)
      await noteBanned(chief, copy.banned, '1')
      await noteBanned(other, copy.banned, '2')
      await expect(await sign(other, 'make')).toBeVisible()
      await expect(chief.page.getByText(words('lists:behind'))).toBeVisible({ timeout: 20_000 })
      await sign(chief, 'open')
      const choosing = chief.page.getByRole('dialog', { name: words('lists:conflict.title') })
      await expect(choosing.getByRole('button', { name: words('lists:save.act') })).toBeDisabled()
      await look(chief.page, `lists-${language}-conflict`)
      await choosing.getByRole('radio').last().click()
      await choosing.getByRole('button', { name: words('lists:save.act') }).click()
      await expect(chief.page.getByText(words('lists:unchanged'))).toBeVisible()
      for (const station of [chief, other]) {
        await expect(station.page.getByText(words('lists:versions.number', { number: 3 }), { exact: true })).toBeVisible({ timeout: 20_000 })
        await chooseKind(station, 'banned')
        for (const word of [copy.mine, copy.theirs, copy.banned]) await expect(station.page.getByRole('rowheader', { name: word })).toBeVisible()
        await expect(station.page.getByRole('row').filter({ hasText: copy.banned }).getByRole('cell', { name: '1', exact: true })).toBeVisible()
      }

      // Out again, and an earlier version beside what is here.
      await chief.page.getByRole('button', { name: words('lists:export.open') }).click()
      await chief.page.getByRole('menuitem', { name: words('lists:export.all') }).click()
      const written = (await chief.page.getByText(/\.csv/).innerText()).match(/[^“”]+\.csv/)?.[0] ?? ''
      expect(await readFile(join(chief.home, 'packages', written), 'utf8')).toContain(copy.theirs)
      await chief.page.getByRole('button', { name: words('lists:versions.open'), exact: true }).click()
      await chief.page.getByRole('button', { name: words('lists:versions.lookAt', { number: 1 }) }).click()
      await expect(chief.page.getByText(words('lists:versions.differs', { added: 0, removed: 2, changed: 1 }))).toBeVisible()
      await look(chief.page, `lists-${language}-versions`)
      await chief.page.keyboard.press('Escape')
      await chief.page.emulateMedia({ colorScheme: 'dark' })
      await chief.page.setViewportSize({ width: 960, height: 640 })
      await look(chief.page, `lists-${language}-dark-960`)
      await chief.page.setViewportSize(options.size)
      await chief.page.emulateMedia({ colorScheme: 'light' })

      // A find is put on the list from where it stands.
      await goTo(other, 'library')
      await writeNews(other, { ...copy.news, paragraphs: [copy.news.paragraphs[0]] })
      await marked(other, copy.wrong).click()
      await card(other).getByRole('button', { name: words('proofreading:more') }).click()
      await other.page.getByRole('menuitem', { name: words('proofreading:house.add') }).click()
      const adding = other.page.getByRole('dialog', { name: words('lists:add.title') })
      await adding.getByLabel(words('lists:add.kind')).selectOption('sensitive')
      await look(other.page, `lists-${language}-add`)
      await adding.getByRole('button', { name: words('lists:add.go') }).click()
      await other.page.getByRole('dialog', { name: words('lists:save.title') }).getByRole('button', { name: words('lists:save.act') }).click()
      await expect(chief.page.getByText(words('lists:versions.number', { number: 4 }), { exact: true })).toBeVisible({ timeout: 20_000 })
      await chooseKind(chief, 'sensitive')
      await expect(chief.page.getByRole('rowheader', { name: copy.wrong })).toBeVisible()
      await expect(field(other, 'headline')).toBeVisible()
    })
  })
