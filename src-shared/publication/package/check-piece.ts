import type { z } from 'zod'

import { PACKAGE, type Finding } from '../manifest'
import { signedPiece, type SignedPiece } from '../piece'
import { policySchema, type Policy } from '../../review/policy'
import type { CheckedStatement, Crypto } from '../../signoff/check'
import { envelopeSchema, type Envelope } from '../../signoff/envelope'
import { canonicalBytes } from '../../story/canonical'
import { countStory } from '../../story/count'
import type { Keys } from './check-keys'
import { bad, badOf, good } from './finding'
import { byPath, eventPath } from './layout'
import type { ReadFile } from './read-files'
import { readJson } from './read-json'

type Files = ReadonlyMap<string, ReadFile>

const CODES = {
  submit: 'submitted', pass: 'passed', return: 'returned', signOff: 'signed-off', revise: 'revised', proof: 'proofread', hold: 'held', release: 'released', spike: 'spiked', revive: 'revived', correct: 'corrected',
} as const
const WORDS = {
  submit: 'Submitted', pass: 'Passed', return: 'Returned', signOff: 'Signed off', revise: 'Edited', proof: 'Proofread', hold: 'Held', release: 'Released', spike: 'Spiked', revive: 'Revived', correct: 'Corrected',
} as const

/** A stage by the house's own titles. */
const stageTitles = (policy: Policy | undefined, stage: string): Record<string, string> => {
  const title = policy?.stages.find(({ id }) => id === stage)?.title
  return { 'stage-zh-CN': title?.['zh-CN'] ?? stage, 'stage-en': title?.en ?? stage }
}

const told = (policy: Policy | undefined, { statement, key }: CheckedStatement, place: string): Finding => {
  const { decision, at, stage, reason, revision } = statement
  const details = { name: key.name, role: key.role, at, stage, key: key.id.slice(0, 12), reason, revision: revision.number, fingerprint: revision.sha256.slice(0, 12), ...stageTitles(policy, stage) }
  return good(CODES[decision], place, `${WORDS[decision]} by ${key.name} at ${at}, stage ${stage}, key ${details.key}.`, details)
}

/** Every file in a folder of the package, in order of their paths, read by one schema. */
const readFolder = <T>(files: Files, folder: string, schema: z.ZodType<T>): { values: T[]; findings: Finding[] } => {
  const read = [...files.keys()].filter((path) => path.startsWith(folder)).sort(byPath).map((path) => ({ path, value: readJson(files, path, schema) }))
  return { values: read.flatMap(({ value }) => (value.ok ? [value.value] : [])), findings: read.flatMap(({ path, value }) => (value.ok ? [] : [badOf(value, path)])) }
}

const readEvents = (files: Files): { paths: string[]; envelopes: Envelope[]; findings: Finding[] } => {
  const number = (path: string): number => Number(/^sign-off\/(\d+)-/.exec(path)?.[1] ?? Number.MAX_SAFE_INTEGER)
  const paths = [...files.keys()].filter((path) => path.startsWith('sign-off/')).sort((a, b) => number(a) - number(b))
  const envelopes: Envelope[] = []
  const findings: Finding[] = []
  for (const path of paths) {
    const envelope = readJson(files, path, envelopeSchema)
    if (envelope.ok) envelopes.push(envelope.value)
    else findings.push(badOf(envelope, path))
  }
  return { paths, envelopes, findings }
}

/** The whole chain replayed under the package's policy, and the story held against what was signed. */
export const checkPiece = (files: Files, keys: Keys, crypto: Crypto): { piece: SignedPiece | null; findings: Finding[] } => {
  const policy = readJson(files, PACKAGE.policy, policySchema)
  const { paths, envelopes, findings } = readEvents(files)
  const storyBytes = files.get(PACKAGE.story)?.bytes
  const older = readFolder(files, PACKAGE.policies, policySchema)
  const delegations = readFolder(files, PACKAGE.delegations, envelopeSchema)
  findings.push(...older.findings, ...delegations.findings)
  if (!policy.ok) findings.push(badOf(policy, PACKAGE.policy))
  if (!storyBytes) findings.push(bad('file-missing', PACKAGE.story, 'There is no story.'))
  if (findings.length > 0 || !policy.ok || !storyBytes) return { piece: null, findings }
  const made = signedPiece({ storyBytes, envelopes, keys: keys.people, enrolments: keys.enrolments, policies: [policy.value, ...older.values], delegations: delegations.values, desk: keys.desk }, crypto)
  if (!made.ok) {
    const event = made.details['event']
    const place = typeof event === 'number' ? (paths[event - 1] ?? '') : made.code.startsWith('not-') ? '' : PACKAGE.story
    return { piece: null, findings: [badOf(made, place)] }
  }
  const piece = made.value
  const policies = new Map(piece.policies.map((each) => [crypto.sha256(canonicalBytes(each)), each]))
  for (const [index, checked] of piece.statements.entries()) {
    const place = paths[index] ?? ''
    if (place !== eventPath(index + 1, checked.statement.decision)) findings.push(bad('event-misplaced', place, 'The file name is not that of the event it holds.'))
    else if (checked.statement.signer.name !== checked.key.name) findings.push(bad('signer-mismatch', place, `The statement names ${checked.statement.signer.name}, the key belongs to ${checked.key.name}.`, { name: checked.key.name }))
    else findings.push(told(policies.get(checked.statement.policy), checked, place))
  }
  const characters = countStory(piece.story).characters
  if (findings.every(({ ok }) => ok)) findings.push(good('story-holds', PACKAGE.story, `The story is, byte for byte, the one that was signed off: ${piece.sha256}.`, { sha256: piece.sha256, characters, headline: piece.story.headline }))
  return { piece, findings }
}

