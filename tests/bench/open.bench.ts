import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { plainVault } from '../../src-main/durable/vault'
import { openLibrary } from '../../src-main/library/library'
import { valueOf } from '../../src-shared/outcome'
import { longStory } from './copy'
import { inTurn, median, quantile, report } from './measure'
import { openBrowser, signIn, startWindow } from './window'

const now = (): string => new Date().toISOString()

/** Fills a library folder up to `count` short stories and closes it. */
const fill = async (folder: string, count: number): Promise<void> => {
  const library = valueOf(await openLibrary({ folder, vault: plainVault, now }))
  for (let made = library.list().length; made < count; made += 50)
    await Promise.all(Array.from({ length: Math.min(50, count - made) }, async () => valueOf(await library.create(longStory(600)))))
  await library.close()
}

const open = async (folder: string, list: boolean): Promise<void> => {
  const library = valueOf(await openLibrary({ folder, vault: plainVault, now }))
  if (list && library.list().length === 0) throw new Error('The library is empty.')
  await library.close()
}

const [few, many] = [await mkdtemp(join(tmpdir(), 'stet-bench-')), await mkdtemp(join(tmpdir(), 'stet-bench-'))]
await fill(few, 10)
await fill(many, 10_000)
const opening = await inTurn(25, () => open(many, false), () => open(few, false))
const listing = await inTurn(25, () => open(many, true), () => open(few, true))

/** A used home whose reporter has `count` stories. */
const usedHome = async (count: number): Promise<string> => {
  const home = await mkdtemp(join(tmpdir(), 'stet-bench-'))
  const app = await startWindow(home)
  await signIn(app.address)
  await app.stop()
  const [person] = await readdir(join(home, 'people'))
  await fill(join(home, 'people', person ?? '', 'library'), count)
  return home
}

const [smallHome, largeHome] = [await usedHome(10), await usedHome(10_000)]
const browser = await openBrowser()
const seen = async (home: string): Promise<void> => {
  const app = await startWindow(home)
  const page = await browser.newPage()
  await page.goto(app.address)
  await page.locator('[data-row]').first().waitFor()
  await page.close()
  await app.stop()
}
const showing = await inTurn(7, () => seen(largeHome), () => seen(smallHome))
await browser.close()

const row = (what: string, taken: { a: number[]; b: number[] }, aim: number | null, note: string) => ({
  what, ms: median(taken.a), baseline: 'with 10 stories', baselineMs: median(taken.b), ratio: median(taken.a) / median(taken.b), aim, note: `${note}; p95 ${quantile(taken.a, 0.95).toFixed(1)} ms`,
})
report([
  row('launch to the library on the screen, 10,000 stories', showing, 2, 'process, window, list'),
  row('open the library, 10,000 stories', opening, 2, 'ready to open and save any story'),
  row('open it and list every row, 10,000 stories', listing, null, 'every row of the index parsed'),
])
for (const folder of [few, many, smallHome, largeHome]) await rm(folder, { recursive: true })
