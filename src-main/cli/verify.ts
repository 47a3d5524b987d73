import { access, constants, readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'

import { findingDetails } from '../../src-shared/publication/package/finding'
import { readKeyList, type TrustedKey } from '../../src-shared/publication/package/trust'
import type { Rebuild } from '../publication/rebuild'
import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import type { Words } from './words'

const OPTIONS = { trust: { type: 'string', multiple: true }, keys: { type: 'string', multiple: true }, rebuild: { type: 'boolean' } } as const

const isReadable = async (file: string): Promise<boolean> => access(file, constants.R_OK).then(() => true, () => false)

type Asked = { file: string; given: string[]; lists: string[]; rebuild: boolean }

const readArgs = (args: string[]): Asked | null => {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS })
    const [file] = positionals
    return file === undefined || positionals.length > 1 ? null : { file, given: values.trust ?? [], lists: values.keys ?? [], rebuild: values.rebuild ?? false }
  } catch {
    return null
  }
}

/** The keys a person names, and those of the lists they name; null, having said why, where a list is none. */
const trustOf = async ({ given, lists }: Asked, words: Words): Promise<Map<string, TrustedKey> | null> => {
  const trust = new Map<string, TrustedKey>()
  for (const list of lists) {
    const text = await readFile(list, 'utf8').catch(() => null)
    const read = text === null ? null : readKeyList(text)
    if (!read?.ok) {
      console.error(read ? `${list}: ${words.failure(read)}` : words.say('verify.unreadable', { file: list }))
      return null
    }
    for (const [id, key] of read.value) trust.set(id, key)
  }
  for (const id of given) trust.set(id.toLowerCase(), { from: 'given', name: '' })
  return trust
}

/** What packages are made with; loaded only to make one again, for the formats' libraries are large. */
const rebuildWith = async (version: string): Promise<Rebuild> => {
  const [{ photoRendition }, { FORMATS }, { verifierPage }] = await Promise.all([import('../photos/photos'), import('../publication/formats/formats'), import('../publication/verifier-page')])
  return { rendition: photoRendition, formats: FORMATS, verifier: await verifierPage(), tool: `stet ${version}` }
}

/**
 * `stet verify FILE.zip [--keys LIST] [--trust KEY-ID] [--rebuild]`: prints every finding, good ones on standard output, bad ones on standard error; 0 when the package
 * holds, 1 when it does not, 2 when there is nothing to read. `--rebuild` also makes every rendition and format again.
 */
export const verifyCommand = async (args: string[], words: Words, version: string): Promise<number> => {
  const asked = readArgs(args)
  if (!asked) {
    console.error(words.say('verify.usage'))
    return 2
  }
  if (!(await isReadable(asked.file))) {
    console.error(words.say('verify.unreadable', { file: asked.file }))
    return 2
  }
  const trust = await trustOf(asked, words)
  if (!trust) return 2
  const rebuild = asked.rebuild ? await rebuildWith(version) : undefined
  const verdict = await verifyPackage(asked.file, { crypto: nodeCrypto, trust: asked.given.length + asked.lists.length > 0 ? trust : undefined, rebuild })
  for (const finding of verdict.findings) {
    const { ok, code, place, message } = finding
    const line = `${ok ? '  ok  ' : ' FAIL '} ${place === '' ? '' : `${place}: `}${words.finding(code, message, { ...findingDetails(finding, words.language, words.format), place })}`
    if (ok) console.log(line)
    else console.error(line)
  }
  console.log(verdict.holds ? words.say('verify.holds', { headline: verdict.headline }) : words.say('verify.broken', { count: verdict.findings.filter(({ ok }) => !ok).length }))
  return verdict.holds ? 0 : 1
}
