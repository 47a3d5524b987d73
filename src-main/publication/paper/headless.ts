import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

import { failed, ok } from '../../../src-shared/outcome'
import { findBrowser } from './find-browser'
import type { PrintPdf } from './print'

/** How long a browser may take over one page, in milliseconds: hundreds of photos on a slow machine. */
const PATIENCE = 180_000

const switchesOf = (profile: string, out: string): string[] => [
  '--headless',
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  // What is printed stands on this machine whole.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--no-pdf-header-footer',
  '--export-tagged-pdf',
  '--generate-pdf-document-outline',
  `--print-to-pdf=${out}`,
  // Chromium has no sandbox for the superuser (a container, a server). The page is one of ours: no script, no frame, nothing from elsewhere.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
]

/**
 * Prints with a browser of this machine, without a window and with a profile of its own that is gone afterwards: nobody's open browser is touched. Refuses
 * `print-no-browser`, `print-failed` {reason}.
 */
export const headlessPrint = (find: () => string | null = findBrowser): PrintPdf => async (file) => {
  const browser = find()
  if (browser === null) return failed('print-no-browser', 'There is no browser of the Chromium family on this machine to print with.')
  const folder = await mkdtemp(join(tmpdir(), 'stet-print-'))
  const out = join(folder, 'out.pdf')
  try {
    await promisify(execFile)(browser, [...switchesOf(join(folder, 'profile'), out), pathToFileURL(file).href], { timeout: PATIENCE, killSignal: 'SIGKILL', windowsHide: true, maxBuffer: 8_000_000 })
    return ok(new Uint8Array(await readFile(out)))
  } catch (error) {
    return failed('print-failed', 'The browser did not print the page.', { reason: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) })
  } finally {
    // A browser may still be putting its profile away.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }).catch(() => undefined)
  }
}
