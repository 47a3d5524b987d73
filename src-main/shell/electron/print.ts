import { BrowserWindow, session } from 'electron'

import { failed, ok } from '../../../src-shared/outcome'
import type { PrintPdf } from '../../publication/paper/print'

/** A room of its own for what is printed: nothing leaves the machine from it, and nothing stays in it. */
const PARTITION = 'stet-paper'

/** Prints with Electron's own Chromium, in a window nobody sees. Refuses `print-failed` {reason}. */
export const electronPrint: PrintPdf = async (file) => {
  const room = session.fromPartition(PARTITION)
  room.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !details.url.startsWith('file:') }))
  const window = new BrowserWindow({ show: false, webPreferences: { session: room, sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false, webviewTag: false, images: true } })
  try {
    await window.loadFile(file)
    const pdf = await window.webContents.printToPDF({ generateTaggedPDF: true, generateDocumentOutline: true, preferCSSPageSize: true, printBackground: true })
    return ok(new Uint8Array(pdf))
  } catch (error) {
    return failed('print-failed', 'The page was not printed.', { reason: error instanceof Error ? error.message : String(error) })
  } finally {
    window.destroy()
  }
}
