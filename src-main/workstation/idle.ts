/** How often the clock is looked at, at most, in milliseconds. */
const LOOK = 10_000

/** Knows how long nobody has done anything. `minutes` 0 means never idle. */
export type IdleWatch = { /** Somebody did something. */ active: () => void; stop: () => void }

/**
 * Calls `idle` once nobody was active for so many minutes. It looks at the clock again and again rather than waiting once: a
 * machine that slept through its timer is found idle when it wakes. `now` is in milliseconds.
 */
export const watchIdle = (options: { now: () => number; minutes: () => number; idle: () => void }): IdleWatch => {
  let last = options.now()
  let timer: NodeJS.Timeout
  const look = (): void => {
    const limit = options.minutes() * 60_000
    // A clock set back must not keep a library open for ever.
    const quiet = Math.abs(options.now() - last)
    if (limit > 0 && quiet >= limit) {
      last = options.now()
      options.idle()
    }
    timer = setTimeout(look, Math.max(200, Math.min(LOOK, limit > 0 ? limit / 4 : LOOK)))
    timer.unref()
  }
  look()
  return {
    active: () => {
      last = options.now()
    },
    stop: () => clearTimeout(timer),
  }
}
