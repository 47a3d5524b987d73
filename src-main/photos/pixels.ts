import sharp, { type Sharp } from 'sharp'

import { failed, ok, type Failure, type Outcome } from '../../src-shared/outcome'

/** The largest photo Stet opens, in pixels: what a 100-megapixel camera makes, and far from what exhausts memory. */
export const PIXEL_LIMIT = 100_000_000

/** A photo opened for decoding: errors in its data are refused, oddities other programs ignore are not. */
export const openPixels = (bytes: Uint8Array): Sharp => sharp(bytes, { limitInputPixels: PIXEL_LIMIT, failOn: 'error' })

/** What a decoder's complaint means for people. */
export const pixelFailure = (error: unknown, name: string): Failure => {
  const reason = error instanceof Error ? error.message : String(error)
  if (reason.includes('pixel limit')) return tooLarge(name)
  return failed('photo-broken', `${name} is damaged or cut off: ${reason.split('\n')[0] ?? ''}`, { name })
}

const tooLarge = (name: string): Failure => failed('photo-too-large', `${name} has more than 100 megapixels. Make it smaller first.`, { name, limit: PIXEL_LIMIT / 1_000_000 })

/** Width and height in pixels as a person sees it, after EXIF orientation, from the header alone. Refuses photo-too-large and photo-broken. */
export const measurePhoto = async (name: string, bytes: Uint8Array): Promise<Outcome<{ width: number; height: number }>> => {
  try {
    // Without a limit here: a header is read, nothing decoded, and the refusal is ours to word.
    const { width, height, autoOrient } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (width * height > PIXEL_LIMIT) return tooLarge(name)
    return ok({ width: autoOrient.width, height: autoOrient.height })
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
export const proveWhole = async (name: string, bytes: Uint8Array): Promise<Outcome<null>> => {
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
}
