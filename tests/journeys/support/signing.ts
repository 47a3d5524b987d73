import { expect } from '@playwright/test'

import { body, goTo, makeKey, PASSPHRASE, saved } from './people'
import type { Stet } from './stet'

/** Whether a key is made on the way, its passphrase is asked for, or it is open already. */
type Key = 'make' | 'ask' | 'open'

/** Waits until the room says that the desk has the piece: until then it stands in the outbox of whoever is here, and goes no further once they leave. */
export const atDesk = async ({ page, words }: Pick<Stet, 'page' | 'words'>): Promise<void> => {
  const [, said = ''] = words('writing:where.who', { stage: '|' }).split('|')
  await expect(page.getByText(said.trim()).first()).toBeVisible({ timeout: 20_000 })
}

/** Sends the open draft to the desk, and waits until it is there. */
export const submit = async (stet: Stet, key: Exclude<Key, 'ask'> = 'make'): Promise<void> => {
  const { page, words } = stet
  await page.getByRole('button', { name: words('writing:submit.open') }).click()
  const sending = page.getByRole('dialog', { name: words('writing:submit.title') })
  await sending.getByRole('button', { name: words('writing:submit.send') }).click()
  if (key === 'make') await makeKey(stet)
  await expect(sending).toBeHidden()
  await atDesk(stet)
}

/** What a decision's dialog is filled with. */
type Fill = { reason?: string; issue?: string; close?: string; key?: Key }

/** Presses a decision of the open piece, fills its dialog and gives it; `button` is what it is called where that is not the decision. */
export const decide = async (stet: Stet, act: 'return' | 'pass' | 'signOff' | 'hold' | 'release' | 'proof', { reason, issue, close, key = 'open' }: Fill = {}, button?: string): Promise<void> => {
  const { page, words } = stet
  const name = button ?? words(`common:decision.${act}`)
  await page.getByRole('region', { name: words('review:decide.label') }).getByRole('button', { name, exact: true }).click()
  const dialog = page.getByRole('dialog').first()
  if (reason !== undefined) await dialog.getByLabel(words(`review:decide.${act}.reason`)).fill(reason)
  if (issue !== undefined) {
    await dialog.getByRole('button', { name: words('review:raise.add') }).click()
    await dialog.getByRole('textbox', { name: words('review:raise.issue', { number: 1 }) }).fill(issue)
  }
  if (close !== undefined) await dialog.getByRole('checkbox', { name: close }).check()
  if (key === 'ask') await dialog.getByLabel(words('review:decide.passphrase')).fill(PASSPHRASE)
  await dialog.getByRole('button', { name, exact: true }).click()
  if (key === 'make') await makeKey(stet)
  // A sign-off asks for the passphrase of a key that was only just made once more.
  if (key === 'make' && act === 'signOff') {
    await dialog.getByLabel(words('review:decide.passphrase')).fill(PASSPHRASE)
    await dialog.getByRole('button', { name, exact: true }).click()
  }
  await expect(dialog).toBeHidden()
}

/** The editor signs a piece off from the queue. */
export const signOff = async (stet: Stet, headline: string, key: 'make' | 'ask'): Promise<void> => {
  await goTo(stet, 'desk')
  await stet.page.getByRole('link', { name: headline }).click()
  await decide(stet, 'signOff', { key })
}

/** The reporter writes on at the text's end and sends that as a correction, which says what it sets right. */
export const correct = async (stet: Stet, headline: string, { added, reason, key = 'ask' }: { added: string; reason: string; key?: Exclude<Key, 'make'> }): Promise<void> => {
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
  if (key === 'ask') {
    const unlock = page.getByRole('dialog', { name: words('common:key.unlock.title') })
    await unlock.getByLabel(words('common:key.passphrase'), { exact: true }).fill(PASSPHRASE)
    await unlock.getByRole('button', { name: words('common:key.unlock.act') }).click()
  }
  await expect(dialog).toBeHidden()
}
