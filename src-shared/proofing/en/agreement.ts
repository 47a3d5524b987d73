import type { Found, TextRule } from '../rule'

const SINGULAR: Readonly<Record<string, string>> = { have: 'has', are: 'is', were: 'was', do: 'does', need: 'needs', say: 'says' }
const PLURAL: Readonly<Record<string, string>> = { has: 'have', is: 'are', was: 'were' }

/** Nouns that are one thing however many it is of; "a group" or "a majority of them" may be many, so those are not here. */
const ONE_THING =
  'list|box|bag|stack|pile|set|copy|report|study|review|survey|analysis|price|cost|use|lack|rate|level|value|size|color|sound|cause|purpose|aim|date|name|quality|condition|opening|closing|construction|removal|collection|bundle|crate|basket|bottle|photo|picture|video|map|description|sale|loss|death|arrival|absence|presence|discovery|future|history'

const BETWEEN = '(?:(?!who |that |which |and |or |in which )[a-z’\'-]{1,25} ){1,4}?'

/** Where a subject is one and its verb is not; the verb is the last group. */
const ONE: readonly RegExp[] = [
  new RegExp(`\\b(?:[Ee]ach|[Nn]either|[Ee]ither) of (?:the|these|those|our|their|his|her|its|my|your) ${BETWEEN}(have|are|were|do)\\b`, 'dg'),
  new RegExp(`(?:^|[.!?]["”’)]? )(?:The number|(?:The|An?) (?:[a-z]{1,25} )?(?:${ONE_THING})) of ${BETWEEN}(are|were|have)\\b`, 'dg'),
  /\bOne in (?:every )?[a-z0-9]+ [a-z]+s (have|are|were|do|need|say)\b/dg,
]

const SAME_IN_PLURAL = 'news|series|means|species|process|crisis|basis|status|campus|bus|gas|class|business|politics|economics|physics|athletics|mathematics|headquarters|access|success|loss|boss|press|mass|pass|address|progress|census|consensus|thesis|analysis|emphasis|virus|focus|bonus|chorus|circus|canvas|atlas|bias|lens'

/** Where a subject is many and its verb is not. */
const MANY: readonly RegExp[] = [
  new RegExp(`(?:^|[.!?]["”’)]? )The (?!(?:${SAME_IN_PLURAL}) )[a-z]{2,25}s of (?:the|a|an|his|her|its|their|this|that) (?:[a-z]{1,25} )?[a-z]{1,25} (was|is|has)\\b`, 'dg'),
  /(?:^|[.!?]["”’)]? )(?:The|A|An|His|Her|Their|Our|My) [a-z]+ and (?:the|a|an|his|her|their|its|our|my) [a-z]+ (was|is|has)\b/dg,
]

const THERE = /\b[Tt]here (is|was) (?:(?:also|still|now|only|just) )?(?:two|three|four|five|six|seven|eight|nine|ten|several|many|dozens|hundreds|\d{2,4}) (?!(?:percent|million|billion|miles?|kilometers?|feet|minutes?|hours?|dollars?|years?|inches|acres?)\b)[a-z]+s?\b/dg

const found = (match: RegExpExecArray, right: Readonly<Record<string, string>>): Found[] => {
  const [from, to] = match.indices?.[1] ?? [0, 0]
  const said = match[1] ?? ''
  const fix = right[said]
  return fix === undefined ? [] : [{ from, to, fixes: [fix], details: { said: `“${said}” → “${fix}”` } }]
}

/** Verbs that do not agree with a subject some words away: each of the trustees have, the results of the survey was, there is three ways. */
export const agreement: TextRule = {
  id: 'en.agreement',
  language: 'en',
  severity: 'error',
  source: 'usage',
  kinds: ['text', 'quote', 'summary', 'footnote'],
  check: ({ text }) => [
    ...ONE.flatMap((pattern) => [...text.matchAll(pattern)].flatMap((match) => found(match, SINGULAR))),
    ...MANY.flatMap((pattern) => [...text.matchAll(pattern)].flatMap((match) => found(match, PLURAL))),
    ...[...text.matchAll(THERE)].flatMap((match) => found(match, PLURAL)),
  ],
}
