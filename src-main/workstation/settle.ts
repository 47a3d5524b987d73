/** Waits for the windows to bring what they have to the library, before it closes under them. */
export type Settling = { /** Asks every window and waits for their answers, or for the limit. */ settle: () => Promise<void>; /** One window has answered. */ answered: () => void }

/** Milliseconds a window gets to save; what it could not save it keeps until the library is open again. */
const LIMIT = 3000
/** Milliseconds more after the last answer: a shell may have more windows than it listens with. */
const GRACE = 150

/** `windows` is how many listen; `ask` tells them all. */
export const settleWindows = (options: { windows: () => number; ask: () => void; limit?: number }): Settling => {
  const waiting = new Set<() => void>()
  return {
    settle: () =>
      new Promise((resolve) => {
        let missing = options.windows()
        let grace: NodeJS.Timeout | undefined
        const end = (): void => {
          clearTimeout(timer)
          clearTimeout(grace)
          waiting.delete(answer)
          resolve()
        }
        const answer = (): void => {
          missing -= 1
          clearTimeout(grace)
          if (missing <= 0) grace = setTimeout(end, GRACE)
        }
        const timer = setTimeout(end, options.limit ?? LIMIT)
        waiting.add(answer)
        if (missing <= 0) end()
        else options.ask()
      }),
    answered: () => {
      for (const answer of [...waiting]) answer()
    },
  }
}
