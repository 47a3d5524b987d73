import type { HostEvent } from '../../src-shared/bridge/events'

/** Tells the windows what a word from the desk means to them; `follow` is done after whatever may be about pieces. The house's lists are news of their own: they are read only when they change. */
export const tellNews =
  (emit: (event: HostEvent) => void, follow: () => void) =>
  (story?: string, kind = 'piece'): void => {
    if (kind === 'lists' || kind === 'everything') emit({ type: 'listsChanged' })
    if (kind === 'lists') return
    emit({ type: 'deskChanged', ...(story === undefined ? {} : { story }) })
    follow()
  }
