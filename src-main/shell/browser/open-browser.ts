import open from 'open'

import { failed, ok, type Outcome } from '../../../src-shared/outcome'

/** What decides whether a browser can be opened from here. */
export type Surroundings = { platform: string; env: Readonly<Record<string, string | undefined>>; root: boolean }

/** Why no browser would open: no display to show it on, or the superuser, for whom Chromium refuses to run in its sandbox. Null where one may. */
export const browserObstacle = ({ platform, env, root }: Surroundings): 'no-display' | 'superuser' | null => {
  if (platform === 'darwin' || platform === 'win32') return null
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return 'no-display'
  return root ? 'superuser' : null
}

const here = (): Surroundings => ({ platform: process.platform, env: process.env, root: process.getuid?.() === 0 })

/** Opens a served window's address in the person's browser. Fails `browser-not-opened` {reason}; the address still works when pasted. */
export const openInBrowser = async (url: string, surroundings: Surroundings = here(), launch: (url: string) => Promise<unknown> = open): Promise<Outcome<null>> => {
  if (!/^http:\/\/127\.0\.0\.1:\d+\//.test(url)) return failed('browser-not-opened', 'Only a window served on this machine is opened.', { reason: 'address' })
  const obstacle = browserObstacle(surroundings)
  if (obstacle) return failed('browser-not-opened', obstacle === 'superuser' ? 'Browsers do not run safely as the superuser.' : 'There is no display to open a browser on.', { reason: obstacle })
  try {
    await launch(url)
    return ok(null)
  } catch (error) {
    return failed('browser-not-opened', `No browser could be opened: ${error instanceof Error ? error.message : String(error)}`, { reason: 'launch' })
  }
}
