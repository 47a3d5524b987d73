import type { TFunction } from 'i18next'

import type { Failure } from '../../src-shared/outcome'

/** A failure as a sentence with its remedy, in the person's language; an unknown code keeps its own message. */
export const describeFailure = (t: TFunction, failure: Pick<Failure, 'code' | 'message' | 'details'>): string =>
  t([`fault:${failure.code}`, 'fault:unexpected'], { ...failure.details, message: failure.message })
