import { failed, ok, type Failure, type Outcome } from '../../../src-shared/outcome'

const signInFailed = failed('sign-in-failed', 'The login or the password is wrong.')
const codeUnknown = failed('code-unknown', 'This code is not one of ours, was used, or is over.')
const wrongFactor = failed('second-factor-wrong', 'That is not the code of this moment.')
const factorOver = failed('second-factor-over', 'Sign in again to be asked for a new code.')
const factorOff = failed('second-factor-off', 'There is no second factor to use.')
const ssoOver = failed('sso-over', 'This sign-in took too long or was used.')
const ssoPending = failed('sso-pending', 'The browser is not done yet.')

/** What the accounts' library says, in the desk's own codes. */
const REFUSALS: Readonly<Record<string, Failure>> = {
  INVALID_USERNAME_OR_PASSWORD: signInFailed,
  USERNAME_TOO_SHORT: signInFailed,
  USERNAME_TOO_LONG: signInFailed,
  INVALID_PASSWORD: failed('password-wrong', 'That is not the password.'),
  CREDENTIAL_ACCOUNT_NOT_FOUND: failed('password-absent', 'This person has no password here.'),
  PASSWORD_TOO_SHORT: failed('password-weak', 'The password is too short.', { minimum: 8 }),
  PASSWORD_TOO_LONG: failed('bad-request', 'body.password is not valid.', { place: 'body.password' }),
  PERSON_INACTIVE: failed('person-inactive', 'This account has been closed.'),
  INVITATION_OVER: codeUnknown,
  INVALID_TOKEN: codeUnknown,
  INVALID_CODE: wrongFactor,
  INVALID_BACKUP_CODE: wrongFactor,
  INVALID_TWO_FACTOR_COOKIE: factorOver,
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: factorOver,
  ACCOUNT_TEMPORARILY_LOCKED: failed('too-many-attempts', 'Too many failed tries; try again in 15 minutes.', { minutes: 15 }),
  TOTP_ALREADY_ENABLED: failed('second-factor-on', 'The second factor is on already.'),
  TOTP_NOT_ENABLED: factorOff,
  TWO_FACTOR_NOT_ENABLED: factorOff,
  BACKUP_CODES_NOT_ENABLED: factorOff,
  authorization_pending: ssoPending,
  slow_down: ssoPending,
  expired_token: ssoOver,
  invalid_grant: ssoOver,
  invalid_request: ssoOver,
  access_denied: failed('sso-denied', 'The sign-in was refused in the browser.'),
  UNAUTHORIZED: failed('not-signed-in', 'Sign in to the desk first.'),
}

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error) || !('body' in error) || typeof error.body !== 'object' || error.body === null) return ''
  const body: { code?: unknown; error?: unknown } = error.body
  return typeof body.code === 'string' ? body.code : typeof body.error === 'string' ? body.error : ''
}

/** Runs an act of the accounts' library: what it refuses becomes a Failure, what breaks is thrown on. */
export const refusing = async <T>(act: () => Promise<T>): Promise<Outcome<T>> => {
  try {
    return ok(await act())
  } catch (error) {
    const refusal = REFUSALS[codeOf(error)]
    if (!refusal) throw error
    return refusal
  }
}
