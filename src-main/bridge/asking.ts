import type { Outcome } from '../../src-shared/outcome'
import type { Parts } from './parts'

/** Hears the desk's answers: one that no longer knows our session says so, and the rail then says so too. */
export const askingDesk =
  (parts: Parts) =>
  async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const outcome = await answer
    if (!outcome.ok && outcome.code === 'not-signed-in' && parts.session.token()) {
      await parts.session.forgetToken()
      await parts.watch.check()
    }
    return outcome
  }
