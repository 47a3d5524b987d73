import { rtfPictures } from './rtf-pictures'

/** A picture that came with pasted copy, and the photo block that waits for it. */
export type PlacedPicture = { place: string; file: File }

/** Which pictures of a copy came with it, and for how many there is only an address. */
export type Arrived = { placed: PlacedPicture[]; waiting: number }

const ENDING: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif', 'image/webp': 'webp', 'image/avif': 'avif', 'image/tiff': 'tif', 'image/bmp': 'bmp' }

const named = (bytes: Uint8Array<ArrayBuffer>, type: string, alt: string, number: number): File => {
  const name = alt.replace(/[\\/:*?"<>|\u0000-\u001f]/g, ' ').trim().slice(0, 60)
  return new File([bytes], `${name === '' ? String(number) : name}.${ENDING[type] ?? 'img'}`, { type })
}

const DATA = /^data:(image\/[a-z0-9.+-]{1,40})(?:;[^,]{0,200})?;base64,/i

/** The bytes of a `data:` address, when it is a picture Stet may keep. Nothing is fetched. */
const fromAddress = (src: string, alt: string, number: number): File | null => {
  const head = DATA.exec(src.slice(0, 400))
  const type = head?.[1]?.toLowerCase() ?? ''
  if (!head || !(type in ENDING)) return null
  try {
    return named(Uint8Array.from(atob(src.slice(head[0].length).replace(/\s+/g, '')), (char) => char.charCodeAt(0)), type, alt, number)
  } catch {
    // Cut off on its way: the place stays empty and is counted with those that wait.
    return null
  }
}

type Wanted = { place: string; src: string; alt: string }

const inOrder = (wanted: readonly Wanted[], files: readonly File[]): PlacedPicture[] => wanted.flatMap(({ place }, index) => (files[index] ? [{ place, file: files[index] }] : []))

/**
 * Finds the pictures of a copy: in its own `data:` addresses, as files beside it, or in its RTF. Files and RTF pictures are
 * taken only when they are exactly as many as the copy lacks: a word processor also puts a picture of the whole text there.
 */
export const picturesOf = (wanted: readonly Wanted[], files: readonly File[], rtf: () => string): Arrived => {
  const placed: PlacedPicture[] = []
  const lacking: Wanted[] = []
  for (const [index, each] of wanted.entries()) {
    const file = /^data:/i.test(each.src) ? fromAddress(each.src, each.alt, index + 1) : null
    if (file) placed.push({ place: each.place, file })
    else lacking.push(each)
  }
  if (lacking.length === 0) return { placed, waiting: 0 }
  const pictures = files.filter(({ type }) => type.startsWith('image/'))
  if (pictures.length === lacking.length) return { placed: [...placed, ...inOrder(lacking, pictures)], waiting: 0 }
  const local = lacking.filter(({ src }) => !/^https?:/i.test(src))
  const inRtf = local.length > 0 ? rtfPictures(rtf()) : []
  if (inRtf.length !== local.length) return { placed, waiting: lacking.length }
  const found = inOrder(local, inRtf.map(({ bytes, type }, index) => named(bytes, type, local[index]?.alt ?? '', index + 1)))
  return { placed: [...placed, ...found], waiting: lacking.length - found.length }
}
