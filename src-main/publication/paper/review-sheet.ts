import type { z } from 'zod'

import { failureOf, ok, type Outcome } from '../../../src-shared/outcome'
import { packagedKeysSchema, PACKAGE } from '../../../src-shared/publication/manifest'
import { sheetPaper } from '../../../src-shared/publication/paper/paper'
import { reviewSheetPage } from '../../../src-shared/publication/review-sheet/page'
import { reviewSheet } from '../../../src-shared/publication/review-sheet/sheet'
import { policySchema } from '../../../src-shared/review/policy'
import type { Crypto } from '../../../src-shared/signoff/check'
import { envelopeSchema, fromBase64, preAuthBytes, type Envelope } from '../../../src-shared/signoff/envelope'
import { RECORD_TYPE } from '../../../src-shared/signoff/statement'
import { printPage } from './article'
import type { PrintPdf } from './print'
import { factsOf, readSome } from './read'

const WANTED = (path: string): boolean => [PACKAGE.manifest, PACKAGE.story, PACKAGE.policy, PACKAGE.keys].some((each) => each === path) || ['sign-off/', PACKAGE.policies, PACKAGE.delegations].some((folder) => path.startsWith(folder))

/** A sheet as a page, and what its sheets of paper say in their margins. */
export type Sheet = { html: string; paper: string }

/**
 * The review sheet of a package that was verified, with what the desk has recorded since of where the piece was published. A record that the package's desk did not
 * sign is left out. Refuses `package-unreadable`.
 */
export const sheetOf = async (zip: Uint8Array | string, records: readonly Envelope[], crypto: Crypto): Promise<Outcome<Sheet>> => {
  try {
    const files = await readSome(zip, WANTED)
    const facts = factsOf(files)
    if (!facts.ok) return facts
    const all = <T>(folder: string, schema: z.ZodType<T>): T[] => [...files].filter(([path]) => path.startsWith(folder)).map(([, bytes]) => schema.parse(JSON.parse(bytes.toString())))
    // Numbered from 01: more than ninety-nine acts no longer stand in order by name.
    const acts = [...files].filter(([path]) => path.startsWith('sign-off/')).sort(([a], [b]) => parseInt(a.slice('sign-off/'.length), 10) - parseInt(b.slice('sign-off/'.length), 10))
    const { desk } = packagedKeysSchema.parse(JSON.parse(files.get(PACKAGE.keys)?.toString() ?? 'null'))
    const recorded = records.filter(({ payloadType, payload, signatures: [signature] }) => payloadType === RECORD_TYPE && signature?.keyid === desk.key && crypto.verify(desk.publicKey, preAuthBytes(payloadType, fromBase64(payload)), fromBase64(signature.sig)))
    const sheet = reviewSheet(
      {
        ...facts.value,
        envelopes: [...acts.map(([, bytes]) => envelopeSchema.parse(JSON.parse(bytes.toString()))), ...recorded],
        policies: [...all(PACKAGE.policy, policySchema), ...all(PACKAGE.policies, policySchema)],
        delegations: all(PACKAGE.delegations, envelopeSchema),
      },
      crypto.sha256,
    )
    const html = reviewSheetPage(sheet)
    return ok({ html, paper: sheetPaper(html, facts.value) })
  } catch (error) {
    return failureOf(error)
  }
}

/** A review sheet as a tagged PDF. Refuses as `print`. */
export const printSheet = async ({ paper }: Sheet, print: PrintPdf): Promise<Outcome<Uint8Array>> => {
  try {
    return await printPage(paper, new Map(), print)
  } catch (error) {
    return failureOf(error)
  }
}
