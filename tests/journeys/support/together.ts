import { expect, type Locator } from '@playwright/test'

import type { Station } from './newsroom'
import { body, goTo } from './people'

/** A paragraph of the open text. */
export const paragraph = (station: Station, at: number): Locator => body(station).locator('p').nth(at)

/** Puts the caret at the end of a paragraph and types there. */
export const typeAt = async (station: Station, at: number, words: string): Promise<void> => {
  await paragraph(station, at).click()
  await station.page.keyboard.press('End')
  await station.page.keyboard.insertText(words)
  await expect(paragraph(station, at)).toContainText(words.trim())
}

/** Opens a piece from the queue, wherever it waits. */
export const openPiece = async (station: Station, headline: string): Promise<void> => {
  const { page, words } = station
  await goTo(station, 'desk')
  const shown = page.getByRole('radiogroup', { name: words('review:shown.label') })
  await shown.locator('label').nth(1).click()
  await page.getByRole('link', { name: headline }).click()
  await expect(page.getByRole('region', { name: words('review:decide.label') })).toBeVisible({ timeout: 20_000 })
}

/** Opens the piece's working copy. */
export const edit = async (station: Station): Promise<void> => {
  const { page, words } = station
  await page.getByRole('radiogroup', { name: words('review:view.label') }).locator('label').last().click()
  await expect(body(station)).toBeVisible({ timeout: 20_000 })
}

/** How the window stands to the others in the piece. */
export const phase = (station: Station, name: 'live' | 'away' | 'opening'): Locator => station.page.locator(`[data-live="${name}"]`)
/** Live, and all that was typed is stored at the desk. */
export const stored = (station: Station): Promise<void> => expect(station.page.locator('[data-live="live"][data-stored]')).toBeVisible({ timeout: 30_000 })
