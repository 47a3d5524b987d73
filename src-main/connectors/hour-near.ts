import { connectorFault } from '../../src-shared/publication/connector-faults'

/** Refuses `hour-near` where less than `least` milliseconds are left until an hour the CMS was to keep, so that nothing comes out early there; null where there is time. */
export const hourNear = (at: string | null, now: string, least: number) =>
  at !== null && Date.parse(at) - Date.parse(now) < least ? connectorFault('hour-near', 'Its hour is too near to be left to the CMS.', { hour: at }) : null

/** An hour as a CMS keeps it, which knows whole seconds: the next one, so that nothing comes out a moment early. */
export const wholeSecond = (hour: string): string => new Date(Math.ceil(Date.parse(hour) / 1000) * 1000).toISOString()
