import AxeBuilder from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

const pictures = join(import.meta.dirname, '../../../.cache/screens')
mkdirSync(pictures, { recursive: true })

/** Frames in a row in which nothing may move: what opens begins to move a frame or two after it is there. */
const STILL = 4

/** Waits until every fade and slide has ended, however slow the machine; what turns for ever is let turn. */
const untilStill = (page: Page): Promise<void> =>
  page.evaluate(async (frames) => {
    const moves = (): boolean => document.getAnimations().some((one) => one.playState === 'running' && one.effect?.getComputedTiming().iterations !== Infinity)
    for (let still = 0; still < frames; still = moves() ? 0 : still + 1) await new Promise(requestAnimationFrame)
  }, STILL)

const faultsIn = async (page: Page): Promise<string[]> => {
  // The nonce'd styles and the axe script are injected by the test, outside the window's own policy.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** No accessibility fault in what is shown. What began to fade while it was judged (a word that goes by itself) is judged once more when it stands still or is gone. */
export const faultless = async (page: Page): Promise<void> => {
  if ((await faultsIn(page)).length === 0) return
  await untilStill(page)
  expect(await faultsIn(page)).toEqual([])
}

/** Looks at a screen once it stands still, since contrast is judged on that: a picture under .cache/screens, no accessibility fault, nothing wider than the window. */
export const look = async (page: Page, name: string, { whole = false }: { whole?: boolean } = {}): Promise<void> => {
  await untilStill(page)
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: whole })
  await faultless(page)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
}
