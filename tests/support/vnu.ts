import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import vnu from 'vnu-jar'
import { z } from 'zod'

const said = z.object({ messages: z.array(z.object({ type: z.string(), url: z.string().optional(), message: z.string(), extract: z.string().optional() })) })

/** The errors the Nu Html Checker finds in these pages, each with the page's name. Needs java. */
export const htmlFaults = (pages: Readonly<Record<string, string>>): string[] => {
  const folder = mkdtempSync(join(tmpdir(), 'stet-vnu-'))
  try {
    for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), page)
    const run = spawnSync('java', ['-Xss1m', '-jar', vnu.toString(), '--format', 'json', '--exit-zero-always', ...Object.keys(pages).map((name) => join(folder, `${name}.html`))], { encoding: 'utf8', maxBuffer: 64_000_000 })
    if (run.status !== 0) throw new Error(`The checker did not run: ${run.stderr.slice(0, 2000)}`)
    return said
      .parse(JSON.parse(run.stderr))
      .messages.filter(({ type }) => type !== 'info')
      .map(({ type, url = '', message, extract = '' }) => `${/([^/]+)\.html$/.exec(url)?.[1] ?? ''} ${type}: ${message} (${extract})`)
      .sort()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
