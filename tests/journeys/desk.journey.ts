import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

import { threeStagePolicy, type Rules } from '../../src-shared/review/policy'
import { look } from './support/look'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { body, field, goTo, makeKey, saved, writeNews } from './support/people'
import { correct, decide, submit } from './support/signing'
import { expect, test } from './support/stet'

/** 三审三校 with one proof pass, so that the journey is about the way and not about waiting. */
const POLICY: Rules = { ...threeStagePolicy, correctAt: 'lastStage', proofreading: { ...threeStagePolicy.proofreading, passes: 1, readThrough: false } }

const PEOPLE: Record<'zh-CN' | 'en', Somebody[]> = {
  'zh-CN': [
    { name: '周岚', login: 'zhou', role: 'reporter' },
    { name: '沈静', login: 'shen', role: 'editor' },
    { name: '顾远', login: 'gu', role: 'editor' },
    { name: '陆怀', login: 'lu', role: 'chief' },
    { name: '何平', login: 'he', role: 'editor' },
  ],
  en: [
    { name: 'Ann Lee', login: 'zhou', role: 'reporter' },
    { name: 'Grace Shen', login: 'shen', role: 'editor' },
    { name: 'Tom Gould', login: 'gu', role: 'editor' },
    { name: 'Chief Luther', login: 'lu', role: 'chief' },
    { name: 'Helen Price', login: 'he', role: 'editor' },
  ],
}
const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', lede: '渡口新桥昨日通车，两岸居民往来只需十分钟。', reason: '通车时间与交通局通报不符，请核对。', issue: '通车时间待核', report: '事实已核，引语与录音一致。', mended: '（据市交通局十一月通报）', edit: '渡口新桥昨日通车 两岸往来十分钟', other: '新桥通车 十分钟过江', correction: '通车日期应为十一月二十七日。', corrected: '更正：通车日期为十一月二十七日。', lend: '外出采访一周' },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', lede: 'The new bridge opened yesterday, and the crossing now takes ten minutes.', reason: 'The opening time differs from the notice. Please check.', issue: 'Opening time unchecked', report: 'Facts checked, quotations compared with the recording.', mended: ' The time is the transport office’s own, from its November notice.', edit: 'Ten minutes from bank to bank: new bridge opens', other: 'Bridge opens, and the ferry rests', correction: 'The bridge opened on 27 November.', corrected: ' Correction: the bridge opened on 27 November.', lend: 'Away for a week' },
} as const

const write = (station: Station): Promise<void> => {
  const copy = COPY[station.language]
  return writeNews(station, { ...copy, paragraphs: [copy.lede] })
}

const openPiece = async (station: Station, headline: string): Promise<void> => {
  await goTo(station, 'desk')
  await station.page.getByRole('link', { name: headline }).click()
  await expect(station.page.getByRole('heading', { name: headline }).first()).toBeVisible()
}

const view = async (station: Station, name: 'read' | 'changes' | 'edit'): Promise<void> => {
  const label = station.words(`review:view.${name}`)
  await station.page.getByRole('radiogroup', { name: station.words('review:view.label') }).locator('label').filter({ hasText: label }).click()
}

/** Publishes the newest signed piece; a correction replaces what is live. */
const publish = async ({ page, words }: Station, act: 'published:act.publish' | 'published:act.correct'): Promise<void> => {
  const button = page.getByRole('button', { name: new RegExp(`^${words(act)}[:：]`) })
  await button.click()
  await expect(button).toBeHidden()
}

/** Every page of the desk's site, in one. */
const siteText = async (folder: string): Promise<string> => {
  const names = await readdir(folder, { recursive: true })
  return (await Promise.all(names.filter((name) => name.endsWith('.html')).map((name) => readFile(join(folder, name), 'utf8')))).join('')
}

/** Waits until the desk, which sends by itself, has put the words on its site. */
const onSite = (folder: string, words: string): Promise<void> => expect.poll(() => siteText(folder)).toContain(words)

