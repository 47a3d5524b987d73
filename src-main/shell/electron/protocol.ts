import { protocol, type Session } from 'electron'

import type { WindowAssets } from '../assets'
import { isWindowAddress } from './guard'

/** Makes stet: a scheme with an origin, as https has one. Must run before the app is ready. */
export const registerScheme = (): void =>
  protocol.registerSchemesAsPrivileged([{ scheme: 'stet', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])

/** Serves stet://app/ from `assets`; any other host under the scheme is 404. */
export const serveProtocol = (session: Session, assets: WindowAssets): void =>
  session.protocol.handle('stet', (request) => (isWindowAddress(request.url) ? assets(request) : new Response('Not found', { status: 404 })))
