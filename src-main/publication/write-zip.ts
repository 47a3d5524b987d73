import yazl from 'yazl'

import { ZIP } from './zip-form'

/**
 * Writes files into a zip in the order given: stored, dated 1980, mode 0644, so that the same files are the same bytes on every
 * machine. Nothing is deflated: photos would not shrink, and two builds of zlib need not deflate a text alike.
 */
export const writeZip = (files: Iterable<readonly [string, Uint8Array]>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const zip = new yazl.ZipFile()
    zip.on('error', reject)
    const chunks: Buffer[] = []
    zip.outputStream.on('data', (chunk: Buffer) => chunks.push(chunk))
    zip.outputStream.on('error', reject)
    zip.outputStream.on('end', () => resolve(Buffer.concat(chunks)))
    // yazl writes a date's local fields: a date built from local fields is 1980-01-01 00:00 in every time zone.
    const options = { mtime: new Date(1980, 0, 1), mode: ZIP.mode, compress: false, forceDosTimestamp: true }
    for (const [path, bytes] of files) zip.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), path, options)
    zip.end()
  })
