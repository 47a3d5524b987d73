import AxeBuilder from '@axe-core/playwright'

import { threeStagePolicy, type Rules } from '../../src-shared/review/policy'
import { textOf } from '../../src-shared/story/count'
import { pinyin } from './support/ime'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { body, field, makeKey, writeNews } from './support/people'
import { submit } from './support/signing'
import { expect, test } from './support/stet'
import { edit, openPiece, paragraph, phase, stored, typeAt } from './support/together'

/** Two stages, no proof passes: the journey is about writing together. */
const POLICY: Rules = { ...threeStagePolicy, stages: threeStagePolicy.stages.slice(1), proofreading: { ...threeStagePolicy.proofreading, passes: 0, readThrough: false } }

const PEOPLE: Record<'zh-CN' | 'en', Somebody[]> = {
  'zh-CN': [{ name: '周岚', login: 'zhou', role: 'reporter' }, { name: '顾远', login: 'gu', role: 'editor' }, { name: '何平', login: 'he', role: 'editor' }, { name: '陆怀', login: 'lu', role: 'chief' }],
  en: [{ name: 'Ann Lee', login: 'zhou', role: 'reporter' }, { name: 'Tom Gould', login: 'gu', role: 'editor' }, { name: 'Helen Price', login: 'he', role: 'editor' }, { name: 'Chief Luther', login: 'lu', role: 'chief' }],
}
const COPY = {
  'zh-CN': {
    headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', paragraphs: ['渡口新桥昨日通车。', '两岸居民往来只需十分钟。', '渡船今起停航。'],
    one: '桥长八百米。', other: '船工老何送了最后一班。', oneShared: '工期提前两个月。', otherShared: '轮渡公司发布公告。', better: '新桥通车 渡口成往事', comment: '停航日期请核对', ime: ['xinqiao', '新桥'],
    awayOne: '断线时顾远写的。', awayOther: '断线时何平写的。', awayOneShared: '顾远补一句。', awayOtherShared: '何平补一句。', killed: '断电前最后一句。', last: '签发前的话。', report: '事实已核。',
  },
  en: {
    headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', paragraphs: ['The new bridge opened yesterday.', 'The crossing now takes ten minutes.', 'The ferry stops today.'],
    one: ' It is half a mile long.', other: ' Old He took the last boat over.', oneShared: ' It was two months early.', otherShared: ' The ferry company posted a notice.', better: 'Bridge opens, ferry rests', comment: 'Check the date please', ime: ['qiao', '桥'],
    awayOne: ' Tom wrote this while away.', awayOther: ' Helen wrote this while away.', awayOneShared: ' Tom adds a line.', awayOtherShared: ' Helen adds a line.', killed: ' The last words before the power went.', last: ' Words before the pass.', report: 'Facts checked.',
  },
} as const

const keptHere = (station: Station): Promise<void> => expect(station.page.getByText(station.words('review:save.here', { time: '|' }).split('|')[0]?.trim() ?? '')).toBeVisible({ timeout: 20_000 })

const suggestNothing = ({ page, words }: Station): Promise<void> => page.getByRole('switch', { name: words('notes:suggesting') }).uncheck()

/** Puts words in at the caret as typing does, in one turn of the window; false where there is no text open to type into any more. */
const typeNow = ({ page, words }: Station, typed: string): Promise<boolean> =>
  page.evaluate(([label = '', text = '']) => {
    const paper = document.querySelector<HTMLElement>(`[role="textbox"][aria-label="${label}"]`)
    if (!paper?.isContentEditable || !paper.contains(document.activeElement)) return false
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way to type without leaving the turn
    document.execCommand('insertText', false, text)
    return paper.textContent.includes(text)
  }, [words('writing:body.label'), typed])

