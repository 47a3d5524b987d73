/** HTTP statuses of refusals, by what the asker can do: sign in, give up, look elsewhere, read again, or mend what was sent. */
const STATUS: Readonly<Record<number, readonly string[]>> = {
  400: ['bad-request'],
  401: ['not-signed-in', 'sign-in-failed', 'second-factor-needed', 'second-factor-wrong', 'second-factor-over', 'code-unknown', 'sso-denied', 'sso-over'],
  403: ['not-allowed', 'person-inactive', 'password-wrong', 'own-piece', 'role-lacking', 'already-acted', 'not-author', 'signer-mismatch', 'signer-inactive', 'signer-not-allowed', 'already-proofread', 'key-revoked', 'delegation-others', 'delegated-by-author', 'delegation-elsewhere', 'delegation-over', 'delegation-beyond', 'delegation-self'],
  404: ['not-found', 'session-unknown', 'sso-absent', 'piece-unknown', 'revision-unknown', 'photo-unknown', 'destination-unknown', 'working-unknown', 'delegation-unknown', 'person-unknown', 'lists-unknown'],
  409: [
    'stale', 'already-submitted', 'not-submitted', 'not-in-review', 'not-signed-off', 'wrong-stage', 'revision-changed', 'revision-number', 'not-final-stage', 'final-stage',
    'policy-changed', 'key-taken', 'login-taken', 'person-taken', 'last-admin', 'already-joined', 'second-factor-on', 'second-factor-off', 'sso-pending', 'piece-held', 'piece-spiked', 'piece-live', 'wrong-pass', 'proofs-done', 'proofs-missing', 'issues-open', 'checks-missing', 'checks-open', 'checks-outdated', 'checks-differ', 'issue-repeated',
    'issue-unknown', 'nothing-changed', 'policy-stale', 'lists-stale', 'credential-stale', 'claimed-by-other', 'working-stale', 'working-rebased', 'working-ahead', 'suggestions-open', 'conflicts-open',
    'comments-open', 'changes-mismatch', 'embargoed', 'no-embargo', 'not-published', 'nothing-waits', 'publication-running', 'publication-handed-over', 'destination-in-use', 'destination-handed-over', 'destination-fixed', 'secret-needed',
  ],
  413: ['too-heavy'],
  429: ['too-many-attempts'],
  503: ['desk-closed', 'second-factor-unreadable', 'desk-busy', 'database-unreachable', 'store-unreachable'],
}

const byCode = new Map(Object.entries(STATUS).flatMap(([status, codes]) => codes.map((code) => [code, Number(status)] as const)))

/** The status of a refusal; 422 for everything that is wrong with what was sent or stored. */
export const statusOf = (code: string): number => byCode.get(code) ?? 422
