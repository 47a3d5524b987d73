import { readFile } from 'node:fs/promises'

import type { Statistics, StatisticsRow } from '../../src-shared/desk-api/statistics'
import { look } from './support/look'
import { comeInAs, goTo, writeNews } from './support/people'
import { signOff, submit } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚 林岸', named: ['周岚', '林岸'], channel: '社会/交通', source: '澜江日报', lede: '渡口新桥昨日通车，两岸居民往来只需十分钟。', people: ['周岚', '林岸', '许知行', '沈静', '顾岚', '刘强', '陈立', '王芳'], channels: [['社会', '交通'], ['文化', '读书'], ['乡村', '振兴'], ['教育']] },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee and Joe Ma', named: ['Ann Lee', 'Joe Ma'], channel: 'City/Transport', source: 'Lanjiang Daily', lede: 'The new bridge opened yesterday, and the crossing now takes ten minutes.', people: ['Ann Lee', 'Joe Ma', 'Bo Xu', 'Grace Shen', 'Lin An', 'Margarethe Oberlander-Whitfield', 'Li Na', 'Sam Roe'], channels: [['City', 'Transport'], ['Culture', 'Books'], ['Country'], ['Schools']] },
} as const

const inEveryLight = async ({ page, language }: Stet, name: string): Promise<void> => {
  for (const theme of ['light', 'dark'] as const)
    for (const width of [960, 1440]) {
      await page.emulateMedia({ colorScheme: theme })
      await page.setViewportSize({ width, height: width === 960 ? 640 : 900 })
      await look(page, `${language}-${theme}-${String(width)}-${name}`)
    }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 1280, height: 800 })
}

/** A year of a newsroom of two dozen. */
const aYear = (language: 'zh-CN' | 'en'): Statistics => {
  const { people, channels } = COPY[language]
  const year = String(new Date().getFullYear())
  const rows = Array.from({ length: 240 }, (_, n): StatisticsRow => {
    const who = n % 24
    const name = `${people[who % people.length] ?? ''}${who < people.length ? '' : ` ${String(Math.trunc(who / people.length) + 1)}`}`
    return { month: `${year}-${String((n % 11) + 1).padStart(2, '0')}`, person: `u-${String(who)}`, name, channel: [...(channels[n % channels.length] ?? [])], milestone: (['submitted', 'signedOff', 'published'] as const)[Math.trunc(n / 24) % 3] ?? 'submitted', pieces: (n % 7) + 1, characters: 900 + ((n * 7919) % 12_000), photos: n % 5 }
  })
  const total = (milestone: StatisticsRow['milestone']) => rows.filter((row) => row.milestone === milestone).reduce((sum, row) => ({ pieces: sum.pieces + row.pieces, characters: sum.characters + row.characters, photos: sum.photos + row.photos }), { pieces: 0, characters: 0, photos: 0 })
  return { from: `${year}-01`, to: `${year}-12`, zone: 'Asia/Shanghai', by: 'author', rows, totals: { submitted: total('submitted'), signedOff: total('signedOff'), published: total('published') } }
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`statistics, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('count what was submitted and signed off, by keyboard, and are written as a workbook', async ({ stet }) => {
      test.setTimeout(240_000)
      const { page, words } = stet
      const copy = COPY[language]
      await comeInAs(stet, 'reporter')
      await writeNews(stet, { ...copy, paragraphs: [copy.lede] })
      await submit(stet)
      await comeInAs(stet, 'editor')
      await signOff(stet, copy.headline, 'make')
      await goTo(stet, 'published')
      await page.keyboard.press('Control+k')
      await page.getByRole('textbox', { name: words('common:palette.placeholder') }).fill(words('statistics:title'))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: words('statistics:title'), level: 1 })).toBeVisible()
      const table = page.getByRole('table')
      const total = table.getByRole('row', { name: new RegExp(`^${words('statistics:total')}`) })
      await expect(total.getByRole('cell').first()).toHaveText('1')
      await expect(total.getByRole('cell').nth(3)).toHaveText('1')
      await expect(total.getByRole('cell').nth(6)).toHaveText('0')
      await expect(table.getByRole('row')).toHaveCount(4)

      // Each person named has the whole piece, and the total has it once.
      await page.getByRole('radio', { name: words('statistics:by.author') }).focus()
      await page.keyboard.press('ArrowRight')
      for (const name of copy.named) await expect(table.getByRole('row', { name: new RegExp(`^${name}`) }).getByRole('cell').first()).toHaveText('1')
      await expect(total.getByRole('cell').first()).toHaveText('1')

      await page.getByRole('radio', { name: words('statistics:group.person') }).focus()
      await page.keyboard.press('ArrowRight')
      await expect(table.getByRole('rowheader', { name: copy.channel.replace('/', ' / ') })).toBeVisible()
      await page.getByRole('button', { name: words('statistics:export.xlsx') }).click()
      const done = page.getByRole('status').filter({ hasText: '.xlsx' })
      const file = await done.locator('code').textContent()
      expect((await readFile(file ?? '')).subarray(0, 2).toString()).toBe('PK')
      await look(page, `${language}-statistics-one`)
    })

    test('fit a year of a newsroom, without an accessibility fault, in every light', async ({ stet }) => {
      test.setTimeout(240_000)
      const { page, words } = stet
      await page.route('**/bridge/statistics.read', (route) => route.fulfill({ json: { ok: true, value: aYear(language) } }))
      await comeInAs(stet, 'editor')
      await goTo(stet, 'published')
      await page.getByRole('link', { name: words('statistics:open'), exact: true }).click()
      const bars = page.locator('.recharts-bar-rectangle')
      await expect(page.getByRole('table')).toBeVisible()
      await expect(bars.first()).toBeAttached()
      await inEveryLight(stet, 'statistics')
      await page.getByText(words('statistics:group.month'), { exact: true }).click()
      await expect(page.getByRole('table').getByRole('row')).toHaveCount(14)
      await page.setViewportSize({ width: 1280, height: 1300 })
      await expect(bars.first()).toBeVisible()
      await look(page, `${language}-statistics-months`, { whole: true })
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.getByText(words('statistics:group.channel'), { exact: true }).click()
      await look(page, `${language}-statistics-channels-dark`, { whole: true })
    })
  })
