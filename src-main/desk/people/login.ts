/** Logins are one name however they are typed. Control characters are nobody's name, and PostgreSQL keeps no zero. */
export const foldLogin = (login: string): string => login.replaceAll(/\p{Cc}/gu, '').trim().normalize('NFC').toLowerCase()

/** A name as it is kept. */
export const tidyName = (name: string): string => name.replaceAll(/\p{Cc}/gu, '').trim().normalize('NFC')

/** The undeliverable address the accounts keep in place of an e-mail: one a login, so that a login names one person by whichever door. */
export const addressOfLogin = (login: string, sha256: (bytes: Uint8Array) => string): string => `${sha256(new TextEncoder().encode(login)).slice(0, 40)}@people.invalid`
