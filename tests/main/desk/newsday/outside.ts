import { expect } from 'vitest'

import { failed, valueOf } from '../../../../src-shared/outcome'
import { codeOf } from '../newsroom'
import { published, takenDown } from './after'
import { chooseRemembered } from './choose'
import { command, hasPieces, someone, type DayCommand, type Numbers } from './command'
import type { Destination } from './house'
import { pieceAt, type Model, type Piece } from './model'
import { edits } from './rules'
import { expectAnswer, member, seen, send } from './world'

/** A piece that is out or may go out, where there is one. */
const ready = (model: Model, index: number): Piece | null => {
  const found = [...model.pieces.values()].filter(({ state, at }) => state === 'signedOff' || state === 'published' || at.size > 0)
  return index % 4 === 0 ? pieceAt(model, index) : (found[index % Math.max(1, found.length)] ?? pieceAt(model, index))
}

/** Why the desk would not publish a piece as it stands. */
const unpublishable = (model: Model, piece: Piece, person: string): Set<string> => {
  const found = new Set<string>()
  if (!edits(model, person)) found.add('not-allowed')
  if (piece.state === 'held') found.add('piece-held')
  else if (piece.state === 'spiked') found.add('piece-spiked')
  else if (piece.state !== 'signedOff' && piece.state !== 'published') found.add('not-signed-off')
  return found
}

/** Somebody publishes a piece. */
export const publishes = (n: Numbers, where: Destination): DayCommand =>
  command({ ...n, name: `publishes at ${where}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [ready(model, n.piece)!, someone(model, n.person)]
    const answer = await member(world, person).client.call('publish', { params: { story: piece.id }, body: { destination: where } })
    if (!expectAnswer(answer, unpublishable(model, piece, person), `${person} publishes`) || !answer.ok) return
    expect(answer.value).toMatchObject({ state: 'published', code: '' })
    published(model, piece, where, person)
    world.done.published += 1
  } })

/** A destination that loses its answer: it stands there, is tried again, and is on record once. */
export const losesAnswer = (n: Numbers): DayCommand =>
  command({ ...n, name: 'loses the answer', check: hasPieces, run: async (model, world) => {
    const piece = ready(model, n.piece)!
    const person = someone(model, n.person)
    if (unpublishable(model, piece, person).size > 0) return
    const to = { params: { story: piece.id, destination: 'site' } }
    world.room.connector.fail(failed('site-unreachable', 'The site does not answer.'))
    const asked = await member(world, person).client.call('publish', { params: { story: piece.id }, body: { destination: 'site' } })
    world.room.connector.fail(null)
    expect(asked.ok && ['waiting', 'failed'].includes(asked.value.state), codeOf(asked)).toBe(true)
    expect(valueOf(await member(world, person).client.call('retryPublication', { ...to, body: {} }))).toMatchObject({ state: 'published', code: '' })
    published(model, piece, 'site', person)
    world.done.published += 1
  } })

/** Somebody takes a piece down. */
export const takesDown = (n: Numbers, where: Destination): DayCommand =>
  command({ ...n, name: `takes down at ${where}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [ready(model, n.piece)!, someone(model, n.person)]
    const refusals = new Set<string>()
    if (!edits(model, person)) refusals.add('not-allowed')
    if (!piece.at.has(where)) refusals.add('not-published')
    const answer = await member(world, person).client.call('takeDown', { params: { story: piece.id, destination: where }, body: { reason: '有误。' } })
    if (expectAnswer(answer, refusals, `${person} takes down`)) takenDown(model, piece, where, person)
  } })

/** Somebody leaves, with what they saw last, and signs something on the way. */
export const leaves = (n: Numbers): DayCommand =>
  command({ ...n, name: 'goes away', check: (model) => model.away.size < 3, run: (model, world) => {
    const person = someone(model, n.person)
    world.memories.set(person, new Map([...model.pieces.values()].map((piece) => [piece.id, structuredClone(seen(world, piece))])))
    model.away.add(person)
    const signed = chooseRemembered(world, model, person, n.pick)
    world.pockets.set(person, signed ? [signed] : [])
    return Promise.resolve()
  } })

/** Whoever is away signs something on what they remember; it stays in their pocket. */
export const signsAway = (n: Numbers): DayCommand =>
  command({ ...n, name: 'signs away', check: (model) => hasPieces(model) && model.away.size > 0, run: (model, world) => {
    const person = [...model.away][n.person % model.away.size]!
    const signed = chooseRemembered(world, model, person, n.pick)
    if (signed) world.pockets.get(person)?.push(signed)
    return Promise.resolve()
  } })

/** A colleague brings what somebody away signed first: it is taken as its signer's, or refused as theirs. */
export const carries = (n: Numbers): DayCommand =>
  command({ ...n, name: 'carries', check: (model) => model.away.size > 0, run: async (model, world) => {
    const waiting = [...model.away].flatMap((person) => (world.pockets.get(person) ?? []).filter((each) => !world.taken.includes(each)).slice(0, 1))
    const first = waiting[n.person % Math.max(1, waiting.length)]
    if (first) await send(world, model, first, someone(model, n.pick))
  } })

/** Somebody is back, and everything in their pocket goes to the desk in its order. */
export const comesBack = (n: Numbers): DayCommand =>
  command({ ...n, name: 'comes back', check: (model) => model.away.size > 0, run: async (model, world) => {
    const person = [...model.away][n.person % model.away.size]!
    model.away.delete(person)
    for (const signed of world.pockets.get(person) ?? []) await send(world, model, signed)
    world.pockets.delete(person)
  } })

/** The desk is closed and opened. */
export const crashes = (n: Numbers): DayCommand => command({ ...n, name: 'the desk is started anew', run: async (_model, world) => void valueOf(await world.room.reopen()) })

/** Hours pass. */
export const passes = (n: Numbers): DayCommand =>
  command({ ...n, name: 'time passes', run: (_model, world) => {
    world.room.clock.time += [11, 43, 130][n.pick % 3]! * 60_000
    return Promise.resolve()
  } })
