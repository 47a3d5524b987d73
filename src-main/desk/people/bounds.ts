/** Days a session lasts from when it was last used. */
export const SESSION_DAYS = 30
/** Days an invitation waits to be taken, and a reset code to be used. */
export const INVITATION_DAYS = 7
export const RESET_DAYS = 1
/** Where a desk "stands" that nobody reaches by a browser. */
export const NEVER = 'http://desk.invalid'
