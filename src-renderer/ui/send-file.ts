import { PIECE_BYTES } from '../../src-shared/bridge/place'
import { failed, ok, type Outcome } from '../../src-shared/outcome'
import { bench } from '../bench'

/** Sends a file to the host piece by piece, so that no file of any size is in the window's memory whole. Answers its ticket; `cancelled` once `stopped`. */
export const sendFile = async (file: File, progress: (done: number, total: number) => void, stopped: () => boolean): Promise<Outcome<string>> => {
  let ticket: string | null = null
  for (let at = 0; at === 0 || at < file.size; at += PIECE_BYTES) {
    if (stopped()) return failed('cancelled', 'The person stopped it.')
    progress(at, file.size)
    let bytes: Uint8Array<ArrayBuffer>
    try {
      bytes = new Uint8Array(await file.slice(at, at + PIECE_BYTES).arrayBuffer())
    } catch {
      return failed('archive-unreadable', 'The file could not be read.', { path: file.name })
    }
    const sent: Outcome<{ ticket: string }> = await bench.ask('archive.receive', { ticket, name: file.name.slice(0, 300), bytes })
    if (!sent.ok) return sent
    ticket = sent.value.ticket
  }
  progress(file.size, file.size)
  return ticket === null ? failed('archive-unreadable', 'The file is empty.', { path: file.name }) : ok(ticket)
}
