import type { Finding } from '../manifest'
import { sameBytes } from './bytes'
import { bad } from './finding'
import { byPath, PACKAGE_LIMITS } from './layout'
import { findDirectory, readDirectory, type DirectoryEntry } from './zip-directory'
import { localHeader, ZIP, zipTail, type StoredFile } from './zip-form'
import type { ZipSource } from './zip-source'

/** A file of the zip and where its data begins. */
export type ZipFileEntry = StoredFile & { start: number }

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
/** A name as it can be shown: what is not printable ASCII is escaped, so that nothing hides or reverses text. */
const shown = (raw: Uint8Array): string => JSON.stringify(String.fromCharCode(...raw.subarray(0, 300))).slice(1, -1).replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`)

const isSafeName = (name: string): boolean => /^[a-z0-9.-]+(\/[a-z0-9.-]+)*$/.test(name) && name.length <= 200 && !name.split('/').some((part) => /^\.+$/.test(part))

/** Why an entry is none of a package's, or nothing. */
const judgeEntry = (entry: DirectoryEntry, name: string, seen: ReadonlyMap<string, string>): Finding | null => {
  const mode = entry.attributes >>> 16
  const clash = seen.get(name.toLowerCase())
  if (clash === name) return bad('zip-duplicate', name, 'The name stands twice in the zip.')
  if (clash !== undefined) return bad('zip-case-clash', name, `The name differs from ${clash} only in case.`, { other: clash })
  if (name.endsWith('/')) return bad('zip-directory', name, 'A package holds no entries for folders.')
  if (!isSafeName(name)) return bad('zip-name-unsafe', name, 'The name could leave the folder it is unpacked to, or is none a package uses.')
  if ((mode & 0o170000) === 0o120000) return bad('zip-link', name, 'The entry is a link.')
  if (mode !== ZIP.mode) return bad('zip-mode', name, 'The entry is not a plain file.')
  if ((entry.flags & 0x41) !== 0) return bad('zip-encrypted', name, 'The entry is encrypted.')
  if (entry.method !== ZIP.stored) return bad('zip-compressed', name, 'The entry is compressed; a package stores its files as they are.')
  if (entry.packed !== entry.size) return bad('zip-size', name, 'The sizes of the entry contradict each other.')
  return null
}

const readEntries = async (source: ZipSource): Promise<{ files: ZipFileEntry[]; start: number; findings: Finding[] }> => {
  const directory = await findDirectory(source)
  const { start } = directory
  if (directory.count > PACKAGE_LIMITS.files) return { files: [], start, findings: [bad('package-too-large', '', `The zip has more than ${String(PACKAGE_LIMITS.files)} files.`, { limit: PACKAGE_LIMITS.files })] }
  const files: ZipFileEntry[] = []
  const findings: Finding[] = []
  const seen = new Map<string, string>()
  for (const entry of await readDirectory(source, directory)) {
    const name = shown(entry.name)
    const wrong = judgeEntry(entry, name, seen)
    if (wrong) findings.push(wrong)
    seen.set(name.toLowerCase(), name)
    files.push({ name, size: entry.packed, crc32: entry.crc32, offset: entry.offset, start: entry.offset + ZIP.local + entry.name.length })
  }
  return { files, start, findings }
}

/** Every byte that is not a file's data must be the one a package has there: no gaps, nothing before, after or between, no second set of headers. */
const checkForm = async (source: ZipSource, files: readonly ZipFileEntry[], start: number): Promise<Finding[]> => {
  let end = 0
  for (const [index, file] of files.entries()) {
    const before = files[index - 1]
    if (before && byPath(before.name, file.name) > 0) return [bad('zip-order', file.name, 'The files do not stand in order.')]
    if (file.offset !== end || file.start + file.size > start) return [bad('zip-layout', file.name, 'The file does not stand right after the one before it.')]
    const header = await source.read(file.offset, file.start - file.offset)
    if (!sameBytes(header, localHeader(file))) return [bad('zip-header-differs', file.name, 'What stands before the data is not what the directory says of it.')]
    end = file.start + file.size
  }
  if (end !== start) return [bad('zip-layout', '', 'There is something between the last file and the directory.')]
  const tail = zipTail(files, start)
  if (source.size !== start + tail.length || !sameBytes(await source.read(start, tail.length), tail)) return [bad('zip-directory-differs', '', 'The directory of the zip is not one a package has.')]
  return []
}

/**
 * Reads the directory of a zip and holds it to the one form a package has, byte for byte: whatever the directory was read as, the form made from it must be the very
 * bytes that are there. Nothing is unpacked, nothing inflated. Any finding means the files must not be read.
 */
export const readZip = async (source: ZipSource): Promise<{ files: ZipFileEntry[]; findings: Finding[] }> => {
  if (source.size > PACKAGE_LIMITS.whole) return { files: [], findings: [bad('package-too-large', '', 'The file is larger than 4 GB.', { limit: PACKAGE_LIMITS.whole })] }
  try {
    const { files, start, findings } = await readEntries(source)
    if (findings.length > 0) return { files: [], findings }
    const form = await checkForm(source, files, start)
    return { files: form.length > 0 ? [] : files, findings: form }
  } catch (error) {
    return { files: [], findings: [bad('package-not-zip', '', `This is not a whole zip file: ${reasonOf(error)}`, { reason: reasonOf(error) })] }
  }
}
