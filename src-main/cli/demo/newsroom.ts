import type { Role } from '../../../src-shared/review/people'
import { join } from 'node:path'

import { valueOf } from '../../../src-shared/outcome'
import type { Language } from '../../../src-shared/story/story'
import { serveBridge } from '../../bridge/serve'
import { compose } from '../../compose'
import { composeDesk, type Newsroom } from '../../compose-desk'
import { listen, type Listening } from '../../desk/standalone'
import { serveWindow } from '../../shell/browser/serve-window'
import { consoleLog } from '../console-log'
import { resourcesFolder, windowFolder } from '../home'
import { openBridge, type BridgeClient } from './bridge-client'

/** A desk on its own that can be taken away and brought back on the same port. */
export type DemoDesk = { url: string; siteFolder: string; away: () => Promise<void>; back: () => Promise<void>; close: () => Promise<void> }

/** Starts a desk in `<folder>/desk-machine` with the given people. */
export const startDesk = async (folder: string, newsroom: Newsroom, people: readonly { name: string; login: string; role: Role; password: string }[], version: string): Promise<DemoDesk> => {
  const { desk, siteFolder } = valueOf(await composeDesk({ home: join(folder, 'desk-machine'), databaseUrl: null, newsroom, version, now: () => new Date().toISOString(), report: consoleLog.warn }))
  for (const person of people) valueOf(await desk.addPerson(person))
  let listening: Listening = valueOf(await listen(desk.fetch, { host: '127.0.0.1', port: 0, attach: desk.attachLive }))
  const { url } = listening
  return {
    url,
    siteFolder,
    // The workstations hold a line to it for its events, which nothing ends but the desk.
    away: () => listening.close(0),
    back: async () => {
      listening = valueOf(await listen(desk.fetch, { host: '127.0.0.1', port: Number(new URL(url).port), attach: desk.attachLive }))
    },
    close: async () => {
      await listening.close(0)
      await desk.close()
    },
  }
}

/** One person's workstation: a host with its window served on loopback, and a bridge into it. */
export type Workstation = { bridge: BridgeClient; close: () => Promise<void> }

/** Starts a workstation in `<folder>/<name>` that works with the desk at `deskUrl`. */
export const startWorkstation = async (folder: string, name: string, deskUrl: string, language: Language, version: string): Promise<Workstation> => {
  const host = valueOf(await compose({ home: join(folder, name), resources: resourcesFolder(), version, shell: 'browser', language, keychain: null, reveal: () => Promise.resolve(), sample: false, log: consoleLog }))
  const served = valueOf(await serveWindow({ host, bridge: serveBridge(host.handlers, consoleLog.error), files: windowFolder() }))
  const bridge = await openBridge(served.url)
  await bridge.ask('app.settings', { deskAddress: deskUrl })
  return {
    bridge,
    close: async () => {
      await served.close()
      await host.close()
    },
  }
}