/** Copies of the piece that were cut off: at the desk, and those only this workstation has. */
const keptCopies = ({ page }: Station, id: string): Promise<string> =>
  page.evaluate(async (story) => {
    const ask = async (method: string, input: unknown): Promise<unknown> => (await fetch(`/bridge/${method}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-stet': '1' }, body: JSON.stringify({ input }) })).json()
    const { value = [] } = (await ask('desk.keptWorkings', { id: story })) as { value?: { id: string }[] }
    return JSON.stringify(await Promise.all(value.map(({ id }) => ask('desk.keptWorking', { id: story, kept: id }))))
  }, id)

const times = (text: string, words: string): number => text.split(words.trim()).length - 1

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`two people in one piece at once, in ${language}`, () => {
    const options = { language, theme: language === 'en' ? 'dark' : 'light', size: language === 'en' ? { width: 960, height: 640 } : { width: 1440, height: 900 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    let story = ''
    /** What the desk has: the body's text, and the words of conflicts nobody has chosen. */
    const atDesk = async (): Promise<{ text: string; conflicts: string }> => {
      const working = await room?.admin.call('working', { params: { story } })
      return working?.ok ? { text: textOf(working.value.story.body), conflicts: JSON.stringify(working.value.conflicts) } : { text: '', conflicts: '' }
    }

    test('words, carets and names arrive as they are typed; nothing is lost with the line, the desk or the workstation', async ({ shared }) => {
      test.setTimeout(240_000)
      const copy = COPY[language]
      const nameOf = (login: string): string => PEOPLE[language].find((each) => each.login === login)?.name ?? ''
      room = await openNewsroom(shared, { policy: POLICY, people: PEOPLE[language], options, live: true })
      const desk = room
      const reporter = await desk.station('zhou')
      const { words } = reporter
      await writeNews(reporter, copy)
      await submit(reporter)
      await reporter.end()
      const queue = await desk.admin.call('pieces', { query: { scope: 'queue' } })
      story = queue.ok ? (queue.value[0]?.standing.story ?? '') : ''

      const [one, other] = [await desk.station('gu'), await desk.station('he')]
      await test.step('both come in and see who is there', async () => {
        for (const station of [one, other]) {
          await openPiece(station, copy.headline)
          await edit(station)
          await suggestNothing(station)
          await expect(phase(station, 'live')).toBeVisible()
        }
        await expect(one.page.getByRole('list', { name: words('review:live.here') })).toHaveText(nameOf('he'))
        await expect(other.page.getByRole('list', { name: words('review:live.here') })).toHaveText(nameOf('gu'))
      })

      await test.step('each sees the other’s words and caret', async () => {
        await typeAt(one, 0, copy.one)
        await typeAt(other, 2, copy.other)
        await expect(paragraph(other, 0)).toContainText(copy.one.trim())
        await expect(paragraph(one, 2)).toContainText(copy.other.trim())
        await expect(one.page.locator(`[data-caret="${nameOf('he')}"]`)).toBeVisible()
        await expect(other.page.locator(`[data-caret="${nameOf('gu')}"]`)).toBeVisible()
        // One paragraph, at its end and in front of it.
        await typeAt(one, 1, copy.oneShared)
        await paragraph(other, 1).click()
        await other.page.keyboard.press('Home')
        await other.page.keyboard.insertText(copy.otherShared)
        for (const station of [one, other]) for (const said of [copy.oneShared, copy.otherShared]) await expect(paragraph(station, 1)).toContainText(said.trim())
        await field(one, 'headline').fill(copy.better)
        await expect(field(other, 'headline')).toHaveValue(copy.better)
        for (const station of [one, other]) await stored(station)
      })

      await test.step('somebody composes while the other types', async () => {
        await paragraph(one, 0).click()
        await one.page.keyboard.press('End')
        const [letters, composed] = copy.ime
        const [ime] = [await pinyin(one)]
        const typing = typeAt(other, 2, copy.ime[1])
        await ime.type(letters, composed)
        await typing
        for (const station of [one, other]) {
          await expect(paragraph(station, 0)).toContainText(composed)
          await expect(paragraph(station, 0)).not.toContainText(letters)
          await expect(paragraph(station, 2)).toContainText(composed)
        }
      })

      await test.step('a comment, and no fault of access', async () => {
        await paragraph(one, 2).click({ clickCount: 3 })
        await one.page.keyboard.press('Control+Shift+m')
        const dialog = one.page.getByRole('dialog').first()
        await dialog.getByRole('textbox').fill(copy.comment)
        await dialog.getByRole('button').last().click()
        await expect(dialog).toBeHidden()
        await expect(other.page.getByText(copy.comment)).toBeVisible()
        for (const station of [one, other]) await stored(station)
        const shots = process.env['STET_SHOTS']
        if (shots) await one.page.screenshot({ path: `${shots}/live-${language}.png` })
        const { violations } = await new AxeBuilder({ page: one.page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
        expect(violations).toEqual([])
      })

      await test.step('both go on while the desk is away', async () => {
        await desk.stopDesk('SIGKILL')
        for (const station of [one, other]) await expect(phase(station, 'away')).toBeVisible({ timeout: 20_000 })
        await typeAt(one, 0, copy.awayOne)
        await typeAt(other, 2, copy.awayOther)
        await typeAt(one, 1, copy.awayOneShared)
        await paragraph(other, 1).click()
        await other.page.keyboard.press('Home')
        await other.page.keyboard.insertText(copy.awayOtherShared.trim())
        for (const station of [one, other]) await keptHere(station)
        if (process.env['STET_SHOTS']) await other.page.screenshot({ path: `${process.env['STET_SHOTS']}/away-${language}.png` })
        await desk.startDesk()
        for (const station of [one, other]) await stored(station)
        for (const station of [one, other]) {
          await expect(body(station)).toContainText(copy.awayOne.trim())
          await expect(body(station)).toContainText(copy.awayOther.trim())
        }
        await expect.poll(async () => {
          const { text, conflicts } = await atDesk()
          return [copy.one, copy.other, copy.oneShared, copy.otherShared, copy.awayOne, copy.awayOther, copy.awayOneShared, copy.awayOtherShared].map((each) => times(text, each) || Number(conflicts.includes(each.trim())))
        }, { timeout: 20_000 }).toEqual([1, 1, 1, 1, 1, 1, 1, 1])
      })

      await test.step('a workstation is killed while the desk is away', async () => {
        await desk.stopDesk('SIGKILL')
        for (const station of [one, other]) await expect(phase(station, 'away')).toBeVisible({ timeout: 20_000 })
        await typeAt(other, 2, copy.killed)
        await keptHere(other)
        await other.reopen('SIGKILL')
        await openPiece(other, copy.headline)
        await expect(other.page.getByText(words('review:live.unsent'))).toBeVisible()
        await edit(other)
        await expect(body(other)).toContainText(copy.killed.trim())
        await keptHere(other)
        await desk.startDesk()
        await stored(one)
        await expect(other.page.getByText(words('common:connection.signedOut'))).toBeVisible({ timeout: 20_000 })
        await desk.signInAgain(other)
        await expect(body(one)).toContainText(copy.killed.trim(), { timeout: 30_000 })
        await expect.poll(async () => times((await atDesk()).text, copy.killed), { timeout: 20_000 }).toBe(1)
      })

      await test.step('the piece goes on while somebody types', async () => {
        const chief = await desk.station('lu')
        await openPiece(chief, copy.headline)
        await chief.page.getByRole('region', { name: words('review:decide.label') }).getByRole('button', { name: words('common:decision.return'), exact: true }).click()
        const dialog = chief.page.getByRole('dialog').first()
        await dialog.getByLabel(words('review:decide.return.reason')).fill(copy.report)
        await dialog.getByRole('button', { name: words('common:decision.return'), exact: true }).click()
        await typeAt(one, 0, copy.last)
        const typed: string[] = [copy.last.trim()]
        const typing = (async () => {
          for (let at = 1; at < 5000; at += 1) {
            const token = `<${String(at)}>`
            if (!(await typeNow(one, token))) return
            typed.push(token)
          }
        })()
        await makeKey(chief)
        await expect(dialog).toBeHidden()
        // It went to its author: here it is read again, and what was typed last went along or is among the kept versions.
        await expect(body(one)).toBeHidden({ timeout: 20_000 })
        await typing
        expect(typed.length).toBeGreaterThan(2)
        await expect.poll(async () => {
          const all = `${(await atDesk()).text} ${await keptCopies(one, story)}`
          return typed.filter((each) => !all.includes(each))
        }, { timeout: 20_000 }).toEqual([])
        await expect(one.page.getByText(words('review:live.unsent'))).toBeHidden({ timeout: 20_000 })
      })
    })
  })
