import { readFile, rm } from 'node:fs/promises'

import { longStory } from './copy'
import { report, type Row } from './measure'
import { openBrowser, signIn, startWindow } from './window'

/** An hour of a reporter's work without its pauses: typing, taking back, formatting, new blocks, looking things up, going from story to story. */
const ROUNDS = 30
const TEXT = '码头上的服务站今天又添了两处, 工人们说歇脚喝水都方便了许多. '

const app = await startWindow()
const bridge = await signIn(app.address)
const ids: string[] = []
for (let count = 0; count < 3; count += 1) {
  const draft = await bridge.ask('library.create', { template: 'feature', language: 'zh-CN' })
  await bridge.ask('library.save', { story: longStory(6000, draft.story.id), generation: draft.generation })
  ids.push(draft.story.id)
}
await app.stop()
const again = await startWindow(app.home)
const browser = await openBrowser()
const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
await page.goto(again.address)
const cdp = await page.context().newCDPSession(page)
await cdp.send('Performance.enable')

const open = async (round: number): Promise<void> => {
  await page.evaluate((hash) => void (window.location.hash = hash), `#/story/${ids[round % ids.length] ?? ''}`)
  await page.waitForSelector('.ProseMirror > p')
  await page.waitForTimeout(400)
}
const windowSize = async (): Promise<{ heap: number; nodes: number }> => {
  for (let times = 0; times < 3; times += 1) await cdp.send('HeapProfiler.collectGarbage')
  const { metrics } = await cdp.send('Performance.getMetrics')
  const valueOf = (name: string): number => metrics.find((metric) => metric.name === name)?.value ?? 0
  return { heap: valueOf('JSHeapUsedSize') / 2 ** 20, nodes: valueOf('Nodes') }
}
const host = async (): Promise<number> => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${String(again.pid)}/status`, 'utf8'))?.[1] ?? 0) / 1024

const work = async (round: number): Promise<void> => {
  await open(round)
  await page.locator('.ProseMirror > p').nth(3 + (round % 5)).click()
  await page.keyboard.press('End')
  for (let line = 0; line < 6; line += 1) await page.keyboard.type(TEXT)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Alt+1')
  await page.keyboard.type('又一节')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+b')
  await page.keyboard.type(TEXT)
  for (let times = 0; times < 12; times += 1) await page.keyboard.press('Control+z')
  for (let times = 0; times < 4; times += 1) await page.keyboard.press('Control+Shift+z')
  await page.keyboard.press('Control+f')
  await page.keyboard.type('服务')
  await page.keyboard.press('Escape')
  await page.evaluate(() => void (window.location.hash = '#/library'))
  await page.waitForTimeout(500)
}
// The first rounds fill caches that stay filled: what counts is what goes on growing.
for (let round = 0; round < 4; round += 1) await work(round)
const before = { ...(await windowSize()), host: await host() }
for (let round = 4; round < ROUNDS + 4; round += 1) await work(round)
const after = { ...(await windowSize()), host: await host() }
await browser.close()
await again.stop()
await rm(app.home, { recursive: true })

const row = (what: string, end: number, start: number, unit: string, note: string): Row => ({ what, ms: end, baseline: 'after the first four rounds', baselineMs: start, ratio: end / start, aim: 1.5, note, unit })
report([
  row("an hour's editing: the window's heap", after.heap, before.heap, 'MB', `${String(ROUNDS)} rounds of typing, undo, find, blocks, leaving and opening; garbage collected`),
  row("an hour's editing: the window's DOM nodes", after.nodes, before.nodes, 'nodes', 'the library on the screen both times'),
  row("an hour's editing: the host's resident memory", after.host, before.host, 'MB', 'not collected by hand'),
])
