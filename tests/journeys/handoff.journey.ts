import { copyFile, mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { oneStagePolicy } from '../../src-shared/review/policy'
import { look } from './support/look'
import { openNewsroom, type JourneyNewsroom, type Somebody, type Station } from './support/newsroom'
import { goTo, makeKey, newStory, PASSPHRASE, writeNews } from './support/people'
import { decide } from './support/signing'
import { expect, test } from './support/stet'

const PEOPLE: Record<'zh-CN' | 'en', [Somebody, Somebody]> = {
  'zh-CN': [{ name: '周岚', login: 'zhou', role: 'reporter' }, { name: '沈静', login: 'shen', role: 'editor' }],
  en: [{ name: 'Ann Lee', login: 'zhou', role: 'reporter' }, { name: 'Grace Shen', login: 'shen', role: 'editor' }],
}
const COPY = {
  'zh-CN': { headline: '渡口新桥通车', byline: '本报记者 周岚', channel: '社会/交通', source: '澜江日报', paragraphs: ['渡口新桥昨日通车，两岸居民往来只需十分钟。'], note: '请今晚签发，我在江上没有信号。' },
  en: { headline: 'New bridge opens at the ferry', byline: 'By Ann Lee', channel: 'City/Transport', source: 'Lanjiang Daily', paragraphs: ['The new bridge opened yesterday, and the crossing now takes ten minutes.'], note: 'Please sign it off tonight; there is no signal on the river.' },
} as const

/** Saves a file from the dialog that is open, and answers where it is. */
const save = async ({ page, words }: Station, given: { to?: string; note?: string; what?: string; key?: 'make' } = {}): Promise<string> => {
  const dialog = page.getByRole('dialog', { name: words('handoff:make.title') })
  await expect(dialog).toBeVisible()
  if (given.what !== undefined) await dialog.getByRole('radio', { name: given.what }).check()
  if (given.to !== undefined) {
    await dialog.getByRole('combobox', { name: words('handoff:make.to') }).click()
    await dialog.getByRole('option', { name: given.to }).click()
    await page.keyboard.press('Tab')
    await expect(dialog.getByText(words('handoff:make.encrypted'))).toBeVisible()
  }
  if (given.note !== undefined) await dialog.getByLabel(words('handoff:make.note')).fill(given.note)
  await dialog.getByRole('button', { name: words('handoff:make.act') }).click()
  if (given.key === 'make') await makeKey({ page, words } as Station)
  const path = await dialog.locator('code').innerText()
  await dialog.getByRole('button', { name: words('common:close') }).last().click()
  await expect(dialog).toBeHidden()
  return path
}

/** Chooses a file in the dialog that is open. */
const choose = async ({ page, words }: Station, path: string): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: words('handoff:take.title') })
  const chooser = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: words('handoff:take.choose') }).click()
  await (await chooser).setFiles(path)
  await expect(dialog.getByRole('list', { name: words('handoff:act.list') })).toBeVisible()
}

