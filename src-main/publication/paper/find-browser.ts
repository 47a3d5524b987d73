import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** What decides which browser prints. */
export type Machine = { platform: string; env: Readonly<Record<string, string | undefined>>; exists: (path: string) => boolean }

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'microsoft-edge-stable', 'brave-browser']
const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'Chromium\\Application\\chrome.exe', 'BraveSoftware\\Brave-Browser\\Application\\brave.exe']

const placesOf = ({ platform, env }: Machine): string[] => {
  if (platform === 'darwin') return ['/Applications', `${env['HOME'] ?? ''}/Applications`].flatMap((folder) => MAC.map((name) => `${folder}/${name}.app/Contents/MacOS/${name}`))
  if (platform === 'win32') return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap((folder) => (folder ? WINDOWS.map((name) => `${folder}\\${name}`) : []))
  return (env['PATH'] ?? '').split(delimiter).filter(Boolean).flatMap((folder) => COMMANDS.map((name) => join(folder, name)))
}

const here = (): Machine => ({ platform: process.platform, env: process.env, exists: existsSync })

/** A browser of Chromium's family on this machine, or null. STET_BROWSER names one where it stands elsewhere. */
export const findBrowser = (machine: Machine = here()): string | null => [machine.env['STET_BROWSER'] ?? '', ...placesOf(machine)].find((path) => path !== '' && machine.exists(path)) ?? null
