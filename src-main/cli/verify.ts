import { access, constants } from 'node:fs/promises'

import { verifyPackage } from '../publication/verify'
import { nodeCrypto } from '../signoff/crypto'
import type { Words } from './words'

/** `stet verify FILE.zip`: prints every finding; 0 when the package holds, 1 when it does not, 2 when there is no file to read. */
export const verifyCommand = async (files: readonly string[], words: Words, trust: ReadonlySet<string> | null): Promise<number> => {
  const [file] = files
  if (file === undefined || files.length > 1) {
    console.error(words.say('verify.usage'))
    return 2
  }
  try {
    await access(file, constants.R_OK)
  } catch {
    console.error(words.say('verify.unreadable', { file }))
    return 2
  }
  const verdict = await verifyPackage(file, { crypto: nodeCrypto, ...(trust ? { trust } : {}) })
  for (const { ok, code, place, message, details } of verdict.findings) {
    const line = `${ok ? '  ok  ' : ' FAIL '} ${place === '' ? '' : `${place}: `}${words.finding(code, message, { ...details, place })}`
    if (ok) console.log(line)
    else console.error(line)
  }
  console.log(verdict.holds ? words.say('verify.holds', { headline: verdict.headline }) : words.say('verify.broken', { count: verdict.findings.filter(({ ok }) => !ok).length }))
  return verdict.holds ? 0 : 1
}