/** Waits until the foot of the desk's editor says that what was typed is stored there. */
const storedAtDesk = (station: Station): Promise<void> => expect(station.page.getByText(station.words('review:save.desk', { time: '' }).trim())).toBeVisible()

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`a desk of several people, in ${language}`, () => {
    const options = { language, theme: 'light', size: { width: 1280, height: 800 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    test('return with suggestions, resubmit, issues, proof, delegation, sign-off, correction', async ({ shared }) => {
      test.setTimeout(300_000)
      const copy = COPY[language]
      room = await openNewsroom(shared, { policy: POLICY, people: PEOPLE[language], options })
      const reporter = await room.station('zhou')
      const first = await room.station('shen')
      const { words } = reporter

      await write(reporter)
      await submit(reporter)

      // The first editor hears of it without asking, edits it as a suggestion, and returns it with a reason and an issue.
      await goTo(first, 'desk')
      await expect(first.page.getByRole('link', { name: copy.headline })).toBeVisible({ timeout: 20_000 })
      await openPiece(first, copy.headline)
      await first.page.getByRole('button', { name: words('review:claim.claim'), exact: true }).click()
      await expect(first.page.getByText(words('review:claim.own'))).toBeVisible()
      await view(first, 'edit')
      await body(first).click()
      await first.page.keyboard.press('Control+End')
      await first.page.keyboard.insertText(copy.mended)
      await storedAtDesk(first)
      await decide(first, 'return', { reason: copy.reason, issue: copy.issue, key: 'make' })

      // The reporter finds the reason and the suggestion in the draft, takes it, and submits again.
      await goTo(reporter, 'library')
      await reporter.page.getByRole('link', { name: copy.headline }).click()
      await expect(reporter.page.getByText(copy.reason)).toBeVisible({ timeout: 20_000 })
      await expect(body(reporter).locator('ins')).toContainText(copy.mended.trim())
      await reporter.page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
      await reporter.page.getByRole('button', { name: words('notes:suggestion.accept'), exact: true }).click()
      await expect(body(reporter).locator('ins')).toHaveCount(0)
      await saved(reporter)
      await submit(reporter, 'open')

      // First review with its report; it is read as what changed since this person last saw it.
      await openPiece(first, copy.headline)
      await expect(first.page.getByText(copy.mended.trim())).toBeVisible()
      await decide(first, 'pass', { reason: copy.report })
      await first.end()

      // Second review closes the issue, by another person; then the proof pass.
      const second = await room.station('gu')
      await openPiece(second, copy.headline)
      await decide(second, 'pass', { close: copy.issue, key: 'make' })
      await openPiece(second, copy.headline)
      await decide(second, 'proof', {}, words('review:proof.pass.1'))

      // The chief lends the sign-off for a week to somebody who has not acted yet, and that person signs on the chief's behalf.
      const chief = await room.station('lu')
      await goTo(chief, 'settings')
      await chief.page.getByRole('button', { name: words('house:lend.give') }).click()
      const lending = chief.page.getByRole('dialog', { name: words('house:lend.give') })
      await lending.getByLabel(words('house:lend.to')).selectOption({ label: PEOPLE[language][4]?.name ?? '' })
      await lending.getByLabel(words('house:lend.role')).selectOption('chief')
      await lending.getByLabel(words('house:lend.reason')).fill(copy.lend)
      await lending.getByRole('button', { name: words('house:lend.act') }).click()
      await makeKey(chief)
      await expect(lending).toBeHidden()
      await chief.end()

      const deputy = await room.station('he')
      await openPiece(deputy, copy.headline)
      await decide(deputy, 'signOff', { key: 'make' })
      await goTo(deputy, 'published')
      await publish(deputy, 'published:act.publish')
      await onSite(room.site, copy.lede)
      expect(await siteText(room.site)).not.toContain(copy.corrected.trim())

      // The reporter corrects it: what is live stays, and the correction goes its own way.
      await correct(reporter, copy.headline, { added: copy.corrected, reason: copy.correction, key: 'open' })
      await openPiece(deputy, copy.headline)
      await expect(deputy.page.getByText(copy.corrected.trim())).toBeVisible({ timeout: 20_000 })
      await decide(deputy, 'proof', {}, words('review:proof.pass.1'))
      await decide(deputy, 'signOff', { key: 'ask' })
      await goTo(deputy, 'published')
      expect(await siteText(room.site)).not.toContain(copy.corrected.trim())
      await publish(deputy, 'published:act.correct')
      await onSite(room.site, copy.corrected.trim())
    })

    test('two editors at one headline while the desk is away: both are kept, nothing passes until somebody chose', async ({ shared }) => {
      test.setTimeout(240_000)
      const copy = COPY[language]
      room = await openNewsroom(shared, { policy: { ...POLICY, stages: POLICY.stages.slice(1), proofreading: { ...POLICY.proofreading, passes: 0 } }, people: PEOPLE[language], options })
      const [reporter, one, other] = [await room.station('zhou'), await room.station('gu'), await room.station('he')]
      const { words } = reporter
      await write(reporter)
      await submit(reporter)
      await reporter.end()
      for (const station of [one, other]) {
        await goTo(station, 'desk')
        await expect(station.page.getByRole('link', { name: copy.headline })).toBeVisible({ timeout: 20_000 })
        await openPiece(station, copy.headline)
        await view(station, 'edit')
        await station.page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
        await station.page.getByRole('switch', { name: words('notes:suggesting') }).uncheck()
      }
      await room.stopDesk('SIGKILL')
      await field(one, 'headline').fill(copy.edit)
      await field(other, 'headline').fill(copy.other)
      for (const station of [one, other]) await expect(station.page.getByText(words('review:save.here', { time: '|' }).split('|')[0]?.trim() ?? '')).toBeVisible({ timeout: 30_000 })
      await room.startDesk()

      // Whoever comes second holds both, and is asked.
      const asked = (station: Station) => station.page.getByText(words('review:conflict.title', { count: 1 }))
      await expect.poll(async () => (await asked(one).isVisible()) || (await asked(other).isVisible()), { timeout: 60_000 }).toBe(true)
      const chooser = (await asked(one).isVisible()) ? one : other
      const { page } = chooser
      await look(page, `${language}-conflict`)
      await page.setViewportSize({ width: 960, height: 640 })
      await page.emulateMedia({ colorScheme: 'dark' })
      await look(page, `${language}-dark-960-conflict`)
      await page.setViewportSize(options.size)
      await page.emulateMedia({ colorScheme: 'light' })
      const queue = await room.admin.call('pieces', { query: { scope: 'queue' } })
      const working = queue.ok && queue.value[0] ? await room.admin.call('working', { params: { story: queue.value[0].standing.story } }) : null
      const kept = working?.ok ? working.value.conflicts.flatMap((conflict) => (conflict.kind === 'field' ? [conflict.mine.headline, conflict.theirs.headline] : [])) : []
      expect(kept.toSorted()).toEqual([copy.edit, copy.other].toSorted())
      await page.getByRole('region', { name: words('review:decide.label') }).getByRole('button', { name: words('common:decision.pass'), exact: true }).click()
      const dialog = page.getByRole('dialog').first()
      await expect(dialog.getByText(words('review:gate.conflicts', { count: 1 }))).toBeVisible()
      await expect(dialog.getByRole('button', { name: words('common:decision.pass'), exact: true })).toBeDisabled()
      await page.keyboard.press('Escape')
      await expect(dialog).toBeHidden()
      const keep = (login: string) => page.getByRole('button', { name: words('review:conflict.keep.by', { name: PEOPLE[language].find((each) => each.login === login)?.name ?? '' }) })
      await expect(keep('gu').or(keep('he')).first()).toBeVisible()
      const chosen = (await keep('gu').isVisible()) ? copy.edit : copy.other
      await keep(chosen === copy.edit ? 'gu' : 'he').click()
      await expect(asked(chooser)).toBeHidden()
      await expect(page.getByText(words('review:save.desk', { time: '' }).trim()).first()).toBeVisible({ timeout: 20_000 })
      await decide(chooser, 'pass', { key: 'make' })
      await expect(async () => {
        const piece = (await room?.admin.call('pieces', { query: { scope: 'queue' } }))
        expect(piece?.ok && piece.value[0]).toMatchObject({ headline: chosen, standing: { stage: 1, revision: { number: 2 } } })
      }).toPass()
    })
  })
