import type { Locator } from '@playwright/test'

import { threeStagePolicy, type Policy } from '../../src-shared/review/policy'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { body, field, goTo, makeKey, newStory, PASSPHRASE, saved } from './support/people'
import { expect, test } from './support/stet'

/** 三审三校 with one proof pass, so that the journey is about the way and not about waiting. */
const POLICY: Policy = { ...threeStagePolicy, proofreading: { ...threeStagePolicy.proofreading, passes: 1, readThrough: false } }

const PEOPLE: Record<'zh-CN' | 'en', Somebody[]> = {
  'zh-CN': [
    { name: '周岚', login: 'zhou', role: 'reporter' },
    { name: '沈静', login: 'shen', role: 'editor' },
    { name: '顾远', login: 'gu', role: 'editor' },
    { name: '陆怀', login: 'lu', role: 'chief' },
  ],
  en: [
    { name: 'Ann Lee', login: 'zhou', role: 'reporter' },
    { name: 'Grace Shen', login: 'shen', role: 'editor' },
    { name: 'Tom Gould', login: 'gu', role: 'editor' },
    { name: 'Chief Luther', login: 'lu', role: 'chief' },
  ],
}
const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', lede: '渡口新桥昨日通车，两岸居民往来只需十分钟。', reason: '通车时间与交通局通报不符，请核对。', issue: '通车时间待核', report: '事实已核，引语与录音一致。', mended: '（据市交通局十一月通报）', edit: '渡口新桥昨日通车 两岸往来十分钟', other: '新桥通车 十分钟过江', correction: '通车日期应为十一月二十七日。', corrected: '更正：通车日期为十一月二十七日。', lend: '外出采访一周' },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', lede: 'The new bridge opened yesterday, and the crossing now takes ten minutes.', reason: 'The opening time differs from the notice. Please check.', issue: 'Opening time unchecked', report: 'Facts checked, quotations compared with the recording.', mended: ' The time is the transport office’s own, from its November notice.', edit: 'Ten minutes from bank to bank: new bridge opens', other: 'Bridge opens, and the ferry rests', correction: 'The bridge opened on 27 November.', corrected: ' Correction: the bridge opened on 27 November.', lend: 'Away for a week' },
} as const

const write = async (station: Station): Promise<void> => {
  const copy = COPY[station.language]
  await newStory(station, 'news')
  for (const name of ['headline', 'byline'] as const) await field(station, name).fill(copy[name])
  await body(station).click()
  await station.page.keyboard.press('Control+a')
  await station.page.keyboard.insertText(copy.lede)
  await field(station, 'channel').fill(copy.channel)
  await field(station, 'source').fill(copy.source)
  await saved(station)
}

const submit = async (station: Station, first: boolean): Promise<void> => {
  const { page, words } = station
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  const dialog = page.getByRole('dialog', { name: words('writing:submit.title') })
  await dialog.getByRole('button', { name: words('writing:submit.send') }).click()
  if (first) await makeKey(station)
  await expect(dialog).toBeHidden()
}

const openPiece = async (station: Station, headline: string): Promise<void> => {
  await goTo(station, 'desk')
  await station.page.getByRole('link', { name: headline }).click()
  await expect(station.page.getByRole('heading', { name: headline }).first()).toBeVisible()
}

/** Presses a decision and fills its dialog; the key is made or asked for where it must be. */
const decide = async (station: Station, act: 'return' | 'pass' | 'signOff' | 'proof' | 'hold' | 'release', fill: (dialog: Locator) => Promise<void>, key: 'make' | 'ask' | 'open'): Promise<void> => {
  const { page, words } = station
  const bar = page.getByRole('region', { name: words('review:decide.label') })
  await bar.getByRole('button', { name: words(`common:decision.${act}`) }).click()
  const dialog = page.getByRole('dialog').first()
  await fill(dialog)
  if (key === 'ask') await dialog.getByLabel(words('review:decide.passphrase')).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: words(`common:decision.${act}`), exact: true }).click()
  if (key === 'make') await makeKey(station)
  await expect(dialog).toBeHidden()
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`a desk of several people, in ${language}`, () => {
    const options = { language, theme: 'light', size: { width: 1280, height: 800 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    test('return, resubmit, issues, proof, delegation, sign-off, correction', async ({ shared }) => {
      test.setTimeout(300_000)
      const copy = COPY[language]
      room = await openNewsroom(shared, { policy: POLICY, people: PEOPLE[language], options })
      const reporter = await room.station('zhou')
      const first = await room.station('shen')
      const { words } = reporter

      await write(reporter)
      await submit(reporter, true)

      // The first editor hears of it without asking, and returns it with a reason and an issue.
      await goTo(first, 'desk')
      await expect(first.page.getByRole('link', { name: copy.headline })).toBeVisible({ timeout: 20_000 })
      await openPiece(first, copy.headline)
      await decide(first, 'return', async (dialog) => {
        await dialog.getByLabel(words('review:decide.return.reason')).fill(copy.reason)
      }, 'make')

      await goTo(reporter, 'library')
      await reporter.page.getByRole('link', { name: copy.headline }).click()
      await expect(reporter.page.getByText(copy.reason)).toBeVisible({ timeout: 20_000 })
    })
  })
