import type { Details, Failure } from '../../src-shared/outcome'
import type { Finding } from '../../src-shared/publication/manifest'

/** Something that holds. `code` is a locale key under `verify.`. */
export const good = (code: string, place: string, message: string, details: Details = {}): Finding => ({ ok: true, code, place, message, details: { ...details } })

/** Something that does not. `code` is a locale key under `fault.`; `place` is the path it is about, empty for the whole package. */
export const bad = (code: string, place: string, message: string, details: Details = {}): Finding => ({ ok: false, code, place, message, details: { ...details } })

/** A refusal of ours as a finding about a place. */
export const badOf = ({ code, message, details }: Failure, place: string): Finding => bad(code, place, message, details)
