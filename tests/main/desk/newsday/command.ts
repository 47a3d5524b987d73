import type fc from 'fast-check'

import { agree } from './agree'
import { PEOPLE, READER } from './house'
import { atDesk, type Model } from './model'
import type { World } from './world'

/** One thing done in a day. */
export type DayCommand = fc.AsyncCommand<Model, World>
/** By whom, on which piece and in which manner: chosen among what there is when it is done. */
export type Numbers = { pick: number; person: number; piece: number }
type Happening = Numbers & { name: string; run: (model: Model, world: World) => Promise<void>; check?: (model: Model) => boolean }

/** Whoever looks at their lists after a command. */
const looker = (pick: number): string => PEOPLE[pick % PEOPLE.length] ?? READER

/** A thing done: the clock is kept clear of what runs out, it happens, and everything is held against the book. */
export const command = ({ name, pick, person, piece, run, check }: Happening): DayCommand => ({
  check: (model) => check?.(model) ?? true,
  run: async (model, world) => {
    await steady(model, world)
    world.done.commands += 1
    await run(model, world)
    await agree(world, model, looker(pick + person))
  },
  toString: () => `${name}(${[person, piece, pick].join()})`,
})

/** The desk's clock goes on by a second with each look at it: nothing is asked in the minutes in which something runs out. */
const steady = (model: Model, { room }: World): Promise<void> => {
  const near = (time: number): boolean => Math.abs(time - room.clock.time) < 240_000
  const ends = [...[...model.pieces.values()].flatMap(({ claim }) => (claim ? [claim.until] : [])), ...model.loans.flatMap((loan) => (loan.over ? [] : [loan.ends]))]
  while (ends.some(near)) room.clock.time += 300_000
  return Promise.resolve()
}

/** True once anything was written. */
export const hasPieces = ({ pieces }: Model): boolean => pieces.size > 0
/** Somebody at the desk. */
export const someone = (model: Model, index: number): string => {
  const people = atDesk(model).filter((login) => login !== READER)
  return people[index % people.length] ?? READER
}
/** The id of a new piece. */
export const idOf = (number: number): string => `da1c0de0-0000-4000-8000-${String(number).padStart(12, '0')}`
