import { _electron, chromium, test as base, type Browser, type Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { findElectron } from '../../../src-main/launch/electron.mjs'
import type { Language } from '../../../src-shared/story/story'
import { startApp } from '../../support/app-process'
import { wordsOf, type Words } from './words'

const root = join(import.meta.dirname, '../../..')
// Under a locale that is not UTF-8 Chromium drops each chosen file whose name is not ASCII, and tells the page the person cancelled.
const READS_NAMES = { LC_ALL: 'C.UTF-8' }
const BROWSER_FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-quic', '--disable-gpu']

/** The app with one window open, in Electron where its binary is, else in the browser. */
export type Stet = {
  page: Page
  home: string
  words: Words
  language: Language
  /** Ends the app as asked (SIGKILL: no goodbye) and opens it again on the same home; `between` is done while it is away. */
  reopen: (signal: NodeJS.Signals, between?: () => Promise<unknown>) => Promise<void>
  /** What the app printed so far. */
  output: () => string
}

export type Options = { language: Language; theme: 'light' | 'dark'; size: { width: number; height: number } }

const electron = findElectron(root)

/** Starts the app on a home and opens its window in a browser context of its own. */
export const inBrowser = async (browser: Browser, home: string, options: Options): Promise<{ page: Page; end: (signal: NodeJS.Signals) => Promise<void>; output: () => string }> => {
  const { app, match } = await startApp(['window', '--no-open', '--home', home], /(http:\/\/127\.0\.0\.1:\d+\/\S+)/, { LANG: options.language === 'en' ? 'en_GB.UTF-8' : 'zh_CN.UTF-8', LC_ALL: '' })
  const context = await browser.newContext({ viewport: options.size, colorScheme: options.theme, locale: options.language, permissions: [] })
  // What is never there to be pressed fails by its name, not with the whole journey.
  context.setDefaultTimeout(20_000)
  const page = await context.newPage()
  // STET_SLOW=6 makes the page's processor that many times slower, as a busy machine is: what only quickness hides comes out.
  if (process.env['STET_SLOW']) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: Number(process.env['STET_SLOW']) })
  await page.goto(match[1] ?? '')
  return {
    page,
    output: app.output,
    end: async (signal) => {
      await app.stop(signal)
      await context.close()
    },
  }
}

const inElectron = async (home: string, options: Options): Promise<{ page: Page; end: (signal: NodeJS.Signals) => Promise<void>; output: () => string }> => {
  const app = await _electron.launch({ executablePath: electron.path ?? '', args: [root, `--lang=${options.language}`], env: { ...process.env, STET_HOME: home, ...READS_NAMES, LANGUAGE: options.language === 'en' ? 'en_GB' : 'zh_CN' }, colorScheme: options.theme })
  const page = await app.firstWindow()
  await page.setViewportSize(options.size)
  return {
    page,
    output: () => '',
    end: async (signal) => {
      if (signal === 'SIGKILL') app.process().kill('SIGKILL')
      else await app.close()
    },
  }
}

type Fixtures = { options: Options; stet: Stet; faults: string[] }

/** Playwright's test with the app open. Set `options` by test.use. Every page error, console error and CSP refusal fails the journey. */
export const test = base.extend<Fixtures, { shared: Browser }>({
  options: [{ language: 'zh-CN', theme: 'light', size: { width: 1280, height: 800 } }, { option: true }],
  faults: async ({}, use) => {
    const faults: string[] = []
    await use(faults)
    if (faults.length > 0) throw new Error(`The window reported faults:\n${faults.join('\n')}`)
  },
  shared: [
    async ({}, use) => {
      const browser = await chromium.launch({ executablePath: process.env['STET_BROWSER'] ?? '/usr/bin/chromium', args: BROWSER_FLAGS, env: { ...process.env, ...READS_NAMES } })
      await use(browser)
      await browser.close()
    },
    { scope: 'worker' },
  ],
  stet: async ({ options, shared, faults }, use) => {
    const home = await mkdtemp(join(tmpdir(), 'stet-journey-'))
    const words = await wordsOf(options.language)
    const open = () => (electron.path ? inElectron(home, options) : inBrowser(shared, home, options))
    const watch = (page: Page): void => {
      page.on('pageerror', (error) => faults.push(String(error)))
      page.on('console', (message) => {
        // A stopped host is what some journeys are about; the browser words it as a failed resource. Pasted markup is parsed in a
        // document of its own, where the policy names each handler it will not compile.
        if (message.type() === 'error' && !/Failed to load resource|ERR_CONNECTION|ERR_INCOMPLETE_CHUNKED|Executing inline event handler violates/.test(message.text())) faults.push(message.text())
      })
    }
    let running = await open()
    watch(running.page)
    const stet: Stet = {
      page: running.page,
      home,
      words,
      language: options.language,
      output: () => running.output(),
      reopen: async (signal, between) => {
        await running.end(signal)
        await between?.()
        running = await open()
        watch(running.page)
        stet.page = running.page
      },
    }
    await use(stet)
    await running.end('SIGTERM')
    await rm(home, { recursive: true, force: true })
  },
})

export { expect } from '@playwright/test'
