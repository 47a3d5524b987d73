import { BrowserWindow, ipcMain } from 'electron'

import type { HostEvent } from '../../../src-shared/bridge/events'
import { failed } from '../../../src-shared/outcome'
import type { Bridge } from '../../bridge/serve'
import type { Log } from '../host'
import { isFromWindow } from './guard'
import { CHANNELS } from './methods'

/** Answers the window's questions on the one channel there is. A sender that is not our window gets `window-refused` and reaches nothing. */
export const answerWindows = (bridge: Bridge, log: Log): void =>
  ipcMain.handle(CHANNELS.ask, async (event, method: unknown, input: unknown) => {
    if (!isFromWindow(event)) {
      log.warn('A message from elsewhere was refused')
      return failed('window-refused', 'The request did not come from a window of this Stet.')
    }
    return bridge.handle(String(method), input)
  })

/** Tells every window what the host says. */
export const tellWindows = (event: HostEvent): void => {
  for (const window of BrowserWindow.getAllWindows()) if (!window.isDestroyed()) window.webContents.send(CHANNELS.event, event)
}
