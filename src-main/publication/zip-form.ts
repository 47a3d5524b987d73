/** One stored file of a zip: `name` in ASCII, sizes and offsets in bytes. */
export type StoredFile = { name: string; size: number; crc32: number; offset: number }

/** The numbers every entry of a package carries: version 2.0, UTF-8 names, stored, 1980-01-01 00:00, a plain file 0644 made on Unix. */
export const ZIP = { madeBy: (3 << 8) | 63, needed: 20, flags: 0x0800, stored: 0, time: 0, date: 0x0021, mode: 0o100644, local: 30, end: 22 } as const

const common = (file: StoredFile): Buffer => {
  const bytes = Buffer.alloc(26)
  bytes.writeUInt16LE(ZIP.needed, 0)
  bytes.writeUInt16LE(ZIP.flags, 2)
  bytes.writeUInt16LE(ZIP.stored, 4)
  bytes.writeUInt16LE(ZIP.time, 6)
  bytes.writeUInt16LE(ZIP.date, 8)
  bytes.writeUInt32LE(file.crc32, 10)
  bytes.writeUInt32LE(file.size, 14)
  bytes.writeUInt32LE(file.size, 18)
  bytes.writeUInt16LE(file.name.length, 22)
  return bytes
}

/** The exact bytes before a file's data. */
export const localHeader = (file: StoredFile): Buffer => Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common(file), Buffer.from(file.name, 'ascii')])

const centralRecord = (file: StoredFile): Buffer => {
  const madeBy = Buffer.alloc(2)
  madeBy.writeUInt16LE(ZIP.madeBy)
  const rest = Buffer.alloc(14) // Comment length, disk, internal attributes, mode, offset.
  rest.writeUInt32LE((ZIP.mode << 16) >>> 0, 6)
  rest.writeUInt32LE(file.offset, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), madeBy, common(file), rest, Buffer.from(file.name, 'ascii')])
}

/** The exact bytes after the last file's data: the central directory, in the files' order, and its end. `start` is where it begins. */
export const zipTail = (files: readonly StoredFile[], start: number): Buffer => {
  const directory = Buffer.concat(files.map(centralRecord))
  const end = Buffer.alloc(ZIP.end)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([directory, end])
}
