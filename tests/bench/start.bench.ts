import { rm } from 'node:fs/promises'

import { median, quantile, report } from './measure'
import { openBrowser, signIn, startWindow } from './window'

// A home that has been used: the person is remembered, the library has stories.
const first = await startWindow()
const { home } = first
const bridge = await signIn(first.address)
const [story] = await bridge.ask('library.list', null)
await first.stop()

const browser = await openBrowser()
const stet: number[] = []
const bare: number[] = []
for (let turn = 0; turn < 9; turn += 1) {
  const began = performance.now()
  const app = await startWindow(home)
  const page = await browser.newPage()
  await page.goto(app.address)
  await page.evaluate((id) => void (window.location.hash = `#/story/${String(id)}`), story?.id)
  const text = page.locator('.ProseMirror > p').first()
  await text.click()
  await page.keyboard.type('a')
  await page.locator('.ProseMirror:focus').waitFor()
  if (turn > 0) stet.push(performance.now() - began)
  await page.close()
  await app.stop()

  const blank = performance.now()
  const plain = await browser.newPage()
  await plain.setContent('<textarea></textarea>')
  await plain.locator('textarea').click()
  await plain.keyboard.type('a')
  if (turn > 0) bare.push(performance.now() - blank)
  await plain.close()
}
report([{ what: 'start to first keystroke in a story', ms: median(stet), baseline: 'a blank page with a text area', baselineMs: median(bare), ratio: median(stet) / median(bare), aim: null, note: `from launching the process, browser already running; p95 ${quantile(stet, 0.95).toFixed(0)} ms` }])
await browser.close()
await rm(home, { recursive: true, force: true })
