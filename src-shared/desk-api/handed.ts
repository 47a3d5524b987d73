import type { HandedPiece } from '../publication/handoff/check-piece'
import type { CheckedStatement, Crypto, EnrolledKey } from '../signoff/check'
import { checkDelegation } from '../signoff/evidence'
import { countStory } from '../story/count'
import type { Dossier, Piece, PieceEvent } from './pieces'

const eventOf = ({ id, statement, envelope, key }: CheckedStatement, behalf: string): PieceEvent => {
  const { decision, stage, at, reason, revision, issues, closes, pass } = statement
  return { id, decision, stage, person: key.person, name: key.name, at, reason, revision: revision.sha256, envelope, issues, closes, pass, behalf, carried: null, destination: '', receipt: null, lateBy: null }
}

const REASONED: ReadonlySet<string> = new Set(['return', 'hold', 'spike'])
const STAGE_ACTS: ReadonlySet<string> = new Set(['submit', 'correct', 'pass', 'signOff', 'return'])

/** The piece as a row for people. Its times are the statements' own: nobody received it yet. */
const pieceOf = ({ statements, standing, story }: HandedPiece): Piece => {
  const last = <T>(of: (statement: CheckedStatement) => T | null): T | null => statements.reduceRight<T | null>((found, each) => found ?? of(each), null)
  const submission = last((each) => (each.statement.decision === 'submit' ? each : null))
  const signed = standing.state === 'signedOff' ? last((each) => (each.statement.decision === 'signOff' ? each : null)) : null
  const { characters, photos } = countStory(story)
  return {
    standing,
    headline: story.headline,
    slugline: story.slugline,
    channel: story.channel,
    byline: story.byline,
    authorName: statements[0]?.key.name ?? '',
    characters,
    photos,
    submittedAt: submission?.statement.at ?? '',
    waitingSince: last((each) => (STAGE_ACTS.has(each.statement.decision) ? each.statement.at : null)) ?? '',
    reason: last((each) => (REASONED.has(each.statement.decision) ? each.statement.reason : null)) ?? '',
    signedBy: signed?.key.name ?? '',
    signedAt: signed?.statement.at ?? '',
    publications: [],
    dueAt: null,
    claim: null,
    edited: false,
    embargo: story.embargo,
    correctionDue: null,
  }
}

/** A handed piece as the desk would tell of it, made of nothing but the acts that came with it and the records they were checked against. */
export const dossierOf = (piece: HandedPiece, crypto: Crypto): Dossier => {
  const { evidence, statements } = piece
  const lenders = new Map(
    piece.delegations.flatMap((envelope) => {
      const checked = checkDelegation(envelope, evidence, crypto)
      return checked.ok ? [[checked.value.id, checked.value.key.name] as const] : []
    }),
  )
  const named = new Set(statements.map(({ statement }) => statement.policy))
  const used = new Set<EnrolledKey>([...statements.map(({ key }) => key), ...evidence.lenders.values()])
  return {
    piece: pieceOf(piece),
    events: statements.map((each) => eventOf(each, lenders.get(each.statement.delegation ?? '') ?? '')),
    keys: [...evidence.credentials.values()].filter((key) => [...used].some(({ id }) => id === key.id)).map(({ grants, ...key }) => ({ ...key, ...(grants ? { grants: [...grants] } : {}) })),
    policies: [...evidence.policies].filter(([digest]) => named.has(digest)).map(([, policy]) => policy),
    delegations: piece.delegations,
  }
}
