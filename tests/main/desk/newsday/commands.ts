import fc from 'fast-check'
import { expect } from 'vitest'

import { failed, valueOf } from '../../../../src-shared/outcome'
import type { Decision } from '../../../../src-shared/review/states'
import { codeOf } from '../newsroom'
import { published, stored, takenDown } from './after'
import { agree } from './agree'
import { choosePossible, chooseRemembered, DECISIONS, newText, sensible } from './choose'
import { DESTINATIONS, PEOPLE, READER, STAFF, storyOf, type Destination } from './house'
import { atDesk, current, pieceAt, type Model, type Piece } from './model'
import { claimRefusals, edits, lendRefusals, writingRefusals } from './rules'
import { expectAnswer, member, seen, send, sendEdited, signAct, type Memory, type World } from './world'

type DayCommand = fc.AsyncCommand<Model, World>
type Happening = { name: string; pick: number; person: number; piece: number; run: (model: Model, world: World) => Promise<void>; check?: (model: Model) => boolean }

/** Whoever looks at their lists after a command. */
const looker = (pick: number): string => PEOPLE[pick % PEOPLE.length] ?? READER

const command = ({ name, pick, person, piece, run, check }: Happening): DayCommand => ({
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

const hasPieces = ({ pieces }: Model): boolean => pieces.size > 0
const someone = (model: Model, index: number): string => {
  const people = atDesk(model).filter((login) => login !== READER)
  return people[index % people.length] ?? READER
}
const idOf = (number: number): string => `da1c0de0-0000-4000-8000-${String(number).padStart(12, '0')}`

const writes = (n: Numbers): DayCommand =>
  command({ ...n, name: 'writes', check: ({ pieces }) => pieces.size < 4, run: async (model, world) => {
    const person = someone(model, n.person)
    const text = newText(model, null, false)
    await send(world, model, signAct(world, model, 'submit', person, null, idOf(model.made), { text }))
  } })

const acts = (n: Numbers): DayCommand =>
  command({ ...n, name: 'acts', check: hasPieces, run: async (model, world) => {
    const signed = choosePossible(world, model, n.pick)
    if (signed) await send(world, model, signed)
  } })

/** Anybody tries anything: mostly a door that is closed. */
const tries = (n: Numbers, decision: Decision): DayCommand =>
  command({ ...n, name: `tries ${decision}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const wish = n.pick % 3 === 0 ? { text: current(piece), pass: 1 + (n.pick % 4), stage: model.rules.stages[n.pick % model.rules.stages.length]!.id, issues: n.pick % 2 === 0 ? ['i1'] : [], closes: n.pick % 4 === 0 ? ['i2'] : [] } : sensible(model, decision, person, piece, n.pick)
    await send(world, model, signAct(world, model, decision, person, seen(world, piece), piece.id, decision === 'submit' ? { ...wish, stage: 'submission' } : wish))
  } })

/** What is signed by one does not pass in the session of another. */
const imitates = (n: Numbers): DayCommand =>
  command({ ...n, name: 'imitates', check: hasPieces, run: async (model, world) => {
    const piece = pieceAt(model, n.piece)!
    const [one, other] = [someone(model, n.person), someone(model, n.person + 1)]
    if (one === other) return
    const { act, envelope } = signAct(world, model, 'hold', one, seen(world, piece), piece.id, sensible(model, 'hold', one, piece, n.pick))
    const answer = await member(world, other).client.call('review', { params: { story: act.story }, body: { envelope } })
    expect(['signer-mismatch', 'not-allowed']).toContain(codeOf(answer))
  } })

/** The answer to something was lost, and it is sent again. */
const sendsAgain = (n: Numbers): DayCommand =>
  command({ ...n, name: 'sends again', check: hasPieces, run: async (model, world) => {
    const signed = world.taken[n.pick % world.taken.length]
    if (signed && !model.away.has(signed.act.person)) await send(world, model, signed)
  } })

const types = (n: Numbers): DayCommand =>
  command({ ...n, name: 'types', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const refusals = writingRefusals(model, piece, person)
    const late = n.pick % 4 === 0 && (piece.working?.generation ?? 0) > 0
    if (late) refusals.add('working-stale')
    const text = n.pick % 5 === 0 ? current(piece) : newText(model, current(piece), n.pick % 2 === 0)
    const generation = (piece.working?.generation ?? 0) - (late ? 1 : 0)
    const answer = await member(world, person).client.call('saveWorking', {
      params: { story: piece.id }, body: { story: storyOf(piece.id, text), notes: { threads: [], suggestions: {}, fields: [] }, conflicts: [], base: seen(world, piece).standing.revision.sha256, generation },
    })
    if (expectAnswer(answer, refusals, `${person} types`)) stored(piece, text)
  } })

const editsAndDecides = (n: Numbers): DayCommand =>
  command({ ...n, name: 'edits and decides', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const edit = signAct(world, model, 'revise', person, seen(world, piece), piece.id, sensible(model, 'revise', person, piece, n.pick))
    const decision = (['pass', 'signOff', 'return'] as const)[n.pick % 3]!
    await sendEdited(world, model, edit, (edited: Memory) => signAct(world, model, decision, person, edited, piece.id, sensible(model, decision, person, edited.piece, n.pick)))
  } })

const claims = (n: Numbers): DayCommand =>
  command({ ...n, name: 'claims', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const takeOver = n.pick % 3 === 0
    const answer = await member(world, person).client.call('claim', { params: { story: piece.id }, body: { takeOver } })
    if (!expectAnswer(answer, claimRefusals(model, piece, person, takeOver), `${person} claims`) || !answer.ok) return
    expect(Math.abs(Date.parse(answer.value.until) - model.now() - 30 * 60_000)).toBeLessThan(60_000)
    piece.claim = { person, until: Date.parse(answer.value.until) }
  } })

const letsGo = (n: Numbers): DayCommand =>
  command({ ...n, name: 'lets go', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const answer = await member(world, person).client.call('release', { params: { story: piece.id } })
    if (expectAnswer(answer, new Set(edits(model, person) ? [] : ['not-allowed']), `${person} lets go`) && piece.claim?.person === person) piece.claim = null
  } })

const lends = (n: Numbers): DayCommand =>
  command({ ...n, name: 'lends', run: async (model, world) => {
    const [from, to] = [someone(model, n.person), PEOPLE[n.piece % PEOPLE.length]!]
    const role = (['editor', 'editor', 'chief'] as const)[n.pick % 3]!
    const channel = [[], ['社会'], ['体育']][n.pick % 3 === 2 ? 0 : n.pick % 5 === 0 ? 2 : n.pick % 2]!
    const stages = n.pick % 4 === 0 ? [model.rules.stages[0]!.id] : []
    const begins = world.room.clock.time
    const ends = begins + (1 + (n.pick % 5)) * 3_600_000
    const answer = await world.room.lend(member(world, from), member(world, to), { role, channel, stages, notAfter: new Date(ends).toISOString() })
    if (!expectAnswer(answer, lendRefusals(model, from, to, role), `${from} lends ${role} to ${to}`) || !answer.ok) return
    model.loans.push({ from, to, role, channel, stages, begins, ends, over: false, digest: answer.value.delegation.id })
    model.lines += 1
  } })

const endsLoan = (n: Numbers): DayCommand =>
  command({ ...n, name: 'ends a loan', check: ({ loans }) => loans.length > 0, run: async (model, world) => {
    const loan = model.loans[n.pick % model.loans.length]!
    const person = n.pick % 2 === 0 && !model.away.has(loan.from) ? loan.from : someone(model, n.person)
    const refusals = new Set<string>()
    const editor = STAFF[person]?.role !== 'reporter' || model.loans.some((each) => each.to === person && !each.over && each.ends > model.now())
    if (!editor) refusals.add('not-allowed')
    if (![loan.from, loan.to].includes(person)) refusals.add('delegation-unknown')
    if (!expectAnswer(await world.room.endLoan(member(world, person), loan.digest), refusals, `${person} ends a loan`)) return
    if (!loan.over) model.lines += 1
    loan.over = true
  } })

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

const publishes = (n: Numbers, where: Destination): DayCommand =>
  command({ ...n, name: `publishes at ${where}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [ready(model, n.piece)!, someone(model, n.person)]
    const answer = await member(world, person).client.call('publish', { params: { story: piece.id }, body: { destination: where } })
    if (!expectAnswer(answer, unpublishable(model, piece, person), `${person} publishes`) || !answer.ok) return
    expect(answer.value).toMatchObject({ state: 'published', code: '' })
    published(model, piece, where, person)
    world.done.published += 1
  } })

/** A destination that loses its answer: it stands there, is tried again, and is on record once. */
const losesAnswer = (n: Numbers): DayCommand =>
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

const takesDown = (n: Numbers, where: Destination): DayCommand =>
  command({ ...n, name: `takes down at ${where}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [ready(model, n.piece)!, someone(model, n.person)]
    const refusals = new Set<string>()
    if (!edits(model, person)) refusals.add('not-allowed')
    if (!piece.at.has(where)) refusals.add('not-published')
    const answer = await member(world, person).client.call('takeDown', { params: { story: piece.id, destination: where }, body: { reason: '有误。' } })
    if (expectAnswer(answer, refusals, `${person} takes down`)) takenDown(model, piece, where, person)
  } })

/** Somebody leaves, with what they saw last, and signs something on the way. */
const leaves = (n: Numbers): DayCommand =>
  command({ ...n, name: 'goes away', check: (model) => model.away.size < 3, run: (model, world) => {
    const person = someone(model, n.person)
    world.memories.set(person, new Map([...model.pieces.values()].map((piece) => [piece.id, structuredClone(seen(world, piece))])))
    model.away.add(person)
    const signed = chooseRemembered(world, model, person, n.pick)
    world.pockets.set(person, signed ? [signed] : [])
    return Promise.resolve()
  } })

/** Whoever is away signs something on what they remember; it stays in their pocket. */
const signsAway = (n: Numbers): DayCommand =>
  command({ ...n, name: 'signs away', check: (model) => hasPieces(model) && model.away.size > 0, run: (model, world) => {
    const person = [...model.away][n.person % model.away.size]!
    const signed = chooseRemembered(world, model, person, n.pick)
    if (signed) world.pockets.get(person)?.push(signed)
    return Promise.resolve()
  } })

/** A colleague brings what somebody away signed first: it is taken as its signer's, or refused as theirs. */
const carries = (n: Numbers): DayCommand =>
  command({ ...n, name: 'carries', check: (model) => model.away.size > 0, run: async (model, world) => {
    const waiting = [...model.away].flatMap((person) => (world.pockets.get(person) ?? []).filter((each) => !world.taken.includes(each)).slice(0, 1))
    const first = waiting[n.person % Math.max(1, waiting.length)]
    if (first) await send(world, model, first, someone(model, n.pick))
  } })

/** Somebody is back, and everything in their pocket goes to the desk in its order. */
const comesBack = (n: Numbers): DayCommand =>
  command({ ...n, name: 'comes back', check: (model) => model.away.size > 0, run: async (model, world) => {
    const person = [...model.away][n.person % model.away.size]!
    model.away.delete(person)
    for (const signed of world.pockets.get(person) ?? []) await send(world, model, signed)
    world.pockets.delete(person)
  } })

const crashes = (n: Numbers): DayCommand => command({ ...n, name: 'the desk is started anew', run: async (_model, world) => void valueOf(await world.room.reopen()) })

const passes = (n: Numbers): DayCommand =>
  command({ ...n, name: 'time passes', run: (_model, world) => {
    world.room.clock.time += [11, 43, 130][n.pick % 3]! * 60_000
    return Promise.resolve()
  } })

type Numbers = { pick: number; person: number; piece: number }
const numbers: fc.Arbitrary<Numbers> = fc.record({ pick: fc.nat(9_999), person: fc.nat(99), piece: fc.nat(99) })
const often = (times: number, arbitrary: fc.Arbitrary<DayCommand>): fc.Arbitrary<DayCommand>[] => Array.from({ length: times }, () => arbitrary)

/** A day's worth of what people do, mostly what they may. */
export const aDay = (longest: number): fc.Arbitrary<Iterable<DayCommand>> => {
  const decision = fc.constantFrom(...DECISIONS)
  const where = fc.constantFrom(...DESTINATIONS)
  const some = [types, editsAndDecides, claims, letsGo, endsLoan, comesBack, sendsAgain, imitates, losesAnswer, crashes, passes].map((make) => numbers.map(make))
  return fc.commands(
    [
      ...often(3, numbers.map(writes)), ...often(28, numbers.map(acts)), ...often(3, fc.tuple(numbers, decision).map(([n, one]) => tries(n, one))),
      ...often(3, fc.tuple(numbers, where).map(([n, place]) => publishes(n, place))), ...often(4, numbers.map(signsAway)), ...often(3, numbers.map(carries)), ...often(3, numbers.map(leaves)), ...often(2, numbers.map(lends)),
      fc.tuple(numbers, where).map(([n, place]) => takesDown(n, place)), ...some,
    ],
    { maxCommands: longest, size: 'max' },
  )
}

