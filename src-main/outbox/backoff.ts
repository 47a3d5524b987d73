/** Failures that say nothing against the submission: nobody answered, the desk stumbled, or nobody is signed in. They wait for ever. */
const TRANSIENT: ReadonlySet<string> = new Set(['desk-unreachable', 'desk-untrusted', 'desk-moved', 'timeout', 'unexpected', 'not-signed-in', 'key-locked', 'desk-closed', 'desk-busy', 'database-unreachable', 'store-unreachable', 'send-aborted'])

/** True where trying again by itself can help; everything else the desk refuses is parked. */
export const isTransient = (code: string): boolean => TRANSIENT.has(code)

const FIRST = 2_000
const LONGEST = 300_000

/** Milliseconds to wait after the given number of failed attempts: 2 s doubling to 5 minutes, the upper half of it by chance (`random` in 0..1). */
export const backoff = (attempts: number, random: number): number => {
  const longest = Math.min(LONGEST, FIRST * 2 ** Math.min(attempts - 1, 20))
  return Math.round(longest / 2 + (longest / 2) * random)
}
