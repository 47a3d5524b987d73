import type { Found, TextRule } from '../rule'
import { inWords, SMALL, WORDS_FROM_TEN } from './number-words'

/** What counts in figures whatever its size: measures, money, shares, ages, times, votes, scores. */
const MEASURED =
  /^(?: (?:below|above) zero|[ -]?(?:%|percent|per cent|percentage|point|cents?|dollars?|yuan|euros?|pounds?|million|billion|trillion|hundred|thousand|degrees?|inch(?:es)?|feet|foot|yards?|miles?|kilomet(?:er|re)s?|met(?:er|re)s?|centimet(?:er|re)s?|millimet(?:er|re)s?|km|cm|mm|kg|mph|kph|acres?|hectares?|tons?|tonnes?|ounces?|pounds?|kilograms?|grams?|lit(?:er|re)s?|gallons?|watts?|kilowatts?|megawatts?|volts?|a\.m|p\.m|am\b|pm\b|o’clock|o'clock|years? old|year-old|month-old|week-old|day-old|to \d|of \d|and \d|[-–—/:]\s?\d|x \d|by \d|out of)|[½¼¾])/i

/** What a figure belongs to as its number: a page, a route, a date, a team's score. */
const NUMBERED =
  /(?:[$€£¥#:.,/\d–—-]|\b(?:No|Nos|Fig|Vol|Ch|Art|Sec|p|pp|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\. ?|\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Chapter|Section|Article|Page|Room|Route|Highway|Interstate|Line|Gate|Flight|Grade|Phase|Level|Type|Category|Class|Stage|Act|Scene|Part|Step|Day|Week|Game|Channel|Apollo|Boeing|Airbus|iPhone|Windows|Group|Pool|Lane|Unit|Reactor|Track|Platform|Building|Block|Tower|Terminal|Division|District|Ward|Precinct|Proposition|Amendment|Title|Volume|Issue|Figure|Table|Question|Item|Rule|Law|Order|Resolution|World War|Super Bowl|Formula|magnitude|age|aged|ages|scored|beat|minus|plus|ranked|odds|ratio|version|size|model|top|RMB|CNY|USD|\d (?:to|and|or|of)) ?)$/

const ADDRESS = /^ (?:[NSEW]\. )?[A-Z][a-z]+ (?:St|Ave|Blvd|Rd|Road|Street|Avenue|Lane|Drive|Dr|Way|Court|Place)\b/

/** A recipe is all figures. */
const RECIPE = /\b(?:cups?|tablespoons?|teaspoons?) of\b/

/** A figure below ten in running text, where nothing around it calls for figures. */
const smallFigures = (text: string): Found[] =>
  RECIPE.test(text) ? [] : [...text.matchAll(/(?<![\w.,$€£¥#/:–—-])[1-9](?= [a-z])/g)].flatMap((match): Found[] => {
    const [before, after] = [text.slice(Math.max(0, match.index - 24), match.index), text.slice(match.index + 1, match.index + 40)]
    if (opens(text, match.index) || MEASURED.test(after) || NUMBERED.test(before) || ADDRESS.test(after)) return []
    // "3 boys and 12 girls": AP keeps to its rule for each, so nothing is excepted by its neighbour.
    return [{ from: match.index, to: match.index + 1, fixes: [SMALL[Number(match[0])] ?? match[0]], details: { context: 'small', said: match[0], right: SMALL[Number(match[0])] ?? '' } }]
  })

const opens = (text: string, at: number): boolean => at === 0 || /(?:[.!?]["”’)]?\s+|\n|^[“"‘(])$/.test(text.slice(Math.max(0, at - 4), at)) && !/\b(?:No|Nos|vs|Nov|Dec|Oct|Sept|Aug|Jan|Feb|Gen|Lt|p|pp|Fig|Vol|St|a\.m|p\.m|U\.S)\.\s+$/.test(text.slice(Math.max(0, at - 8), at))

/** A sentence that opens with figures; a year may. */
const opening = (text: string): Found[] =>
  [...text.matchAll(/\d{1,3}(?:,\d{3}){1,4}|\d+/g)].flatMap((match): Found[] => {
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12)
    if (!opens(text, match.index) || /^(?:1[5-9]|20)\d\d$/.test(match[0]) || /^[.):]|^-?[A-Z]|^(?:st|nd|rd|th)\b|^[:/-]\d/.test(after) || !/^[ %-]/.test(after)) return []
    const words = inWords(Number(match[0].replaceAll(',', '')))
    const capital = words.charAt(0).toUpperCase() + words.slice(1)
    return [{ from: match.index, to: match.index + match[0].length, fixes: words === '' || /^%/.test(after) ? [] : [capital], details: { context: 'opening', said: match[0] } }]
  })

const WORDS = /\b(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)\b(?= [a-z])/g

/** A number from ten up in words, inside a sentence: AP has figures. Quotations too: they are heard, not seen. */
const largeWords = (text: string): Found[] =>
  [...text.matchAll(WORDS)].flatMap((match): Found[] => {
    const value = WORDS_FROM_TEN.get(match[0])
    const [before, after] = [text.slice(Math.max(0, match.index - 16), match.index), text.slice(match.index + match[0].length, match.index + match[0].length + 14)]
    // "one in ten", "ten times", "ten thousand": ways of speaking, and numbers that go on.
    if (value === undefined || opens(text, match.index) || /(?:-|\b(?:or|to|hang|top|of|in|out of|number|nine|perfect|hundred|and|late|early|past|after|half past) )$/i.test(before) || /^ (?:times|thousand|hundred|million|billion|something|to one|or|minutes? to|to|past|commandments|fold|o’clock)\b|^-/i.test(after)) return []
    return [{ from: match.index, to: match.index + match[0].length, fixes: [String(value)], details: { context: 'large', said: match[0], right: String(value) } }]
  })

/** Numbers as AP writes them: words below ten, figures from ten, and no figure to open a sentence. */
export const number: TextRule = { id: 'en.number', language: 'en', severity: 'warning', source: 'ap', kinds: ['text', 'quote', 'summary'], check: ({ text }) => [...smallFigures(text), ...opening(text), ...largeWords(text)] }
