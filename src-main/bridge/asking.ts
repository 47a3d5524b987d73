import type { Outcome } from '../../src-shared/outcome'
import type { Parts } from './parts'

/** Hears the desk's answers: where one no longer knows our session, the rail says so at once. */
export const askingDesk =
  (parts: Parts) =>
  async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await answer
    if (!outcome.ok && outcome.code === 'not-signed-in') await parts.watch.check()
    return outcome
  }