/** Drops a file on the screen that is shown. */
const drop = async ({ page }: Station, path: string): Promise<void> => {
  const data = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], 'piece.stet'))
    return transfer
  }, (await readFile(path)).toString('base64'))
  await page.getByRole('heading', { level: 1 }).dispatchEvent('drop', { dataTransfer: data })
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`hand-off without a server, in ${language}`, () => {
    const options = { language, theme: language === 'en' ? 'dark' : 'light', size: { width: 1280, height: 800 } } as const
    let room: JourneyNewsroom | null = null
    test.afterEach(() => room?.close())

    test('a piece goes to the editor in a file, is signed off away from the desk, and the sign-off is carried back', async ({ shared }) => {
      test.setTimeout(300_000)
      const copy = COPY[language]
      const [author, signer] = PEOPLE[language]
      room = await openNewsroom(shared, { policy: oneStagePolicy, people: PEOPLE[language], options })
      const [reporter, editor] = [await room.station('zhou'), await room.station('shen')]
      const { words } = reporter

      // Both have been at the desk once and have a key there.
      await newStory(editor, 'news')
      await editor.page.getByRole('button', { name: words('handoff:open') }).click()
      await save(editor, { key: 'make' })
      await writeNews(reporter, copy)
      await reporter.page.getByRole('button', { name: words('handoff:open') }).click()
      await save(reporter, { key: 'make', to: signer.name })

      // The desk goes away; the piece is submitted all the same, and leaves in a file for one person.
      await room.stopDesk()
      await editor.reopen('SIGTERM')
      await reporter.page.getByRole('button', { name: words('writing:submit.open') }).click()
      const sending = reporter.page.getByRole('dialog', { name: words('writing:submit.title') })
      await sending.getByRole('button', { name: words('writing:submit.send') }).click()
      await expect(sending).toBeHidden()
      await reporter.page.getByRole('button', { name: words('handoff:open') }).click()
      await look(reporter.page, `handoff-make-${language}`)
      const toEditor = await save(reporter, { to: signer.name, note: copy.note })

      // The editor opens it, sees who signed what, reads it, and signs it off with nobody there to take it.
      await goTo(editor, 'desk')
      await drop(editor, toEditor)
      // Started anew since, the machine has the key locked; the file is encrypted to it.
      const unlock = editor.page.getByRole('dialog', { name: words('common:key.unlock.title') })
      await unlock.getByLabel(words('common:key.passphrase'), { exact: true }).fill(PASSPHRASE)
      await unlock.getByRole('button', { name: words('common:key.unlock.act') }).click()
      const report = editor.page.getByRole('dialog', { name: words('handoff:take.title') })
      await expect(report.getByText(copy.note)).toBeVisible()
      await expect(report.getByRole('listitem').filter({ hasText: author.name })).toContainText(words('common:act.submit'))
      await look(editor.page, `handoff-report-${language}`)
      await report.getByRole('button', { name: words('handoff:take.openPiece') }).click()
      await expect(editor.page.getByRole('region', { name: words('review:page') })).toContainText(copy.paragraphs[0])
      await decide(editor, 'signOff', { key: 'ask' })
      await expect(editor.page.getByText(words('review:waiting.waits', { act: words('common:decision.signOff') })).first()).toBeVisible()
      await look(editor.page, `handoff-signed-${language}`)
      await goTo(editor, 'desk')
      await expect(editor.page.getByRole('row').filter({ hasText: copy.headline })).toContainText(words('handoff:row', { name: author.name }))
      await editor.page.getByRole('link', { name: copy.headline }).click()
      await editor.page.getByRole('button', { name: words('handoff:open') }).click()
      const back = await save(editor, { what: words('handoff:kind.acts') })
      const stick = join(await mkdtemp(join(tmpdir(), 'stet-stick-')), 'signed.stet')
      await copyFile(back, stick)
      // The editor's machine is off from here: it never reaches the desk itself.
      await editor.end()

      // The desk is back, and the reporter's machine brings it what the editor signed.
      await room.startDesk()
      await expect(reporter.page.getByText(words('common:connection.online'))).toBeVisible({ timeout: 30_000 })
      await goTo(reporter, 'library')
      await reporter.page.getByRole('button', { name: words('library:new') }).click()
      await reporter.page.getByRole('menuitem', { name: words('handoff:take.open') }).click()
      await choose(reporter, stick)
      const brought = reporter.page.getByRole('dialog', { name: words('handoff:take.title') })
      const signed = brought.getByRole('listitem').filter({ hasText: signer.name })
      await expect(signed).toContainText(words('handoff:act.arrived'), { timeout: 20_000 })
      await brought.getByRole('button', { name: words('common:close') }).last().click()

      await goTo(reporter, 'published')
      await expect(reporter.page.getByText(copy.headline).first()).toBeVisible({ timeout: 20_000 })
      await expect(reporter.page.getByRole('main')).toContainText(signer.name)
    })
  })
