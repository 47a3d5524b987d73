import { expect, type Locator } from '@playwright/test'

import type { Stet } from './stet'

export const PASSPHRASE = '澜江 晨雾 青石 2026'

const role = (name: string, stet: Stet): string => stet.words(`common:role.${name}`)

/** Signs in as the sample newsroom's reporter, editor or admin, from the sign-in page or by switching person. */
export const comeInAs = async (stet: Stet, who: 'reporter' | 'editor' | 'admin'): Promise<void> => {
  const { page } = stet
  const door = page.getByRole('region', { name: stet.words('people:sample.title') })
  const rail = page.getByRole('navigation', { name: stet.words('common:nav.label') })
  await expect(door.or(rail)).toBeVisible()
  if (await rail.isVisible()) {
    await page.locator('button[aria-haspopup="menu"]').filter({ has: page.locator('b') }).click()
    const other = page.getByRole('menuitem').filter({ hasText: role(who, stet) })
    await other.click()
  } else await door.getByRole('button').filter({ hasText: role(who, stet) }).click()
  await expect(page.locator('button[aria-haspopup="menu"]').filter({ has: page.locator('b') })).toContainText(role(who, stet))
}

/** Goes to a station by the rail. */
export const goTo = async (stet: Stet, station: 'library' | 'desk' | 'published' | 'settings'): Promise<void> => {
  const link = stet.page.getByRole('navigation', { name: stet.words('common:nav.label') }).getByRole('link', { name: stet.words(`common:nav.${station}`) })
  await link.click()
  await expect(link).toHaveAttribute('aria-current', 'page')
}

/** Opens a new story from the library's menu, in the window's language. */
export const newStory = async (stet: Stet, template: 'news' | 'feature'): Promise<void> => {
  const { page, words, language } = stet
  await page.getByRole('button', { name: words('library:new') }).click()
  await page.getByRole('group', { name: words(`common:language.${language}`) }).getByRole('menuitem', { name: words(`common:template.${template}`), exact: true }).click()
  await expect(field(stet, 'headline')).toBeVisible()
}

/** A field of the page's head or the Details tab. */
export const field = (stet: Stet, name: string): Locator => stet.page.locator(`#story-field-${name}`)

/** The story's text. */
export const body = (stet: Stet): Locator => stet.page.getByRole('textbox', { name: stet.words('writing:body.label') })

/** Waits until the foot says that everything typed so far is durably saved. */
export const saved = async (stet: Stet): Promise<void> => {
  const said = stet.words('writing:save.saved', { time: '' }).trim()
  await expect(stet.page.locator('[data-saved]')).toContainText(said)
}

/** What a new story is filled with. */
export type Copy = { headline: string; byline: string; channel: string; source: string; paragraphs: readonly string[] }

/** Writes a piece of news from its headline to its source, and waits until it is saved. */
export const writeNews = async (stet: Stet, copy: Copy): Promise<void> => {
  const { page, words } = stet
  await newStory(stet, 'news')
  for (const name of ['headline', 'byline'] as const) await field(stet, name).fill(copy[name])
  await body(stet).click()
  await page.keyboard.press('Control+a')
  for (const [at, text] of copy.paragraphs.entries()) {
    if (at > 0) await page.keyboard.press('Enter')
    await page.keyboard.insertText(text)
  }
  // In a narrow window it is shut.
  const inspector = page.getByRole('button', { name: words('writing:inspector.label') })
  if ((await inspector.getAttribute('aria-pressed')) === 'false') await inspector.click()
  for (const name of ['channel', 'source'] as const) await field(stet, name).fill(copy[name])
  await saved(stet)
}

/** Makes the key when it is asked for, with the passphrase twice. */
export const makeKey = async (stet: Stet): Promise<void> => {
  const { page, words } = stet
  const dialog = page.getByRole('dialog', { name: words('common:key.create.title') })
  await dialog.getByLabel(words('common:key.passphrase'), { exact: true }).fill(PASSPHRASE)
  await dialog.getByLabel(words('common:key.create.again'), { exact: true }).fill(PASSPHRASE)
  await dialog.getByRole('button', { name: words('common:key.create.act') }).click()
  await expect(dialog).toBeHidden()
}
