import { describe, expect, it } from 'vitest'

import { filesDropped, picturesIn } from '../../../../src-renderer/writing/photos/photo-files'

const file = (path: string, type = ''): { path: string; file: File } => ({ path, file: new File(['x'], path.split('/').at(-1) ?? '', { type }) })
const names = (files: readonly File[]): string[] => files.map(({ name }) => name)

/** A folder as a drop hands it over: its reader gives two entries at a time, then none. */
const folder = (name: string, entries: unknown[]): unknown => ({
  name, isFile: false, isDirectory: true,
  createReader: () => {
    let at = 0
    return { readEntries: (done: (some: unknown[]) => void) => done(entries.slice(at, (at += 2))) }
  },
})
const entry = (name: string): unknown => ({ name, isFile: true, isDirectory: false, file: (done: (file: File) => void) => done(new File(['x'], name)) })
const drop = (entries: unknown[], files: File[] = []): DataTransfer =>
  ({ files: files.length > 0 ? files : [new File([], 'trip')], items: entries.map((one) => ({ webkitGetAsEntry: () => one })), getData: () => '' }) as unknown as DataTransfer

describe('the pictures of a folder', () => {
  it('come in the order a person counts, each folder before those inside it', () => {
    const found = ['trip/IMG_10.jpg', 'trip/day 2/IMG_1.jpg', 'trip/IMG_2.jpg', 'trip/day 10/IMG_1.jpg', 'trip/IMG_1.jpg'].map((path) => ({ path, file: new File(['x'], path) }))
    expect(names(picturesIn(found))).toEqual(['trip/IMG_1.jpg', 'trip/IMG_2.jpg', 'trip/IMG_10.jpg', 'trip/day 2/IMG_1.jpg', 'trip/day 10/IMG_1.jpg'])
  })

  it('are pictures by name or type, and nothing hidden', () => {
    const found = ['a.JPG', 'b.heic', 'c.svg', '.DS_Store', '._a.jpg', 'Thumbs.db', 'notes.txt', '.hidden/a.jpg', '@eaDir/a.jpg', '__MACOSX/a.jpg', 'd.tiff'].map((path) => file(`trip/${path}`))
    expect(names(picturesIn([...found, file('trip/scan', 'image/png')]))).toEqual(['a.JPG', 'b.heic', 'c.svg', 'd.tiff', 'scan'])
  })

  it('leave out a raw or HEIC original whose own JPEG stands beside it, and only that', () => {
    expect(names(picturesIn(['t/1.CR2', 't/1.JPG', 't/2.NEF', 't/3.HEIC', 't/3.jpeg', 't/u/1.ARW'].map((path) => file(path))))).toEqual(['1.JPG', '2.NEF', '3.jpeg', '1.ARW'])
  })
})

describe('a drop', () => {
  it('of folders is walked to its ends, however many its reader gives at a time', async () => {
    const trip = folder('trip', [entry('10.jpg'), entry('9.jpg'), entry('.DS_Store'), entry('2.jpg'), folder('day', [entry('1.jpg')])])
    expect(names(await filesDropped(drop([trip, entry('0.png')])))).toEqual(['0.png', '2.jpg', '9.jpg', '10.jpg', '1.jpg'])
  })

  it('of files alone keeps the order they were chosen in', async () => {
    expect(names(await filesDropped(drop([entry('b.jpg'), entry('a.jpg')], [new File(['x'], 'b.jpg'), new File(['x'], 'a.jpg')])))).toEqual(['b.jpg', 'a.jpg'])
  })
})
