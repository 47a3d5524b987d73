/** HTTP statuses of refusals, by what the asker can do: sign in, give up, look elsewhere, read again, or mend what was sent. */
const STATUS: Readonly<Record<number, readonly string[]>> = {
  400: ['bad-request'],
  401: ['not-signed-in', 'sign-in-failed', 'second-factor-needed', 'second-factor-wrong', 'second-factor-over', 'code-unknown', 'sso-denied', 'sso-over'],
  403: ['not-allowed', 'own-piece', 'role-lacking', 'already-acted', 'not-author', 'signer-mismatch', 'person-inactive', 'password-wrong'],
  404: ['not-found', 'piece-unknown', 'revision-unknown', 'photo-unknown', 'destination-unknown', 'person-unknown', 'session-unknown', 'sso-absent'],
  409: [
    'stale', 'already-submitted', 'not-submitted', 'not-in-review', 'not-signed-off', 'wrong-stage', 'revision-changed', 'revision-number', 'not-final-stage', 'final-stage',
    'policy-changed', 'key-taken', 'login-taken', 'person-taken', 'last-admin', 'already-joined', 'second-factor-on', 'second-factor-off', 'sso-pending',
  ],
  413: ['too-heavy'],
  429: ['too-many-attempts'],
  503: ['desk-closed'],
}

const byCode = new Map(Object.entries(STATUS).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)))

/** The status of a refusal; 422 for everything that is wrong with what was sent or stored. */
export const statusOf = (code: string): number => byCode.get(code) ?? 422
