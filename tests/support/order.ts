import type { Order } from '../../src-shared/publication/connector'

/** An order to publish at once, nothing known of before. */
export const anOrder = (order: Partial<Order> = {}): Order => ({ last: null, over: null, at: null, signal: AbortSignal.timeout(60_000), ...order })
