import { availableParallelism } from 'node:os'
import sharp, { type Sharp } from 'sharp'

import { cropOf, cropPixels } from '../../src-shared/publication/crop'
import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'
import { makeGate } from './gate'

/** The largest photo Stet opens, in pixels: what a 100-megapixel camera makes, and far from what exhausts memory. */
export const PIXEL_LIMIT = 100_000_000

// Decoding shares Node's few background threads with every file being written, and the machine with whoever is typing.
sharp.concurrency(Math.max(1, availableParallelism() - 1))
sharp.cache(false)
const decoding = makeGate(2)

/** A photo opened for decoding: errors in its data are refused, oddities other programs ignore are not. Of an animation, its first frame. */
export const openPixels = (bytes: Uint8Array): Sharp => sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' })

/** What a decoder's complaint means for people. */
export const pixelFailure = (error: unknown, name: string): Failure => {
  const reason = error instanceof Error ? error.message : String(error)
  if (reason.includes('pixel limit')) return tooLarge(name)
  return failed('photo-broken', `${name} is damaged or cut off: ${reason.split('\n')[0] ?? ''}`, { name })
}

const tooLarge = (name: string): Failure => failed('photo-too-large', `${name} has more than 100 megapixels. Make it smaller first.`, { name, limit: PIXEL_LIMIT / 1_000_000 })

/** What a photo's header says: width and height in pixels as a person sees it, after orientation; its frames; its XMP packet as it stands. */
export type Measured = { width: number; height: number; frames: number; packet: Uint8Array | undefined }

/** How many frames an animated PNG announces, which its decoder does not tell; 1 for any other file. */
const framesOfPng = (bytes: Uint8Array): number => {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (file.length < 8 || file.readUInt32BE(0) !== 0x89504e47) return 1
  for (let at = 8; at + 12 <= file.length; at += 12 + file.readUInt32BE(at)) {
    const chunk = file.toString('latin1', at + 4, at + 8)
    if (chunk === 'acTL') return Math.max(1, file.readUInt32BE(at + 8))
    if (chunk === 'IDAT') return 1
  }
  return 1
}

/** Reads the header alone. Refuses photo-too-large and photo-broken. */
export const measurePhoto = async (name: string, bytes: Uint8Array): Promise<Outcome<Measured>> => {
  try {
    // Without a limit here: a header is read, nothing decoded, and the refusal is ours to word.
    const { width, height, autoOrient, pages, xmp } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > PIXEL_LIMIT) return tooLarge(name)
    return ok({ width: autoOrient.width, height: autoOrient.height, frames: Math.max(pages ?? 1, framesOfPng(bytes)), packet: xmp })
  } catch (error) {
    return pixelFailure(error, name)
  }
}

const decode = async (bytes: Uint8Array, failOn: 'error' | 'warning'): Promise<void> => {
  await sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn }).resize(16, 16, { fit: 'fill' }).raw().toBuffer()
}

/** Damage the JPEG decoder only warns of. It also warns of what many phones and cameras write in perfectly good photos. */
const isJpegDamage = (error: unknown): boolean => /Corrupt JPEG data(?!: \d+ extraneous)/.test(String(error))

/** Decodes every pixel once and keeps none: a photo cut off or spoilt in its data is `photo-broken`. */
export const proveWhole = (name: string, bytes: Uint8Array): Promise<Outcome<null>> =>
  decoding(async () => {
    try {
      await decode(bytes, 'warning')
      return ok(null)
    } catch (strict) {
      if (isJpegDamage(strict)) return pixelFailure(strict, name)
    }
    try {
      await decode(bytes, 'error')
      return ok(null)
    } catch (error) {
      return pixelFailure(error, name)
    }
  })

/** The part of a photo that is shown, upright, as `finish` makes it, which hears how large the whole is. `crop` is as a photo node keeps it. Refuses photo-broken and photo-too-large. */
export const developed = (name: string, bytes: Uint8Array, crop: string, finish: (upright: Sharp, whole: { width: number; height: number }) => Sharp): Promise<Outcome<Uint8Array>> =>
  decoding(async () => {
    try {
      const box = cropOf(crop)
      const upright = openPixels(bytes).autoOrient()
      const { autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
      return ok(await finish(box ? upright.extract(cropPixels(box, autoOrient)) : upright, autoOrient).toBuffer())
    } catch (error) {
      return pixelFailure(error, name)
    }
  })
