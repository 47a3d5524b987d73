import type { Verdict } from '../../src-shared/publication/manifest'
import { judgeLater } from '../../src-shared/publication/package/settle'
import { readKeyList, type Trust } from '../../src-shared/publication/package/trust'
import { readPackage } from '../../src-shared/publication/package/verify'
import { scanBy, type ZipSource } from '../../src-shared/publication/package/zip-source'
import { openCryptography } from './cryptography'

/** A chosen file as a zip to read from: never all of it at once. */
const sourceOf = (file: File): ZipSource => {
  const read: ZipSource['read'] = async (position, length) => {
    const bytes = new Uint8Array(await file.slice(position, position + length).arrayBuffer())
    if (bytes.length < length) throw new RangeError('beyond the end')
    return bytes
  }
  return { size: file.size, read, scan: scanBy(read) }
}

/** Verifies a chosen package, all in this page. */
export const verifyFile = async (file: File, trust: Trust | undefined): Promise<Verdict> => {
  const { crypto, digest } = await openCryptography()
  const { verdict } = await judgeLater(await readPackage(sourceOf(file), digest), { crypto, trust })
  return verdict
}

/** What a person typed or pasted of whom they trust: a key's id, or a whole key list; nothing where it is empty, null where it is neither. */
export const trustIn = (text: string): Trust | null | undefined => {
  const typed = text.trim()
  if (typed === '') return undefined
  if (/^[0-9a-f]{64}$/i.test(typed)) return new Map([[typed.toLowerCase(), { from: 'given', name: '' }]])
  const list = readKeyList(typed)
  return list.ok ? list.value : null
}
