import { sameText, type Destination } from './house'
import { current, type Act, type Model, type Piece } from './model'

const begin = (act: Act): Piece => ({
  id: act.story, author: act.person, coauthors: [], state: 'inReview', before: null, stage: 0, texts: [act.text], acted: [], proofs: [], issues: new Map(),
  record: [{ decision: 'submit', person: act.person }], acts: 1, live: null, at: new Map(), claim: null, working: null, cleared: new Set(),
})

/** A new revision by its author, or a correction by whoever the house lets: nothing of the desk's own work is carried over. */
const written = ({ rules }: Model, piece: Piece, act: Act): void => {
  piece.texts.push(act.text)
  piece.state = 'inReview'
  piece.before = null
  piece.proofs = []
  piece.working = null
  if (act.decision === 'submit') {
    if (rules.resubmitAt === 'firstStage') piece.stage = 0
    return
  }
  piece.stage = rules.correctAt === 'lastStage' ? rules.stages.length - 1 : 0
  // A round of its own.
  piece.acted = []
  piece.issues = new Map()
  piece.coauthors = act.person === piece.author ? [] : [act.person]
}

const revised = ({ rules }: Model, piece: Piece, act: Act): void => {
  const was = current(piece)
  const voids = [...(act.text.headline === was.headline ? [] : [rules.voids.headline]), ...(act.text.keywords.join() === was.keywords.join() ? [] : [rules.voids.details])]
  if (voids.some(({ approvals }) => approvals)) piece.stage = 0
  if (voids.some(({ proofs }) => proofs)) piece.proofs = []
  piece.texts.push(act.text)
  // The working copy goes on from the revision that was cut.
  if (piece.working) piece.working = { ...piece.working, generation: piece.working.generation + 1 }
}

/** Writes an act the house took into the day's own book. */
export const happen = (model: Model, act: Act): void => {
  model.lines += 1
  const piece = model.pieces.get(act.story)
  if (!piece) {
    model.pieces.set(act.story, begin(act))
    return
  }
  const { stage } = piece
  piece.record.push({ decision: act.decision, person: act.person })
  piece.acts += 1
  for (const id of act.closes) piece.issues.set(id, false)
  for (const id of act.issues) piece.issues.set(id, true)
  if (['pass', 'signOff', 'return', 'revise'].includes(act.decision)) piece.acted.push({ stage: act.stage, person: act.person })
  switch (act.decision) {
    case 'submit':
    case 'correct':
      written(model, piece, act)
      break
    case 'revise':
      revised(model, piece, act)
      break
    case 'pass':
      piece.stage += 1
      break
    case 'signOff':
      piece.state = 'signedOff'
      piece.cleared.add(piece.texts.length)
      break
    case 'return':
      piece.state = 'returned'
      break
    case 'proof':
      piece.proofs.push(act.person)
      break
    case 'hold':
      piece.before = piece.state
      piece.state = 'held'
      break
    case 'spike':
      piece.before = piece.state === 'held' ? piece.before : piece.state
      piece.state = 'spiked'
      break
    case 'release':
    case 'revive':
      piece.state = piece.before ?? 'inReview'
      piece.before = null
      break
  }
  if (piece.stage !== stage || (piece.state !== 'inReview' && piece.state !== 'held')) piece.claim = null
}

/** A copy to look ahead on: an edit is tried before what is decided on it. */
export const lookAhead = (model: Model, act: Act): Model => {
  const piece = model.pieces.get(act.story)
  const ahead = { ...model, pieces: new Map(model.pieces) }
  if (piece) ahead.pieces.set(act.story, { ...structuredClone(piece), claim: piece.claim })
  happen(ahead, act)
  // The claim is looked at where the piece stood before the edit.
  const moved = ahead.pieces.get(act.story)
  if (moved && piece) moved.claim = piece.claim
  return ahead
}

/** Readers see the signed revision there; nothing new where they did already. */
export const published = (model: Model, piece: Piece, where: Destination, person: string): void => {
  const stood = piece.at.get(where)
  if (stood?.up !== true || stood.revision !== piece.texts.length) {
    piece.record.push({ decision: 'published', person })
    model.lines += 1
  }
  piece.at.set(where, { up: true, revision: piece.texts.length })
  piece.live = piece.texts.length
  if (piece.state === 'signedOff') piece.state = 'published'
}

/** Readers do not see it there any more. */
export const takenDown = (model: Model, piece: Piece, where: Destination, person: string): void => {
  const stood = piece.at.get(where)
  if (stood?.up !== true) return
  piece.at.set(where, { ...stood, up: false })
  piece.record.push({ decision: 'takenDown', person })
  model.lines += 1
  if ([...piece.at.values()].some(({ up }) => up)) return
  piece.live = null
  if (piece.state === 'published') piece.state = 'signedOff'
  if (piece.before === 'published') piece.before = 'signedOff'
}

/** Somebody stores what they wrote. */
export const stored = (piece: Piece, text: Piece['texts'][number]): void => {
  piece.working = { text, generation: (piece.working?.generation ?? 0) + 1 }
}

/** True where somebody edited the piece since its revision was cut. */
export const isEdited = (piece: Piece): boolean => piece.working !== null && !sameText(piece.working.text, current(piece))
