import { afterAll, test } from 'vitest'

import { lackingForGhost } from '../../../servers/ghost/ghost'
import { serverThere } from '../../../servers/required'
import { conformance } from '../conformance'
import { beyondConformance } from './beyond'
import { openGhostRoom, type GhostRoom } from './room'

if (serverThere(test, 'Ghost', await lackingForGhost())) {
  let room: Promise<GhostRoom> | undefined
  const open = (): Promise<GhostRoom> => (room ??= openGhostRoom())
  afterAll(async () => (await room)?.close())
  conformance('Ghost', async () => ({ ...(await open()), close: () => Promise.resolve() }), { online: true })
  beyondConformance(open)
}
