/** One file and where it stood in the folder it came from: "trip/day 2/IMG_10.jpg", or its name alone. */
export type FoundFile = { path: string; file: File }

const PICTURE = /\.(?:jpe?g|jpe|jfif|a?png|webp|gif|tiff?|avif|hei[cf]|jxl|bmp|svg)$/i
/** Camera originals; beside most of them stands the JPEG of the same shot. */
const RAW = /\.(?:cr[23]|crw|nef|arw|dng|raf|orf|rw2|pef|srw)$/i
/** What operating systems and file servers leave in folders. */
const LITTER = /^(?:\..*|__MACOSX|@eaDir|Thumbs\.db|desktop\.ini|ehthumbs\.db)$/i

const stemOf = (path: string): string => path.replace(/\.[^./]+$/, '').toLowerCase()

/**
 * The pictures of a folder in the order a person counts (IMG_2 before IMG_10, folder by folder): nothing hidden, nothing that is
 * no picture by its name or type, and no raw or HEIC original whose own JPEG stands beside it.
 */
export const picturesIn = (found: readonly FoundFile[]): File[] => {
  const kept = found.filter(({ path, file }) => !path.split('/').some((part) => LITTER.test(part)) && (PICTURE.test(path) || RAW.test(path) || file.type.startsWith('image/')))
  const jpegs = new Set(kept.filter(({ path }) => /\.jpe?g$/i.test(path)).map(({ path }) => stemOf(path)))
  const order = new Intl.Collator('zh-CN', { numeric: true, sensitivity: 'base' })
  const foldersFirst = (a: string, b: string): number => {
    const [one, other] = [a.split('/'), b.split('/')]
    for (let at = 0; at < Math.min(one.length, other.length); at += 1) {
      // Files of a folder come before those of the folders inside it.
      const deeper = Number(at < one.length - 1) - Number(at < other.length - 1)
      const step = deeper || order.compare(one[at] ?? '', other[at] ?? '')
      if (step !== 0) return step
    }
    return one.length - other.length
  }
  return kept
    .filter(({ path }) => !((RAW.test(path) || /\.hei[cf]$/i.test(path)) && jpegs.has(stemOf(path))))
    .sort((a, b) => foldersFirst(a.path, b.path))
    .map(({ file }) => file)
}

/** The pictures of a folder chosen in a file dialog. */
export const picturesChosen = (files: Iterable<File>): File[] => picturesIn([...files].map((file) => ({ path: file.webkitRelativePath || file.name, file })))

/** The picture files of a paste or a drop; empty when there is text to take instead. */
export const filesIn = (data: DataTransfer | null): File[] => {
  const files = [...(data?.files ?? [])]
  if (files.length === 0) return files
  // Word processors put a picture of the text beside the text.
  const html = data?.getData('text/html') ?? ''
  const text = html.replace(/<style[\s\S]*?<\/style>|<[^>]*>|&nbsp;|\s/gi, '')
  return text === '' ? files : []
}

const fileOf = (entry: FileSystemFileEntry): Promise<File> => new Promise((resolve, reject) => entry.file(resolve, reject))
const readSome = (reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> => new Promise((resolve, reject) => reader.readEntries(resolve, reject))

const walk = async (entry: FileSystemEntry, path: string): Promise<FoundFile[]> => {
  if (LITTER.test(entry.name)) return []
  if (entry.isFile) return [{ path, file: await fileOf(entry as FileSystemFileEntry) }]
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  const found: FoundFile[] = []
  // A reader gives a hundred at a time, and nothing when it is done.
  for (let some = await readSome(reader); some.length > 0; some = await readSome(reader))
    for (const inner of some) found.push(...(await walk(inner, `${path}/${inner.name}`)))
  return found
}

/** The files of a drop, folders walked to their ends. Must be called while the drop is handled: afterwards the browser forgets it. */
export const filesDropped = (data: DataTransfer): Promise<File[]> => {
  const files = filesIn(data)
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? [])
  if (!entries.some((entry) => entry.isDirectory)) return Promise.resolve(files)
  return Promise.all(entries.map((entry) => walk(entry, entry.name))).then((found) => picturesIn(found.flat()))
}
