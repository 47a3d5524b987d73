import { failed, type Failure } from '../../src-shared/outcome'

/** How many wrong passphrases cost nothing, and the longest wait after that, in seconds. */
const FREE = 2
const LONGEST = 60

/** Makes each further wrong passphrase wait longer. */
export type Patience = { /** `unlock-too-soon` {seconds} while the wait is not over; else null. */ refusal: () => Failure | null; /** One more was wrong; answers the seconds to wait before the next. */ wrong: () => number; right: () => void }

/** `now` is in milliseconds. */
export const makePatience = (now: () => number): Patience => {
  let wrongs = 0
  let until = 0
  return {
    refusal: () => {
      const seconds = Math.ceil((until - now()) / 1000)
      return seconds > 0 ? failed('unlock-too-soon', `Too many wrong passphrases; try again in ${String(seconds)} s.`, { seconds }) : null
    },
    wrong: () => {
      wrongs += 1
      const seconds = wrongs <= FREE ? 0 : Math.min(LONGEST, 2 ** (wrongs - FREE))
      until = now() + seconds * 1000
      return seconds
    },
    right: () => {
      wrongs = 0
      until = 0
    },
  }
}
