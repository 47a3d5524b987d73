import type { Decision } from '../../../../src-shared/review/states'
import { RANKS, READER, STAFF, type Text } from './house'
import { atDesk, current, fresh, runs, type Loan, type Model, type Piece } from './model'
import { refusalsOf } from './rules'
import { seen, signAct, type Signed, type Wish, type World } from './world'

const times = (count: number, decision: Decision): Decision[] => Array.from({ length: count }, () => decision)
/** Which acts a day is mostly made of, each as often as it stands here: in an order in which what nobody may do now leads to what carries a piece on. */
export const USUAL: readonly Decision[] = [
  ...times(4, 'submit'), ...times(3, 'correct'), ...times(4, 'release'), ...times(4, 'revive'), ...times(8, 'signOff'), ...times(8, 'pass'), ...times(8, 'proof'), 'return', 'revise', 'hold', 'spike',
]
export const DECISIONS: readonly Decision[] = ['submit', 'pass', 'signOff', 'return', 'revise', 'proof', 'hold', 'release', 'spike', 'revive', 'correct']

/** Some text that stands nowhere yet: another headline, or the same with other keywords. */
export const newText = (model: Model, before: Text | null, onlyDetails: boolean): Text => {
  const number = String(fresh(model))
  return before && onlyDetails ? { headline: before.headline, keywords: [`词${number}`] } : { headline: `第${number}题`, keywords: before?.keywords ?? [] }
}

/** A right that is lent to them now and is more than they have, if any. */
const lentTo = (model: Model, person: string): Loan | null => model.loans.find((loan) => loan.to === person && runs(loan, model.now()) && RANKS.indexOf(loan.role) > RANKS.indexOf(STAFF[person]?.role ?? 'reporter')) ?? null

/** What somebody who means well signs: with reasons, every open issue closed where they go on, an issue raised now and then. */
export const sensible = (model: Model, decision: Decision, person: string, piece: Piece, pick: number): Wish => {
  const forward = decision === 'pass' || decision === 'signOff'
  const last = piece.stage === model.rules.stages.length - 1
  const raises = (decision === 'pass' && piece.stage === 0 && pick % 3 === 0 && !last) || (decision === 'return' && pick % 2 === 0) || (decision === 'proof' && pick % 7 === 0)
  const writes = decision === 'submit' || decision === 'correct' || decision === 'revise'
  const working = decision === 'revise' && piece.working && piece.working.text.headline + piece.working.text.keywords.join() !== current(piece).headline + current(piece).keywords.join() ? piece.working.text : null
  return {
    reason: '事实已核。', under: lentTo(model, person),
    closes: forward && model.rules.stages[piece.stage]?.closesIssues === true ? [...piece.issues].filter(([, open]) => open).map(([id]) => id) : [],
    issues: raises ? [`i${String(fresh(model))}`] : [],
    ...(writes ? { text: working ?? newText(model, current(piece), pick % 4 === 0) } : {}),
  }
}

/** Signs it, if it is something the house would take now. */
const possible = (world: World, model: Model, decision: Decision, person: string, piece: Piece, pick: number): Signed | null => {
  const made = model.made
  const wish = sensible(model, decision, person, piece, pick)
  const signed = signAct(world, model, decision, person, seen(world, piece), piece.id, wish)
  if (refusalsOf(model, signed.act).size === 0) return signed
  model.made = made
  return null
}

/** An act that somebody away believes they may do, by what they remember; null where they remember nothing to do. */
export const chooseRemembered = (world: World, model: Model, person: string, pick: number): Signed | null => {
  const memories = [...(world.memories.get(person) ?? [])]
  const then = { ...model, pieces: new Map(memories.map(([id, { piece }]) => [id, piece])) }
  for (let at = 0; at < USUAL.length * memories.length; at += 1) {
    const decision = USUAL[(pick + at) % USUAL.length]!
    const [id, known] = memories[Math.floor((pick + at) / USUAL.length) % memories.length]!
    // An edit needs the desk.
    if (decision === 'revise') continue
    const signed = signAct(world, model, decision, person, known, id, sensible(model, decision, person, known.piece, pick))
    if (refusalsOf(then, signed.act).size === 0) return signed
  }
  return null
}

/** An act that somebody at the desk may do now, found by `pick`; null where nobody may do anything. */
export const choosePossible = (world: World, model: Model, pick: number): Signed | null => {
  const people = atDesk(model).filter((person) => person !== READER)
  const pieces = [...model.pieces.values()]
  // Begins anywhere, so that every act, piece and person has its turn.
  for (let step = 0; step < USUAL.length; step += 1) {
    const decision = USUAL[(pick + step) % USUAL.length]!
    for (let at = 0; at < pieces.length * people.length; at += 1) {
      const turn = (Math.floor(pick / USUAL.length) + at) % (pieces.length * people.length)
      const found = possible(world, model, decision, people[turn % people.length]!, pieces[Math.floor(turn / people.length)]!, pick)
      if (found) return found
    }
  }
  return null
}
