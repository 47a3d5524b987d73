import type { Page } from '@playwright/test'

import { destinationOf, EARLIER, liveAt, publicationOf, receiptAt, SIGNED } from '../support/published'
import { pieceOf } from '../support/standing'
import type { Piece } from '../../src-shared/desk-api/pieces'
import { look } from './support/look'
import { comeInAs, goTo, writeNews } from './support/people'
import { correct, signOff, submit } from './support/signing'
import { expect, test, type Stet } from './support/stet'

const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', lede: '渡口新桥昨日通车，两岸居民往来只需十分钟。', corrected: '更正：通车日期为十一月二十七日。', correction: '通车日期有误。', reason: '采访对象撤回授权，待核。' },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', lede: 'The new bridge opened yesterday, and the crossing now takes ten minutes.', corrected: ' Correction: the bridge opened on 27 November.', correction: 'The date was wrong.', reason: 'A source withdrew consent.' },
} as const

/** A file-name for each look: language, theme, width. */
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

/** The piece's row of Published, and an act from its only destination's menu. */
const rowOf = ({ page, language }: Stet) => page.getByRole('listitem').filter({ has: page.getByRole('link', { name: COPY[language].headline }) }).first()
const act = async (stet: Stet, name: string): Promise<void> => {
  await rowOf(stet).getByRole('button', { name: new RegExp(`^${stet.words('published:moreShort')}`) }).click()
  await stet.page.getByRole('menuitem', { name: new RegExp(`^${stet.words(`published:act.${name}`)}`) }).click()
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`publishing, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('schedule, cancel, publish, correct, take down, restore', async ({ stet }) => {
      test.setTimeout(300_000)
      const { words, page } = stet
      const copy = COPY[language]
      await comeInAs(stet, 'reporter')
      await writeNews(stet, { ...copy, paragraphs: [copy.lede] })
      await submit(stet)
      await comeInAs(stet, 'editor')
      await signOff(stet, copy.headline, 'make')
      await goTo(stet, 'published')
      const row = rowOf(stet)
      const pill = (state: string) => expect(row.getByText(words(`published:state.${state}`), { exact: true })).toBeVisible({ timeout: 30_000 })
      await pill('none')

      // What would be sent is read before anything is.
      await act(stet, 'preview')
      const preview = page.getByRole('dialog', { name: words('published:preview.title', { destination: '' }).trim() })
      await expect(preview.getByText(copy.lede)).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(preview).toBeHidden()

      // An hour that is to come; then not, after all.
      await act(stet, 'at')
      const hour = page.getByRole('dialog', { name: words('published:hour.at', { destination: '' }).trim() })
      await hour.getByLabel(words('published:hour.label')).fill('2001-01-01T10:00')
      await hour.getByRole('button', { name: words('published:hour.send'), exact: true }).click()
      await expect(hour.getByText(words('published:hour.over'))).toBeVisible()
      await hour.getByLabel(words('published:hour.label')).fill(`${String(new Date().getFullYear() + 1)}-01-02T18:30`)
      await look(page, `${language}-hour`)
      await hour.getByRole('button', { name: words('published:hour.send'), exact: true }).click()
      await expect(hour).toBeHidden()
      await pill('hour')
      await expect(row.getByText(words('published:stands.nothing'))).toBeVisible()
      await act(stet, 'cancel')
      await pill('none')

      await row.getByRole('button', { name: new RegExp(`^${words('published:act.publish')}[:：]`) }).click()
      await pill('published')

      // A correction that is signed is a task until readers have it.
      await comeInAs(stet, 'reporter')
      await correct(stet, copy.headline, { added: copy.corrected, reason: copy.correction })
      await comeInAs(stet, 'editor')
      await goTo(stet, 'published')
      await expect(row.getByText(words('published:unsigned.review'))).toBeVisible()
      await signOff(stet, copy.headline, 'ask')
      await goTo(stet, 'published')
      const task = page.getByRole('group', { name: words('published:correction.label', { headline: copy.headline }) })
      await expect(task).toBeVisible()
      await pill('outdated')
      await expect(page.getByRole('navigation', { name: words('common:nav.label') }).getByText(words('common:badge.attention', { count: 1 }))).toBeAttached()
      await inEveryLight(stet, 'correction-due')
      await task.getByRole('button', { name: new RegExp(`^${words('published:act.correct')}`) }).click()
      await expect(task).toBeHidden({ timeout: 30_000 })
      await pill('published')
      const link = await row.getByRole('link', { name: words('published:openAt', { destination: '' }).trim() }).getAttribute('href')
      expect(await (await fetch(link ?? '')).text()).toContain(copy.corrected.trim())

      // Down, with a reason that is on record; and back.
      await act(stet, 'takeDown')
      const down = page.getByRole('dialog', { name: words('published:takeDown.title', { destination: '' }).trim() })
      await down.getByRole('button', { name: words('published:takeDown.act'), exact: true }).click()
      await expect(down.getByText(words('published:takeDown.reasonMissing'))).toBeVisible()
      await down.getByLabel(words('published:takeDown.reason')).fill(copy.reason)
      await inEveryLight(stet, 'take-down')
      await down.getByRole('button', { name: words('published:takeDown.act'), exact: true }).click()
      await expect(down).toBeHidden({ timeout: 30_000 })
      await pill('takenDown')
      await expect(row.getByText(words('published:reason', { reason: copy.reason }))).toBeVisible()
      expect(await (await fetch(link ?? '')).text()).not.toContain(copy.lede)
      await row.getByRole('button', { name: new RegExp(`^${words('published:act.again')}[:：]`) }).click()
      await pill('published')
      expect(await (await fetch(link ?? '')).text()).toContain(copy.lede)

      // All of it is in the piece's audit trail.
      await row.getByRole('link', { name: copy.headline }).click()
      await expect(page.getByRole('heading', { name: words('published:beside') })).toBeVisible()
      await inEveryLight(stet, 'beside')
      await page.getByRole('tab', { name: words('review:side.trail') }).click()
      const trail = page.getByRole('tabpanel', { name: words('review:side.trail') })
      await expect(trail.getByText(words('common:act.takenDown')).first()).toBeVisible()
      await expect(trail.getByText(copy.reason)).toBeVisible()
      await expect(trail.getByRole('link', { name: words('published:openAt', { destination: '' }).trim() }).first()).toBeVisible()
      await look(page, `${language}-trail`)
    })
  })

const ID = (n: number): string => `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const WORDS = {
  'zh-CN': { names: ['澜江网', '新闻客户端', '市民邮件', '省报合作平台'], headlines: ['渡口新桥昨日通车 两岸往来十分钟', '一间小屋 暖了整条江岸', '夜校开进老街'], by: '本报记者 周岚', channel: ['社会', '交通'], signer: '沈静', stripped: ['引文样式', '表格第二列的对齐方式'], reason: '采访对象撤回授权，待核。', refused: '分类“交通”不存在', lines: ['渡口新桥昨日通车，两岸居民往来只需十分钟。', '大桥全长一千二百米，双向六车道。', '市交通局说，早晚高峰将增开公交。', '附近居民已等了三年。'], edited: ['渡口新桥昨日通车，两岸居民往来只需八分钟。', '大桥全长一千二百米，双向六车道。', '市交通局说，早晚高峰将增开公交。', '附近居民已等了三年。', '（转载请注明出处）'] },
  en: { names: ['City Web', 'News app', 'Morning mail', 'Regional partners’ platform'], headlines: ['Ten minutes from bank to bank: new bridge opens at the ferry', 'A small room warms the whole quay', 'Night school comes to Old Street'], by: 'By Ann Lee', channel: ['City', 'Transport'], signer: 'Grace Shen', stripped: ['the style of the pull quote', 'the alignment of the table’s second column'], reason: 'A source withdrew consent.', refused: 'category “Transport” does not exist', lines: ['The new bridge opened yesterday, and the crossing now takes ten minutes.', 'It is 1,200 metres long, with six lanes.', 'The transport office adds buses at rush hour.', 'People nearby have waited for three years.'], edited: ['The new bridge opened yesterday, and the crossing now takes eight minutes.', 'It is 1,200 metres long, with six lanes.', 'The transport office adds buses at rush hour.', 'People nearby have waited for three years.', 'Reprinted with permission.'] },
} as const

/** Pieces in every state there is, as a busy desk has them. */
const busy = (language: 'zh-CN' | 'en'): Piece[] => {
  const said = WORDS[language]
  const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString()
  const signed = (n: number, publications: Piece['publications'], more: Partial<Omit<Piece, 'standing'>> = {}): Piece =>
    pieceOf({ story: ID(n), state: 'published', revision: { number: 2, sha256: SIGNED } }, { headline: said.headlines[n] ?? '', channel: [...said.channel], byline: said.by, signedBy: said.signer, signedAt: at(-n - 1), publications, ...more })
  const earlier = { state: 'published' as const, revision: EARLIER, at: at(-30) }
  return [
    signed(0, [
      liveAt('web', { at: at(-30) }, EARLIER),
      liveAt('app', { state: 'failed', code: 'remote-edited', message: 'Somebody edited it there.', tries: 1, revision: SIGNED, details: { at: at(-1) }, stands: earlier }),
      publicationOf('mail', { tries: 3, due: at(0.4), code: 'store-unreachable', message: '' }),
    ], { correctionDue: { since: at(-3), due: at(-1), destinations: ['web', 'app'] } }),
    signed(1, [
      liveAt('web', { at: at(-2), lateBy: 720_000, receipt: receiptAt('web', { stripped: [...said.stripped] }) }),
      publicationOf('app', { hour: at(20), due: at(20) }),
      publicationOf('mail', { held: true, hour: at(4) }),
      publicationOf('partners', { state: 'takenDown', doing: 'takeDown', at: at(-5), reason: said.reason, stands: { state: 'takenDown', revision: SIGNED, at: at(-5) } }),
    ]),
    signed(2, [publicationOf('web', { state: 'sending' }), publicationOf('app', { state: 'failed', code: 'newer-published', message: said.refused, tries: 1 })]),
  ]
}

/** Puts a busy desk before the window; whatever else it asks the host answers. */
const beBusy = async (page: Page, language: 'zh-CN' | 'en'): Promise<void> => {
  const said = WORDS[language]
  const destinations = ['web', 'app', 'mail', 'partners'].map((id, n) => destinationOf(id, said.names[n] ?? id))
  await page.route('**/bridge/app.state', async (route) => {
    const answer = await route.fetch()
    const state = (await answer.json()) as { ok: boolean; value?: { newsroom: object | null } }
    await route.fulfill({ response: answer, json: state.value?.newsroom ? { ...state, value: { ...state.value, newsroom: { ...state.value.newsroom, destinations } } } : state })
  })
  await page.route('**/bridge/desk.pieces', (route) => route.fulfill({ json: { ok: true, value: (route.request().postDataJSON() as { input: { scope: string } }).input.scope === 'out' ? busy(language) : [] } }))
  const copy = (lines: readonly string[]) => ({ title: said.headlines[0], summary: '', lines, channels: said.channel, keywords: [], authors: [said.by], photos: [], time: null })
  await page.route('**/bridge/published.lookAt', (route) => route.fulfill({ json: { ok: true, value: { found: { state: 'live', version: 'v2', url: '', edited: new Date().toISOString(), copy: copy(said.edited) }, sent: copy(said.lines) } } }))
  await page.route('**/bridge/published.previewAt', (route) => route.fulfill({ json: { ok: true, value: { copy: copy(said.lines), source: said.lines.map((line) => `<p>${line}</p>`).join('\n') } } }))
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`every state of a destination, in ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('fits, without an accessibility fault, with its dialogs', async ({ stet }) => {
      test.setTimeout(240_000)
      const { page, words } = stet
      await beBusy(page, language)
      await comeInAs(stet, 'editor')
      await goTo(stet, 'published')
      await expect(page.getByRole('heading', { name: words('published:group.first', { count: 2 }) })).toBeVisible()
      await inEveryLight(stet, 'published-busy')
      await page.setViewportSize({ width: 1280, height: 1100 })
      await look(page, `${language}-published-busy-whole`, { whole: true })
      await page.getByRole('button', { name: new RegExp(`^${words('published:moreShort')}`) }).nth(4).click()
      await expect(page.getByRole('menuitem').first()).toBeVisible()
      await look(page, `${language}-published-menu`)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('menuitem').first()).toBeHidden()
      await page.getByRole('button', { name: new RegExp(`^${words('published:act.compare')}`) }).click()
      await expect(page.getByRole('region', { name: words('published:compare.changes') })).toBeVisible()
      await inEveryLight(stet, 'published-compare')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
      await page.getByRole('button', { name: new RegExp(`^${words('published:many.act')}`) }).first().click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.getByText(words('published:many.later'), { exact: true }).click()
      await look(page, `${language}-published-many`)
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toBeHidden()
    })
  })
