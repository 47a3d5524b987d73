import { expect } from 'vitest'

import type { Decision } from '../../../../src-shared/review/states'
import { codeOf } from '../newsroom'
import { stored } from './after'
import { choosePossible, newText, sensible } from './choose'
import { command, hasPieces, idOf, someone, type DayCommand, type Numbers } from './command'
import { PEOPLE, STAFF, storyOf } from './house'
import { current, pieceAt } from './model'
import { claimRefusals, edits, lendRefusals, writingRefusals } from './rules'
import { expectAnswer, member, seen, send, sendEdited, signAct, type Memory } from './world'

/** A new piece is written and submitted. */
export const writes = (n: Numbers): DayCommand =>
  command({ ...n, name: 'writes', check: ({ pieces }) => pieces.size < 4, run: async (model, world) => {
    const person = someone(model, n.person)
    const text = newText(model, null, false)
    await send(world, model, signAct(world, model, 'submit', person, null, idOf(model.made), { text }))
  } })

/** Somebody does what they may. */
export const acts = (n: Numbers): DayCommand =>
  command({ ...n, name: 'acts', check: hasPieces, run: async (model, world) => {
    const signed = choosePossible(world, model, n.pick)
    if (signed) await send(world, model, signed)
  } })

/** Anybody tries anything: mostly a door that is closed. */
export const tries = (n: Numbers, decision: Decision): DayCommand =>
  command({ ...n, name: `tries ${decision}`, check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const wish = n.pick % 3 === 0 ? { text: current(piece), pass: 1 + (n.pick % 4), stage: model.rules.stages[n.pick % model.rules.stages.length]!.id, issues: n.pick % 2 === 0 ? ['i1'] : [], closes: n.pick % 4 === 0 ? ['i2'] : [] } : sensible(model, decision, person, piece, n.pick)
    await send(world, model, signAct(world, model, decision, person, seen(world, piece), piece.id, decision === 'submit' ? { ...wish, stage: 'submission' } : wish))
  } })

/** What is signed by one does not pass in the session of another. */
export const imitates = (n: Numbers): DayCommand =>
  command({ ...n, name: 'imitates', check: hasPieces, run: async (model, world) => {
    const piece = pieceAt(model, n.piece)!
    const [one, other] = [someone(model, n.person), someone(model, n.person + 1)]
    if (one === other) return
    const { act, envelope } = signAct(world, model, 'hold', one, seen(world, piece), piece.id, sensible(model, 'hold', one, piece, n.pick))
    const answer = await member(world, other).client.call('review', { params: { story: act.story }, body: { envelope } })
    expect(['signer-mismatch', 'not-allowed']).toContain(codeOf(answer))
  } })

/** The answer to something was lost, and it is sent again. */
export const sendsAgain = (n: Numbers): DayCommand =>
  command({ ...n, name: 'sends again', check: hasPieces, run: async (model, world) => {
    const signed = world.taken[n.pick % world.taken.length]
    if (signed && !model.away.has(signed.act.person)) await send(world, model, signed)
  } })

/** Somebody stores what they wrote into the working copy, now and then from an older one. */
export const types = (n: Numbers): DayCommand =>
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

/** An edit and what is decided on it, in one command. */
export const editsAndDecides = (n: Numbers): DayCommand =>
  command({ ...n, name: 'edits and decides', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const edit = signAct(world, model, 'revise', person, seen(world, piece), piece.id, sensible(model, 'revise', person, piece, n.pick))
    const decision = (['pass', 'signOff', 'return'] as const)[n.pick % 3]!
    await sendEdited(world, model, edit, (edited: Memory) => signAct(world, model, decision, person, edited, piece.id, sensible(model, decision, person, edited.piece, n.pick)))
  } })

/** Somebody takes a piece in hand, or takes it over. */
export const claims = (n: Numbers): DayCommand =>
  command({ ...n, name: 'claims', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const takeOver = n.pick % 3 === 0
    const answer = await member(world, person).client.call('claim', { params: { story: piece.id }, body: { takeOver } })
    if (!expectAnswer(answer, claimRefusals(model, piece, person, takeOver), `${person} claims`) || !answer.ok) return
    expect(Math.abs(Date.parse(answer.value.until) - model.now() - 30 * 60_000)).toBeLessThan(60_000)
    piece.claim = { person, until: Date.parse(answer.value.until) }
  } })

/** Somebody lets a piece out of their hands. */
export const letsGo = (n: Numbers): DayCommand =>
  command({ ...n, name: 'lets go', check: hasPieces, run: async (model, world) => {
    const [piece, person] = [pieceAt(model, n.piece)!, someone(model, n.person)]
    const answer = await member(world, person).client.call('release', { params: { story: piece.id } })
    if (expectAnswer(answer, new Set(edits(model, person) ? [] : ['not-allowed']), `${person} lets go`) && piece.claim?.person === person) piece.claim = null
  } })

/** Somebody lends a right. */
export const lends = (n: Numbers): DayCommand =>
  command({ ...n, name: 'lends', run: async (model, world) => {
    const [from, to] = [someone(model, n.person), PEOPLE[n.piece % 4]!]
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

/** A lent right is ended. */
export const endsLoan = (n: Numbers): DayCommand =>
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
