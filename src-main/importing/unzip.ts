import yauzl from 'yauzl'

import { failed, ok, type Outcome } from '../../src-shared/outcome'

/** What a document may unpack to: far more than any real one, far less than fills a memory. Bytes. */
export const DOCUMENT_LIMITS = { file: 100_000_000, entries: 5000, text: 60_000_000, picture: 100_000_000, whole: 400_000_000 } as const

const isText = (name: string): boolean => /\.(?:xml|rels)$/i.test(name) || name === 'mimetype'

const tooLarge = (limit: number): Outcome<never> => failed('document-too-large', `The document unpacks to more than ${String(Math.round(limit / 1_000_000))} MB.`, { limit: Math.round(limit / 1_000_000) })

/**
 * The files of a zipped document in memory, by name, each cut off at its limit while it is unpacked: sizes the zip claims are
 * not believed. Refuses `document-damaged` and `document-too-large`. Names are only keys: nothing is written anywhere.
 */
export const unzipDocument = async (bytes: Uint8Array): Promise<Outcome<Map<string, Buffer>>> => {
  const files = new Map<string, Buffer>()
  try {
    const zip = await yauzl.fromBufferPromise(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true, validateEntrySizes: true })
    if (zip.entryCount > DOCUMENT_LIMITS.entries) return tooLarge(DOCUMENT_LIMITS.whole)
    let whole = 0
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      const limit = isText(entry.fileName) ? DOCUMENT_LIMITS.text : DOCUMENT_LIMITS.picture
      const parts: Buffer[] = []
      let size = 0
      for await (const part of await zip.openReadStreamPromise(entry)) {
        size += (part as Buffer).length
        whole += (part as Buffer).length
        if (size > limit || whole > DOCUMENT_LIMITS.whole) return tooLarge(size > limit ? limit : DOCUMENT_LIMITS.whole)
        parts.push(part as Buffer)
      }
      if (!files.has(entry.fileName)) files.set(entry.fileName, Buffer.concat(parts))
    }
    return ok(files)
  } catch (error) {
    return failed('document-damaged', `The document is damaged or cut off: ${error instanceof Error ? error.message : String(error)}`)
  }
}
