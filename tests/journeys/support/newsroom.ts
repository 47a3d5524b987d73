import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Browser } from '@playwright/test'

import { deskClient, type DeskClient } from '../../../src-shared/desk-api/client'
import { valueOf } from '../../../src-shared/outcome'
import type { Grant, Role } from '../../../src-shared/review/people'
import type { Policy } from '../../../src-shared/review/policy'
import { startApp, type AppProcess } from '../../support/app-process'
import { inBrowser, type Options, type Stet } from './stet'
import { wordsOf } from './words'

const LISTENING = /(http:\/\/127\.0\.0\.1:(\d+))/

/** Somebody of a newsroom in a journey. */
export type Somebody = { name: string; login: string; role: Role; grants?: Grant[] }

/** One person at their own workstation, joined to the desk. */
export type Station = Stet & { login: string; end: () => Promise<void> }

/** A desk on its own, in a process of its own, with people who have their own workstations. */
export type JourneyNewsroom = {
  address: string
  /** Where the desk's site stands on the disk. */
  site: string
  /** The administrator, by HTTP as any program could. */
  admin: DeskClient
  station: (login: string) => Promise<Station>
  /** Signs somebody in anew where the desk no longer knows their workstation. */
  signInAgain: (station: Station) => Promise<void>
  stopDesk: (signal?: NodeJS.Signals) => Promise<void>
  startDesk: () => Promise<void>
  close: () => Promise<void>
}

const passwordOf = (login: string): string => `${login} 澜江 2026`

const siteIn = (language: Options['language']) => ({ id: 'site', name: language === 'en' ? 'Lanjiang Online' : '澜江网', tagline: '', language, baseUrl: 'http://localhost/', organiser: '', address: '', telephone: '', email: '', licences: [], copyright: '' })

/** Starts the desk under a policy, adds the people, and opens a workstation for whoever is asked for. */
export const openNewsroom = async (browser: Browser, given: { policy: Policy; people: readonly Somebody[]; options: Options; databaseUrl?: string; live?: boolean }): Promise<JourneyNewsroom> => {
  const home = await mkdtemp(join(tmpdir(), 'stet-newsroom-'))
  const language = given.options.language
  await mkdir(join(home, 'desk'), { recursive: true })
  await writeFile(join(home, 'desk', 'newsroom.json'), JSON.stringify({ name: language === 'en' ? 'Lanjiang Daily' : '澜江日报', policy: given.policy, site: siteIn(language) }))
  const env: Record<string, string> = { ...(given.databaseUrl === undefined ? {} : { DATABASE_URL: given.databaseUrl }), STET_LIVE: given.live ? '1' : '0' }
  let desk: AppProcess
  let port = '0'
  let address = ''
  const startDesk = async (): Promise<void> => {
    const started = await startApp(['desk', 'serve', '--port', port, '--home', home], LISTENING, env)
    desk = started.app
    ;[, address = '', port = ''] = started.match
  }
  await startDesk()
  let token: string | null = null
  const admin = deskClient({ base: address, fetch: (request) => fetch(request), token: () => token })
  const password = (await readFile(join(home, 'desk', 'first-password'), 'utf8')).trim()
  token = valueOf(await admin.call('signIn', { body: { login: 'admin', password } })).token
  for (const person of given.people) valueOf(await admin.call('addPerson', { body: { ...person, password: passwordOf(person.login) } }))

  const open: Station[] = []
  const station = async (login: string): Promise<Station> => {
    const own = await mkdtemp(join(tmpdir(), `stet-${login}-`))
    const words = await wordsOf(language)
    let running = await inBrowser(browser, own, given.options)
    const made: Station = {
      login, page: running.page, home: own, words, language,
      output: () => running.output(),
      reopen: async (signal, between) => {
        await running.end(signal)
        await between?.()
        running = await inBrowser(browser, own, given.options)
        made.page = running.page
      },
      end: async () => {
        await running.end('SIGTERM')
        await rm(own, { recursive: true, force: true })
      },
    }
    open.push(made)
    const { page } = made
    await page.getByRole('button', { name: words('people:otherDesk') }).click()
    await page.getByLabel(words('settings:desk.address')).fill(address)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('region', { name: words('people:sample.title') })).toBeHidden()
    await page.getByLabel(words('people:login'), { exact: true }).fill(login)
    await page.getByLabel(words('people:password'), { exact: true }).fill(passwordOf(login))
    await page.getByRole('button', { name: words('people:signIn') }).click()
    await expect(page.getByText(words('common:connection.online'))).toBeVisible()
    return made
  }
  return {
    address, admin, station, startDesk,
    signInAgain: async ({ page, words, login }) => {
      await page.locator('button[aria-haspopup="menu"]').filter({ has: page.locator('b') }).click()
      await page.getByRole('menuitem', { name: words('common:person.signIn') }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(words('people:login'), { exact: true }).fill(login)
      await dialog.getByLabel(words('people:password'), { exact: true }).fill(passwordOf(login))
      await dialog.getByRole('button', { name: words('people:signIn'), exact: true }).click()
      await expect(page.getByText(words('common:connection.online'))).toBeVisible({ timeout: 20_000 })
    },
    site: join(home, 'site'),
    stopDesk: async (signal) => {
      await desk.stop(signal)
    },
    close: async () => {
      for (const one of open) await one.end()
      await desk.stop()
      await rm(home, { recursive: true, force: true })
    },
  }
}
