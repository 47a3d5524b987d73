import type { Found, TextRule } from '../rule'

/** What is taken for what, where the words around it make it certain; the slip is the first group. */
const CONFUSED: readonly (readonly [pattern: RegExp, right: string])[] = [
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
