import { appHandlers } from './app-handlers'
import { batchHandlers } from './batch-handlers'
import { deskHandlers } from './desk-handlers'
import { destinationHandlers } from './destination-handlers'
import { handoffHandlers } from './handoff/handlers'
import { historyHandlers } from './history-handlers'
import { houseHandlers } from './house-handlers'
import { importHandlers } from './import-handlers'
import { libraryHandlers } from './library-handlers'
import { listsHandlers } from './lists-handlers'
import { paperHandlers } from './paper-handlers'
import type { Parts } from './parts'
import { peopleHandlers } from './people-handlers'
import { placeHandlers } from './place-handlers'
import { publishedHandlers } from './published-handlers'
import { reviewHandlers } from './review-handlers'
import { searchHandlers } from './search-handlers'
import { sealHandlers, whileOpen } from './seal-handlers'
import { statisticsHandlers } from './statistics-handlers'
import type { Handlers } from './serve'

/** Every method of the contract, answered by the parts. */
export const handlersOf = (parts: Parts): Handlers =>
  whileOpen({ ...appHandlers(parts), ...libraryHandlers(parts), ...historyHandlers(parts), ...searchHandlers(parts), ...importHandlers(parts), ...deskHandlers(parts), ...reviewHandlers(parts), ...publishedHandlers(parts), ...paperHandlers(parts), ...statisticsHandlers(parts), ...batchHandlers(parts), ...houseHandlers(parts), ...listsHandlers(parts), ...sealHandlers(parts), ...placeHandlers(parts), ...peopleHandlers(parts), ...destinationHandlers(parts), ...handoffHandlers(parts) }, parts.keeper)
