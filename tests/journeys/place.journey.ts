import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from '@playwright/test'

import { startApp, type AppProcess } from '../support/app-process'
import { look } from './support/look'
import { body, comeInAs, field, goTo, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

/** Where the library stands, as Settings says it. */
const folderShown = (page: Page) => page.getByTestId('library-folder')

/** Moves the library to a folder by Settings. */
const moveTo = async ({ page, words }: Stet, folder: string): Promise<void> => {
  await page.getByLabel(words('place:folder.path')).fill(folder)
  await page.getByRole('button', { name: words('place:folder.move'), exact: true }).click()
  await expect(folderShown(page)).toHaveText(folder)
}

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`the library as a place, ${language}`, () => {
    test.use({ options: { language, theme: 'light', size: { width: 1280, height: 800 } } })

    test('one library, two machines: the second is told, can take over, and the first keeps its words as a copy', async ({ stet, shared }) => {
      const drive = await mkdtemp(join(tmpdir(), 'stet-drive-'))
      const home = await mkdtemp(join(tmpdir(), 'stet-second-'))
      let second: AppProcess | null = null
      try {
        const { page, words } = stet
        await comeInAs(stet, 'reporter')
        await goTo(stet, 'settings')
        await moveTo(stet, drive)
        await expect(page.getByText(words('place:folder.chosen'))).toBeVisible()
        await look(page, `${stet.language}-place-settings`)
        // The second machine has a home of its own, and the same folder.
        await goTo(stet, 'library')
        await newStory(stet, 'news')
        await field(stet, 'headline').fill('两台电脑')
        await body(stet).click()
        await page.keyboard.type('第一台写的。')
        await saved(stet)

        const { app, match } = await startApp(['window', '--no-open', '--home', home], /(http:\/\/127\.0\.0\.1:\d+\/\S+)/, { LANG: language === 'en' ? 'en_GB.UTF-8' : 'zh_CN.UTF-8', LC_ALL: '' })
        second = app
        const context = await shared.newContext({ viewport: { width: 1280, height: 800 }, locale: language })
        const other: Stet = { ...stet, page: await context.newPage() }
        await other.page.goto(match[1] ?? '')
        await comeInAs(other, 'reporter')
        await goTo(other, 'settings')
        await other.page.getByLabel(words('place:folder.path')).fill(drive)
        await other.page.getByRole('button', { name: words('place:folder.move'), exact: true }).click()
        // Bringing stories into a library another has open is refused, by name; choosing it without them is not.
        await expect(other.page.getByRole('alert').filter({ hasText: /[“"]/ })).toBeVisible()
        await other.page.getByRole('checkbox', { name: words('place:folder.carry') }).uncheck()
        await other.page.getByRole('button', { name: words('place:folder.move'), exact: true }).click()
        await expect(folderShown(other.page)).toHaveText(drive)
        await goTo(other, 'library')
        const takeOver = other.page.getByRole('button', { name: words('place:elsewhere.takeOver') })
        await expect(takeOver).toBeVisible()
        await look(other.page, `${stet.language}-place-elsewhere`)

        // Only to read: the story is there, and there is nothing to type into.
        await other.page.getByRole('button', { name: words('place:elsewhere.read') }).click()
        await other.page.getByRole('link', { name: '两台电脑' }).first().click()
        await expect(other.page.getByText('第一台写的。').first()).toBeVisible()
        await expect(body(other)).toHaveCount(0)
        await look(other.page, `${stet.language}-place-reading`)

        await other.page.getByRole('button', { name: words('place:reading.takeOver') }).click()
        await expect(body(other)).toBeVisible()
        // The first goes on typing before it knows.
        await body(stet).click()
        await page.keyboard.press('Control+End')
        await page.keyboard.type('第一台又写了一句。')
        const copies = page.getByRole('link', { name: /两台电脑/ }).and(page.locator('[href^="#/story/"]'))
        await expect(page.getByText(words('place:lost.words'))).toBeVisible()
        await expect(copies.first()).toBeVisible()
        await look(page, `${stet.language}-place-lost`)
        await body(other).click()
        await other.page.keyboard.press('Control+End')
        await other.page.keyboard.type('第二台写的。')
        await saved(other)

        // The copy has the words of the first, and says what it is.
        await goTo(other, 'library')
        const copy = words('place:copyName.conflict', { name: '两台电脑' })
        await expect(other.page.getByText(copy)).toBeVisible({ timeout: 40_000 })
        await other.page.getByRole('row').filter({ hasText: copy }).locator('[data-row]').click()
        await expect(other.page.getByText(words('place:copyOf.conflict'))).toBeVisible()
        await expect(body(other)).toContainText('第一台写的。第一台又写了一句。')
        await look(other.page, `${stet.language}-place-copy`)
        await context.close()
      } finally {
        await second?.stop('SIGTERM')
        await rm(home, { recursive: true, force: true })
        await rm(drive, { recursive: true, force: true })
      }
    })

    test('the whole library goes into one archive and comes back from it', async ({ stet }) => {
      const folder = await mkdtemp(join(tmpdir(), 'stet-archive-'))
      try {
        const { page, words } = stet
        await comeInAs(stet, 'reporter')
        const rows = page.locator('[data-row]')
        await expect(rows.first()).toBeVisible()
        const before = await rows.count()
        await goTo(stet, 'settings')
        await page.getByLabel(words('place:archive.into')).fill(folder)
        await page.getByRole('button', { name: words('place:archive.export') }).click()
        await expect(page.getByRole('button', { name: words('place:archive.reveal') })).toBeVisible()
        const [name = ''] = await readdir(folder)
        expect(name).toMatch(/\.stet-library\.zip$/)
        await look(page, `${stet.language}-place-exported`)

        // Imported where everything is already: nothing changes. Then into a library of nothing: everything comes.
        const file = join(folder, name)
        const bringIn = async (archive: string, came: Locator): Promise<void> => {
          const chooser = page.waitForEvent('filechooser')
          await page.getByRole('button', { name: words('place:archive.import') }).click()
          await (await chooser).setFiles(archive)
          await expect(came).toBeVisible()
        }
        await bringIn(file, page.getByText(words('place:archive.imported', { stories: 0, copies: 0, skipped: before, photos: 0 })))

        const damaged = join(folder, 'damaged.zip')
        const bytes = await readFile(file)
        bytes[200] = (bytes[200] ?? 0) ^ 1
        await writeFile(damaged, bytes)
        await bringIn(damaged, page.getByText(words('place:archive.damaged')))
        await look(page, `${stet.language}-place-damaged`)
        await page.getByRole('button', { name: words('place:archive.giveUp') }).click()
        // The same file again is a choice too.
        await expect(page.getByText(words('place:archive.damaged'))).toBeHidden()
        await bringIn(damaged, page.getByText(words('place:archive.damaged')))
        await page.getByRole('button', { name: words('place:archive.giveUp') }).click()

        const empty = join(folder, 'empty')
        await mkdir(join(empty, 'stories'), { recursive: true })
        await page.getByRole('checkbox', { name: words('place:folder.carry') }).uncheck()
        await moveTo(stet, empty)
        // Whatever photos there are.
        const [came = '', rest = ''] = words('place:archive.imported', { stories: before, copies: 0, skipped: 0, photos: '#' }).split('#')
        await bringIn(file, page.getByRole('status').filter({ hasText: came }).filter({ hasText: rest }))
        await goTo(stet, 'library')
        await expect(stet.page.locator('[data-row]')).toHaveCount(before)
      } finally {
        await rm(folder, { recursive: true, force: true })
      }
    })

    test('a folder that is not there is named, and opens by itself when it is back', async ({ stet }) => {
      const drive = await mkdtemp(join(tmpdir(), 'stet-drive-'))
      try {
        await comeInAs(stet, 'reporter')
        await goTo(stet, 'settings')
        await moveTo(stet, drive)
        await stet.reopen('SIGTERM', () => rename(drive, `${drive}-unplugged`))
        await expect(stet.page.getByRole('heading', { name: stet.words('place:away.title') })).toBeVisible()
        await expect(stet.page.getByText(drive)).toBeVisible()
        await look(stet.page, `${stet.language}-place-away`)
        await rename(`${drive}-unplugged`, drive)
        await expect(stet.page.locator('[data-row]').first()).toBeVisible()
      } finally {
        await rm(drive, { recursive: true, force: true })
        await rm(`${drive}-unplugged`, { recursive: true, force: true })
      }
    })
  })
