import { expect } from '@playwright/test'

import { body, goTo, makeKey, PASSPHRASE, saved } from './people'
import type { Stet } from './stet'

/** The editor signs a piece off from the queue; `key` says whether one is made on the way. */
export const signOff = async (stet: Stet, headline: string, key: 'make' | 'ask'): Promise<void> => {
  const { page, words } = stet
  await goTo(stet, 'desk')
  await page.getByRole('link', { name: headline }).click()
  const bar = page.getByRole('region', { name: words('review:decide.label') })
  await bar.getByRole('button', { name: words('common:decision.signOff'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words('review:decide.signOff.title') })
  const sign = dialog.getByRole('button', { name: words('common:decision.signOff') })
  if (key === 'make') {
    await sign.click()
    await makeKey(stet)
  }
  await dialog.getByLabel(words('review:decide.passphrase')).fill(PASSPHRASE)
  await sign.click()
  await expect(dialog).toBeHidden()
}

/** The reporter writes on at the text's end and sends that as a correction, which says what it sets right. */
export const correct = async (stet: Stet, headline: string, { added, reason }: { added: string; reason: string }): Promise<void> => {
  const { page, words } = stet
  await goTo(stet, 'library')
  await page.getByRole('link', { name: headline }).click()
  await page.getByRole('button', { name: words('writing:correct.act'), exact: true }).click()
  await body(stet).click()
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText(added)
  await saved(stet)
  await page.getByRole('button', { name: words('writing:correct.act'), exact: true }).click()
  const dialog = page.getByRole('dialog', { name: words('writing:correct.title') })
  await dialog.getByLabel(words('writing:correct.reason')).fill(reason)
  await dialog.getByRole('button', { name: words('writing:correct.send') }).click()
  const unlock = page.getByRole('dialog', { name: words('common:key.unlock.title') })
  await unlock.getByLabel(words('common:key.passphrase'), { exact: true }).fill(PASSPHRASE)
  await unlock.getByRole('button', { name: words('common:key.unlock.act') }).click()
  await expect(dialog).toBeHidden()
}
