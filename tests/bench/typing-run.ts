import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { build } from 'vite'

import { noNotes, type Notes } from '../../src-shared/story/notes'
import type { BodyJson, Story } from '../../src-shared/story/story'
import type { BridgeClient } from '../../src-main/cli/demo/bridge-client'
import { quantile, type Row } from './measure'
import { openBrowser, signIn, startWindow, typeAndTime } from './window'

/** What is typed into: a story as made for the bench, with its notes, and the paragraph (0-based) in which to type. */
export type TypingCase = { what: string; make: (bridge: BridgeClient, id: string) => Promise<{ story: Story; notes?: Notes }>; paragraph: number }

const bareEditor = async (): Promise<string> => {
  const bundled = await build({ configFile: false, logLevel: 'error', build: { write: false, minify: false, lib: { entry: resolve('tests/bench/bare-editor.ts'), formats: ['iife'], name: 'bare' } } })
  const script = (Array.isArray(bundled) ? bundled[0] : bundled) as { output: { type: string; code?: string }[] }
  return script.output.find(({ type }) => type === 'chunk')?.code ?? ''
}

const KEYS = 150

/** Types in turn into Stet's editor and into a bare one laid over it, in the same page, and answers one line for the frame and one for the main thread. */
export const typingRows = async ({ what, make, paragraph }: TypingCase): Promise<Row[]> => {
  const code = await bareEditor()
  const app = await startWindow()
  const browser = await openBrowser()
  const bridge = await signIn(app.address)
  const draft = await bridge.ask('library.create', { template: 'feature', language: 'zh-CN' })
  const { story, notes = noNotes } = await make(bridge, draft.story.id)
  await bridge.ask('library.save', { story, notes, generation: draft.generation })
  await app.stop()

  // The address is used up; the same home gives another.
  const again = await startWindow(app.home)
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(again.address)
  await page.evaluate((id) => void (window.location.hash = `#/story/${id}`), story.id)
  await page.waitForSelector('.ProseMirror')
  await page.waitForTimeout(1500)

  const runs = { stet: { work: [] as number[], frame: [] as number[] }, bare: { work: [] as number[], frame: [] as number[] } }
  const keep = (name: 'stet' | 'bare', taken: { work: number[]; frame: number[] }): void => {
    runs[name].work.push(...taken.work)
    runs[name].frame.push(...taken.frame)
  }
  for (let turn = 0; turn < 3; turn += 1) {
    await page.evaluate(() => document.querySelector('#bare')?.remove())
    const middle = page.locator('.ProseMirror > p').nth(paragraph)
    await middle.scrollIntoViewIfNeeded()
    await middle.click()
    keep('stet', await typeAndTime(page, '.ProseMirror', KEYS))
    await page.waitForTimeout(1500)
    await page.evaluate(code)
    await page.evaluate((doc: BodyJson) => {
      const place = document.createElement('div')
      place.id = 'bare'
      Object.assign(place.style, { position: 'fixed', inset: '0', overflow: 'auto', background: 'white', zIndex: '9999' })
      document.body.append(place)
      window.bareEditor?.(place, doc)
    }, story.body)
    const bare = page.locator('#bare .ProseMirror > p').nth(paragraph)
    await bare.scrollIntoViewIfNeeded()
    await bare.click()
    keep('bare', await typeAndTime(page, '#bare .ProseMirror', KEYS))
  }
  await browser.close()
  await again.stop()
  await rm(app.home, { recursive: true })
  const row = (name: string, kind: 'work' | 'frame', note: string): Row => {
    const [a, b] = [quantile(runs.stet[kind], 0.95), quantile(runs.bare[kind], 0.95)]
    return { what: name, ms: a, baseline: 'bare ProseMirror in the same page, p95', baselineMs: b, ratio: a / b, aim: 1.3, note: `${note}; medians ${quantile(runs.stet[kind], 0.5).toFixed(1)} and ${quantile(runs.bare[kind], 0.5).toFixed(1)} ms; ${String(runs.stet[kind].length)} keys each` }
  }
  return [row(`${what}, on the screen, p95`, 'frame', 'keydown to painted frame'), row('the same, main thread free again, p95', 'work', 'keydown to the next task')]
}
