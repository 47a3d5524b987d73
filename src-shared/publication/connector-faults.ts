import { failed, type Failure } from '../outcome'

/**
 * What every CMS may answer, in one set of words. `later`: it may go by itself, so the desk tries again; `never`: a person must do something first,
 * so it is parked with its reason.
 */
const KINDS = {
  /** It cannot be reached. {address} */
  'destination-away': 'later',
  'destination-timeout': 'later',
  /** 429, {seconds} until it may be asked again. */
  'destination-busy': 'later',
  /** 503 of a maintenance page. {seconds} */
  'destination-maintenance': 'later',
  /** It failed itself (5xx). {status} */
  'destination-broken': 'later',
  /** No desk connects to such an address: this machine's neighbours, a cloud's own services, the house's network where that was ruled out. {address} */
  'destination-off-limits': 'never',
  /** A certificate that does not hold. {reason} */
  'destination-tls': 'never',
  'destination-credentials': 'never',
  /** The account may not do {what}. */
  'destination-permission': 'never',
  /** There is no such API at {address}; a plugin, role or version is lacking. */
  'destination-lacks': 'never',
  /** It takes at most {limit} bytes, or says only that this is too much. {bytes} */
  'destination-too-large': 'never',
  /** A page instead of data. {status} */
  'destination-not-data': 'later',
  /** It points elsewhere: {to}. */
  'destination-redirect': 'never',
  /** It refuses what it was sent. {status, reason} */
  'destination-refused': 'never',
  'remote-edited': 'never',
  'newer-published': 'never',
  /** Too little time is left to leave the {hour} to the CMS's own clock; the desk keeps it. */
  'hour-near': 'never',
} as const satisfies Record<string, 'later' | 'never'>

export type ConnectorFault = keyof typeof KINDS

const isConnectorFault = (code: string): code is ConnectorFault => code in KINDS

/** True where the same sending may go by itself a little later. What nobody has a word for is tried again too, a bounded number of times. */
export const goesLater = (failure: { code: string }): boolean => (isConnectorFault(failure.code) ? KINDS[failure.code] === 'later' : failure.code === 'unexpected')

/** A refusal in the set's words. */
export const connectorFault = (code: ConnectorFault, message: string, details: Failure['details'] = {}): Failure => failed(code, message, details)

/** Milliseconds a destination asked to be left alone; null where it said nothing. */
export const askedToWait = ({ details }: Pick<Failure, 'details'>): number | null => (typeof details['seconds'] === 'number' ? details['seconds'] * 1000 : null)
