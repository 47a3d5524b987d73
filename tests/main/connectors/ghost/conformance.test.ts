import { afterAll, test } from 'vitest'

import { ghostIsInstalled, serversAreRequired } from '../../../servers/ghost/ghost'
import { conformance } from '../conformance'
import { beyondConformance } from './beyond'
import { openGhostRoom, type GhostRoom } from './room'

if ((await ghostIsInstalled()) || serversAreRequired) {
  let room: Promise<GhostRoom> | undefined
  const open = (): Promise<GhostRoom> => (room ??= openGhostRoom())
  afterAll(async () => (await room)?.close())
  conformance('Ghost', async () => ({ ...(await open()), close: () => Promise.resolve() }), { online: true })
  beyondConformance(open)
} else test.skip('Ghost as a destination: it is not installed here (node tests/servers/ghost/install.mjs)', () => undefined)
