import fc from 'fast-check'

import { acts, claims, editsAndDecides, endsLoan, imitates, lends, letsGo, sendsAgain, tries, types, writes } from './at-the-desk'
import { DECISIONS } from './choose'
import type { DayCommand, Numbers } from './command'
import { DESTINATIONS } from './house'
import { carries, comesBack, crashes, leaves, losesAnswer, passes, publishes, signsAway, takesDown } from './outside'

const numbers: fc.Arbitrary<Numbers> = fc.record({ pick: fc.nat(9_999), person: fc.nat(99), piece: fc.nat(99) })
const often = (times: number, arbitrary: fc.Arbitrary<DayCommand>): fc.Arbitrary<DayCommand>[] => Array.from({ length: times }, () => arbitrary)

/** A day's worth of what people do, mostly what they may. */
export const aDay = (longest: number): fc.Arbitrary<Iterable<DayCommand>> => {
  const decision = fc.constantFrom(...DECISIONS)
  const where = fc.constantFrom(...DESTINATIONS)
  const some = [types, editsAndDecides, letsGo, endsLoan, comesBack, sendsAgain, imitates, losesAnswer, crashes, passes].map((make) => numbers.map(make))
  return fc.commands(
    [
      ...often(3, numbers.map(writes)), ...often(28, numbers.map(acts)), ...often(3, fc.tuple(numbers, decision).map(([n, one]) => tries(n, one))),
      ...often(3, fc.tuple(numbers, where).map(([n, place]) => publishes(n, place))), ...often(4, numbers.map(signsAway)), ...often(3, numbers.map(carries)), ...often(4, numbers.map(claims)), ...often(3, numbers.map(leaves)), ...often(2, numbers.map(lends)),
      fc.tuple(numbers, where).map(([n, place]) => takesDown(n, place)), ...some,
    ],
    { maxCommands: longest, size: 'max' },
  )
}

