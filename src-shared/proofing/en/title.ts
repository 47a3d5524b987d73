import type { Found, TextRule } from '../rule'

/** Titles AP shortens before a full name, and how. */
const SHORT: Readonly<Record<string, string>> = {
  Captain: 'Capt.', Governor: 'Gov.', 'Lieutenant Governor': 'Lt. Gov.', Representative: 'Rep.', Senator: 'Sen.', Doctor: 'Dr.', Reverend: 'the Rev.', Lieutenant: 'Lt.', 'Lieutenant Colonel': 'Lt. Col.', 'Lieutenant General': 'Lt. Gen.',
  Sergeant: 'Sgt.', 'Staff Sergeant': 'Staff Sgt.', General: 'Gen.', 'Brigadier General': 'Brig. Gen.', 'Major General': 'Maj. Gen.', Colonel: 'Col.', Major: 'Maj.', Commander: 'Cmdr.', Corporal: 'Cpl.', Private: 'Pvt.',
  Governors: 'Govs.', Senators: 'Sens.', Representatives: 'Reps.', Doctors: 'Drs.',
}

const TITLED = new RegExp(`\\b(${Object.keys(SHORT).sort((one, other) => other.length - one.length).join('|')}) (?=[A-Z][\\p{L}’'.-]{1,30} (?:[A-Z]\\. )?(?:(?:de|van|von|al|bin|da) )?[A-Z][\\p{L}’'-])`, 'gu')

/** Words that look like a given name and a surname after "General" or "Major" and are the name of a house: General Motors Corp., Major League Baseball. */
const HOUSES = /^(?:Motors|Electric|Mills|Assembly|Hospital|Staff|Secretary|Manager|Counsel|Services|Administration|Office|Office|League|Post|Practice|Affairs|Department|Court|Election|Dynamics|Atomics|Accounting|Union)\b/

/** Titles AP never shortens. */
const WHOLE: Readonly<Record<string, string>> = { 'Prof.': 'Professor', 'Pres.': 'President', 'Supt.': 'Superintendent' }
const NEVER_SHORT = /\b(?:Prof|Pres|Supt)\.(?= [A-Z])/g

/** A title behind its name is a word like others: Tom Reyes, mayor of Millbrook. */
const AFTER = /(?<=[A-Z][a-z]{1,20} [A-Z][\p{L}’'-]{1,20}, )(?:Mayor|Governor|Senator|Representative|President|Director|Chairman|Chairwoman|Chair|Captain|Professor|Principal|Superintendent|Secretary|Treasurer|Coach|Manager)(?= (?:of|at|for)\b)/gu

const told = (from: number, said: string, right: string): Found => ({ from, to: from + said.length, fixes: [right], details: { said, right } })

/** Whether a place stands in a quotation that is still open. */
const isQuoted = (text: string, at: number): boolean => text.lastIndexOf('“', at) > text.lastIndexOf('”', at)

/** Titles before a full name in their short form: Capt. John Smith, Gov. Ann Lee, Dr. Wei Chen. */
export const title: TextRule = {
  id: 'en.title',
  language: 'en',
  severity: 'warning',
  source: 'ap',
  kinds: ['text', 'quote', 'summary', 'caption', 'footnote'],
  check: ({ text }) => [
    ...[...text.matchAll(TITLED)].flatMap((match): Found[] => {
      const [whole, said = ''] = match
      const before = text.slice(Math.max(0, match.index - 24), match.index)
      // Secretary General Ban, Attorney General Kim; and a title somebody says aloud is written as said.
      if (HOUSES.test(text.slice(match.index + whole.length)) || /(?:Secretary|Attorney|Surgeon|Solicitor|Inspector|Consul|Director|Postmaster|Auditor|Governor|Lieutenant|Deputy|Vice)[ -]$/.test(before) || isQuoted(text, match.index)) return []
      const short = SHORT[said] ?? said
      const right = said === 'Reverend' ? (/\b[Tt]he $/.test(before) ? 'Rev.' : 'the Rev.') : short
      return [{ from: match.index, to: match.index + said.length, fixes: [right], details: { said, right } }]
    }),
    ...[...text.matchAll(NEVER_SHORT)].map((match) => told(match.index, match[0], WHOLE[match[0]] ?? match[0])),
    ...[...text.matchAll(AFTER)].map((match) => told(match.index, match[0], match[0].toLowerCase())),
  ],
}
