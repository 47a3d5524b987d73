import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'vite'

import type { BodyJson } from '../../src-shared/story/story'
import { longStory } from './copy'
import { quantile, report } from './measure'
import { openBrowser, signIn, startWindow, typeAndTime } from './window'

const bundled = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib: { entry: resolve('tests/bench/bare-editor.ts'), formats: ['iife'], name: 'bare' } } })
const script = (Array.isArray(bundled) ? bundled[0] : bundled) as { output: { type: string; code?: string }[] }
const code = script.output.find(({ type }) => type === 'chunk')?.code ?? ''

const app = await startWindow()
const browser = await openBrowser()
const bridge = await signIn(app.address)
const draft = await bridge.ask('library.create', { template: 'feature', language: 'zh-CN' })
const story = { ...longStory(100_000), id: draft.story.id }
await bridge.ask('library.save', { story, generation: draft.generation })
await app.stop()

// The address is used up; the same home gives another.
const again = await startWindow(app.home)
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.goto(again.address)
await page.evaluate((id) => void (window.location.hash = `#/story/${id}`), story.id)
await page.waitForSelector('.ProseMirror')
await page.waitForTimeout(1500)

const keys = 150
const runs = { stet: { work: [] as number[], frame: [] as number[] }, bare: { work: [] as number[], frame: [] as number[] } }
const keep = (name: 'stet' | 'bare', taken: { work: number[]; frame: number[] }): void => {
  runs[name].work.push(...taken.work)
  runs[name].frame.push(...taken.frame)
}
// In turn, in the same page: Stet's editor, then a bare one laid over it, then Stet's again.
for (let turn = 0; turn < 3; turn += 1) {
  await page.evaluate(() => document.querySelector('#bare')?.remove())
  const middle = page.locator('.ProseMirror > p').nth(250)
  await middle.scrollIntoViewIfNeeded()
  await middle.click()
  keep('stet', await typeAndTime(page, '.ProseMirror', keys))
  await page.waitForTimeout(1500)
  await page.evaluate(code)
  await page.evaluate((doc: BodyJson) => {
    const place = document.createElement('div')
    place.id = 'bare'
    Object.assign(place.style, { position: 'fixed', inset: '0', overflow: 'auto', background: 'white', zIndex: '9999' })
    document.body.append(place)
    window.bareEditor?.(place, doc)
  }, story.body)
  const bare = page.locator('#bare .ProseMirror > p').nth(250)
  await bare.scrollIntoViewIfNeeded()
  await bare.click()
  keep('bare', await typeAndTime(page, '#bare .ProseMirror', keys))
}
const row = (what: string, kind: 'work' | 'frame', note: string) => {
  const [a, b] = [quantile(runs.stet[kind], 0.95), quantile(runs.bare[kind], 0.95)]
  return { what, ms: a, baseline: 'bare ProseMirror in the same page, p95', baselineMs: b, ratio: a / b, aim: 1.3, note: `${note}; medians ${quantile(runs.stet[kind], 0.5).toFixed(1)} and ${quantile(runs.bare[kind], 0.5).toFixed(1)} ms; ${String(runs.stet[kind].length)} keys each` }
}
report([
  row('a key in a 100,000-character story, on the screen, p95', 'frame', 'keydown to painted frame'),
  row('the same, main thread free again, p95', 'work', 'keydown to the next task'),
])
await browser.close()
await again.stop()
await rm(app.home, { recursive: true })
