import type { Details, Failure } from '../../outcome'
import type { Language } from '../../story/story'
import type { Finding } from '../manifest'

/** Something that holds. `code` is a locale key under `verify.`. */
export const good = (code: string, place: string, message: string, details: Details = {}): Finding => ({ ok: true, code, place, message, details: { ...details } })

/** Something that does not. `code` is a locale key under `fault.`; `place` is the path it is about, empty for the whole package. */
export const bad = (code: string, place: string, message: string, details: Details = {}): Finding => ({ ok: false, code, place, message, details: { ...details } })

/** A refusal of ours as a finding about a place. */
export const badOf = ({ code, message, details }: Failure, place: string): Finding => bad(code, place, message, details)

/**
 * What a finding's sentence needs, in one language: a stage by the house's own title, which the finding carries in each language as `stage-zh-CN` and `stage-en`, and formats by
 * the names `formatName` has for their ids.
 */
export const findingDetails = ({ details }: Finding, language: Language, formatName: (id: string) => string): Finding['details'] => {
  const { [`stage-${language}`]: stage, format, formats } = details
  return {
    ...details,
    ...(stage === undefined ? {} : { stage }),
    ...(typeof format === 'string' ? { format: formatName(format) } : {}),
    ...(typeof formats === 'string' ? { formats: formats.split(', ').map(formatName).join(language === 'en' ? ', ' : '、') } : {}),
  }
}
