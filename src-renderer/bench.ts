import { deskPhotoPath, photoPath, type BridgePort } from '../src-shared/bridge/port'
import { httpPort } from './bench-http'

declare global {
  interface Window {
    /** Put there by the Electron preload; absent in an ordinary browser. */
    readonly stet?: BridgePort
  }
}

let http: BridgePort | undefined
const port = (): BridgePort => window.stet ?? (http ??= httpPort())

/** The one way out of the window: asks the host, listens to it, and names where its pictures stand. */
export const bench: BridgePort & { photoUrl: typeof photoPath; deskPhotoUrl: typeof deskPhotoPath } = {
  ask: (method, input) => port().ask(method, input),
  listen: (listener) => port().listen(listener),
  live: (story, heard) => port().live(story, heard),
  photoUrl: photoPath,
  deskPhotoUrl: deskPhotoPath,
}
