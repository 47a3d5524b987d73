import { threeStagePolicy, type Rules } from '../../src-shared/review/policy'
import { textOf } from '../../src-shared/story/count'
import { look } from './support/look'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { body, field, writeNews } from './support/people'
import { submit } from './support/signing'
import { expect, test } from './support/stet'
import { edit, openPiece, paragraph, phase, stored, typeAt } from './support/together'

/** The last stage alone, which is a chief's: an editor of the channel may only suggest there. */
const POLICY: Rules = { ...threeStagePolicy, stages: threeStagePolicy.stages.slice(2), proofreading: { ...threeStagePolicy.proofreading, passes: 0, readThrough: false } }

const PEOPLE: Record<'zh-CN' | 'en', Somebody[]> = {
  'zh-CN': [{ name: '周岚', login: 'zhou', role: 'reporter' }, { name: '何平', login: 'he', role: 'editor' }, { name: '陆怀', login: 'lu', role: 'chief' }],
  en: [{ name: 'Ann Lee', login: 'zhou', role: 'reporter' }, { name: 'Helen Price', login: 'he', role: 'editor' }, { name: 'Chief Luther', login: 'lu', role: 'chief' }],
}
const COPY = {
  'zh-CN': {
    headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', paragraphs: ['渡口新桥昨日通车。', '两岸居民往来只需十分钟。', '渡船今起停航。'],
    edited: '桥长八百米。', accepted: '工期提前两个月。', rejected: '每天四班公交过桥。', withdrawn: '桥下可行船。', better: '新桥通车 渡口成往事', last: '渡船今',
  },
  en: {
    headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', paragraphs: ['The new bridge opened yesterday.', 'The crossing now takes ten minutes.', 'The ferry stops today.'],
    edited: ' It is half a mile long.', accepted: ' It was two months early.', rejected: ' Four buses cross it each day.', withdrawn: ' Boats pass below.', better: 'Bridge opens, ferry rests', last: 'The',
  },
} as const

