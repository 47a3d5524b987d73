import { cutRuns, textOfRuns, type Piece } from '../pieces'

const SPEAKER = /^((?:问|答|Q|A|记者|本报记者|主持人|[\p{Script=Han}·]{2,6}|[\p{Script=Han}]{1,3}(?:先生|女士|教授|主任)|[A-Z][\p{L}.'’ -]{0,30}))\s*[:\uff1a]\s*/u
const ASKS = /^(?:问|Q|记者|本报记者|主持人|提问|采访者|[\p{Script=Han}]{2,6}记者|Question|Interviewer|Reporter|Host)$/iu

type Spoken = { index: number; speaker: string; length: number; asks: boolean }

const spokenAt = (piece: Piece | undefined, index: number): Spoken | null => {
  if (piece?.kind !== 'line' || piece.head > 0) return null
  const text = textOfRuns(piece.runs)
  const found = SPEAKER.exec(text)
  if (!found?.[1] || text.length === found[0].length) return null
  return { index, speaker: found[1], length: found[0].length, asks: ASKS.test(found[1]) }
}

/** The turns of the interview a source holds: each question with the answer that follows. Fewer than two pairs are no interview. */
const interview = (pieces: readonly Piece[]): Spoken[] => {
  const spoken = pieces.flatMap((piece, index) => spokenAt(piece, index) ?? [])
  const answers = spoken.filter((turn, at) => !turn.asks && (at > 0 && (spoken[at - 1]?.asks ?? false)))
  if (answers.length < 2) return []
  const kept = new Set(answers.map(({ speaker }) => speaker))
  return spoken.filter(({ asks, speaker }) => asks || kept.has(speaker))
}

/** Makes questions and answers of an interview's lines, 问：/答： or 记者：/a name：. Lines between two turns go on with the one before. */
export const promoteTurns = (pieces: readonly Piece[]): Piece[] => {
  const turns = new Map(interview(pieces).map((turn) => [turn.index, turn]))
  const last = [...turns.keys()].at(-1) ?? -1
  let open: 'question' | 'answer' | null = null
  return pieces.map((piece, index): Piece => {
    const turn = turns.get(index)
    if (piece.kind !== 'line') {
      if (piece.kind === 'rule' || piece.kind === 'box') open = null
      return piece
    }
    if (turn) {
      open = turn.asks ? 'question' : 'answer'
      return { kind: 'turn', part: open, speaker: turn.speaker, runs: cutRuns(piece.runs, turn.length) }
    }
    if (piece.head > 0) open = null
    return open !== null && index < last ? { kind: 'turn', part: open, speaker: '', runs: piece.runs } : piece
  })
}
