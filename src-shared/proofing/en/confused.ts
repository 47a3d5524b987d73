import type { Found, TextRule } from '../rule'

/** What is taken for what, where the words around it make it certain; the slip is the first group. */
const CONFUSED: readonly (readonly [pattern: RegExp, right: string])[] = [
  [/\b[Nn]either (?:the |a |his |her |their |its )?[A-Za-z’'-]+(?: [a-z’'-]+)? (or) (?:the |a |his |her |their |its )?[A-Za-z]+/dg, 'nor'],
  // A change is effected; who suffers it is affected.
  [/(?<!\b(?:[Cc]hanges?|[Rr]eforms?|repairs?|transfers?|rescues?|arrests?|improvements?|savings|cuts|sales?|mergers?|payments?|purchases?|releases?|cures?) )\b(?:was|were|is|are|badly|severely|directly|most|worst) (effected) (?:by|in the)\b/dg, 'affected'],
  [/\b(?:will|would|could|may|might|can|did not|does not|not|badly|to) (effect) (?:the (?:lives|health|price|quality|results?|outcome|economy|weather|traffic|vote|schedule|way)|people|residents|thousands|hundreds|millions|prices|how|everyone|anyone|children|students|families|farmers|drivers|travel|traffic)\b/dg, 'affect'],
  [/\b(?:[Tt]he|[Aa]n?|[Nn]o|[Ll]ittle|[Ss]ide|[Aa]dverse|[Ll]asting) (affect) (?:of|on)\b/dg, 'effect'],
  [/(?<!\b(?:or|no|not|much|far|at|is|was|more and|worth|nothing|any|even|for|and|the) )\b(less) (?:people|students|workers|cars|vehicles|homes|houses|jobs|votes|seats|passengers|visitors|patients|cases|deaths|accidents|crimes|fires|flights|buses|trains|schools|teachers|children|residents|voters|members|players|employees|officers|doctors|nurses|beds|trees|birds|calls|complaints|injuries|arrests|tickets|stores|shops|restaurants|customers|tourists|families|farms|farmers|applicants|candidates|games|errors|mistakes|options|choices|meetings|trips|books|items|stops|storms|things|women|men)\b/dg, 'fewer'],
  [/\b([Aa]mount) of (?:people|students|workers|cars|vehicles|homes|jobs|votes|visitors|patients|cases|accidents|complaints|calls|voters|passengers)\b/dg, 'number'],
  // "its too early", "its been": nothing is owned by too, not, been or an article.
  [/\b(its) (?:too|not|been|an?|the|unclear|going to)\b/dg, 'it’s'],
  [/\b[Bb]etween (?:you|him|her|them|us|[A-Z][a-z]+) and (I)\b/dg, 'me'],
  [/\bIf (?:(?:the|a|an|his|her|its|their|our) )?[A-Za-z]+ (would have)\b/dg, 'had'],
  [/\b(?:[Aa]nyone|[Ss]omeone|[Ee]veryone|[Aa]nybody|people|those|man|woman|residents?|driver|family|families) (who['’]s) (?!there|here|[a-z]+(?:ing|ed) )[a-z]+ (?:was|were|is|are|has|have)\b/dg, 'whose'],
]

/** Words confused with others that sound like them, or in a case or tense that cannot stand there. */
export const confused: TextRule = {
  id: 'en.grammar',
  language: 'en',
  severity: 'error',
  source: 'usage',
  kinds: ['text', 'quote', 'summary', 'footnote', 'caption'],
  check: ({ text }) =>
    CONFUSED.flatMap(([pattern, right]) =>
      [...text.matchAll(pattern)].map((match): Found => {
        const [from, to] = match.indices?.[1] ?? [0, 0]
        return { from, to, fixes: [right], details: { said: `“${match[1] ?? ''}” → “${right}”` } }
      }),
    ),
}