/** Chooses the first letters of a paragraph by the keyboard. */
const choose = async (station: Station, at: number, letters: number): Promise<void> => {
  await paragraph(station, at).click()
  await station.page.keyboard.press('Home')
  for (let each = 0; each < letters; each += 1) await station.page.keyboard.press('Shift+ArrowRight')
}
const mark = (station: Station, kind: 'insertion' | 'deletion', words: string) => body(station).locator(`[data-suggested="${kind}"]`).filter({ hasText: words.trim() })
const inList = ({ page, words }: Station, said: string) => page.getByRole('region', { name: words('notes:suggestion.title') }).getByRole('listitem').filter({ hasText: said.trim() })

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`somebody who may only suggest, in ${language}`, () => {
    const options = { language, theme: language === 'en' ? 'dark' : 'light', size: language === 'en' ? { width: 1280, height: 800 } : { width: 1440, height: 900 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    test('is in a piece somebody edits: what they type is suggested, and only the other accepts it', async ({ shared }) => {
      test.setTimeout(180_000)
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
      const story = queue.ok ? (queue.value[0]?.standing.story ?? '') : ''

      const [chief, editor] = [await desk.station('lu'), await desk.station('he')]
      // What the gate would say. Not live-apart: taking a deletion back beside other deletions may be taken for a clash, which costs a merge.
      const refused: string[] = []
      editor.page.on('websocket', (line) => {
        line.on('framereceived', ({ payload }) => refused.push(...(/live-(suggest|refused)|not-allowed/.exec(payload.toString()) ?? []).slice(0, 1)))
      })

      await test.step('comes in, and cannot but suggest', async () => {
        for (const station of [chief, editor]) {
          await openPiece(station, copy.headline)
          await edit(station)
          await expect(phase(station, 'live')).toBeVisible()
        }
        const suggesting = editor.page.getByRole('switch', { name: words('notes:suggesting') })
        await expect(suggesting).toBeChecked()
        await expect(suggesting).toBeDisabled()
        await expect(editor.page.getByText(words('notes:suggestingOnly'))).toBeVisible()
        await chief.page.getByRole('switch', { name: words('notes:suggesting') }).uncheck()
        await typeAt(chief, 0, copy.edited)
        await expect(paragraph(editor, 0)).toContainText(copy.edited.trim())
      })

      await test.step('types, strikes out, and takes back; the other sees it come', async () => {
        await typeAt(editor, 1, copy.accepted)
        await typeAt(editor, 0, copy.rejected)
        await choose(editor, 2, copy.last.length)
        await editor.page.keyboard.press('Delete')
        await field(editor, 'headline').fill(copy.better)
        for (const station of [chief, editor]) {
          for (const said of [copy.accepted, copy.rejected]) await expect(mark(station, 'insertion', said)).toBeVisible()
          await expect(mark(station, 'deletion', copy.last)).toBeVisible()
          await expect(inList(station, nameOf('he'))).toHaveCount(4)
        }
        await expect(field(chief, 'headline')).toHaveValue(copy.headline)
        // In their own colour: that of their name among those who are there.
        const colour = await mark(chief, 'insertion', copy.accepted).first().getAttribute('data-who')
        expect(await chief.page.locator('[data-person]').filter({ hasText: nameOf('he') }).getAttribute('style')).toContain(`--stet-person-${colour ?? '?'}-word`)
        // One by Ctrl+Z, one by Withdraw.
        await typeAt(editor, 2, copy.withdrawn)
        await expect(mark(chief, 'insertion', copy.withdrawn)).toBeVisible()
        await editor.page.keyboard.press('Control+z')
        await expect(mark(chief, 'insertion', copy.withdrawn)).toBeHidden()
        await typeAt(editor, 2, copy.withdrawn)
        await expect(mark(chief, 'insertion', copy.withdrawn)).toBeVisible()
        await inList(editor, copy.withdrawn).getByRole('button', { name: words('notes:suggestion.withdraw') }).click()
        await expect(mark(chief, 'insertion', copy.withdrawn)).toBeHidden()
        await stored(editor)
      })

      await test.step('is offered nothing to accept, and told why', async () => {
        for (const name of ['accept', 'reject', 'acceptAll', 'rejectAll']) await expect(editor.page.getByRole('button', { name: words(`notes:suggestion.${name}`), exact: true })).toHaveCount(0)
        await look(editor.page, `${language}-suggest-only`)
        await editor.page.getByRole('tab', { name: words('writing:inspector.details') }).click()
        await expect(editor.page.getByText(words('review:live.detailsStand'))).toBeVisible()
        await expect(field(editor, 'source')).toBeDisabled()
        await look(editor.page, `${language}-suggest-only-details`)
        await editor.page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
        await look(chief.page, `${language}-suggest-only-other`)
      })

      await test.step('the other accepts one and rejects one; neither is taken back by who suggested them', async () => {
        await inList(chief, copy.accepted).getByRole('button', { name: words('notes:suggestion.accept') }).click()
        await inList(chief, copy.rejected).getByRole('button', { name: words('notes:suggestion.reject') }).click()
        await expect(mark(editor, 'insertion', copy.accepted)).toBeHidden()
        await expect(paragraph(editor, 1)).toHaveText(`${copy.paragraphs[1]}${copy.accepted}`)
        await expect(paragraph(editor, 0)).toHaveText(`${copy.paragraphs[0]}${copy.edited}`)
        await paragraph(editor, 1).click()
        for (let times = 0; times < 12; times += 1) await editor.page.keyboard.press('Control+z')
        await expect(paragraph(editor, 1)).toHaveText(`${copy.paragraphs[1]}${copy.accepted}`)
        await inList(chief, words('writing:field.headline')).getByRole('button', { name: words('notes:suggestion.accept') }).click()
        await expect(field(editor, 'headline')).toHaveValue(copy.better)
        await stored(editor)
        await stored(chief)
        const working = await desk.admin.call('working', { params: { story } })
        expect(working.ok && { headline: working.value.story.headline, conflicts: working.value.conflicts }).toEqual({ headline: copy.better, conflicts: [] })
        const text = working.ok ? textOf(working.value.story.body) : ''
        expect([copy.edited, copy.accepted, copy.rejected, copy.withdrawn].map((each) => text.includes(each.trim()))).toEqual([true, true, false, false])
      })

      expect(refused).toEqual([])
      await expect(phase(editor, 'live')).toBeVisible()
    })
  })
