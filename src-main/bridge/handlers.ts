import { appHandlers } from './app-handlers'
import { deskHandlers } from './desk-handlers'
import { libraryHandlers } from './library-handlers'
import type { Parts } from './parts'
import type { Handlers } from './serve'

/** Every method of the contract, answered by the parts. */
export const handlersOf = (parts: Parts): Handlers => ({ ...appHandlers(parts), ...libraryHandlers(parts), ...deskHandlers(parts) })
