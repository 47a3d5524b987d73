import type { TFunction } from 'i18next'

import type { Details, Failure } from '../../src-shared/outcome'
import { i18n } from './i18n'
import { shortTime } from './time'

const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/

/** Moments among a failure's values as people read them. */
const readable = (details: Details): Details =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, typeof value === 'string' && MOMENT.test(value) ? shortTime(value, i18n.language) : value]))

/** A failure as a sentence with its remedy, in the person's language; an unknown code keeps its own message. */
export const describeFailure = (t: TFunction, failure: Pick<Failure, 'code' | 'message' | 'details'>): string =>
  t([`fault:${failure.code}`, 'fault:unexpected'], { ...readable(failure.details), message: failure.message })
