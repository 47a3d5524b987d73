import { readFile } from 'node:fs/promises'
import sharp from 'sharp'

import { textOf } from '../../../src-shared/story/count'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import type { Sample } from '../../sample/sample'

/** A picture for one photo place, in reading order. */
export type PlacePicture = { name: string; bytes: Uint8Array<ArrayBuffer> }

const COLOURS = ['#355c7d', '#6c5b7b', '#c06c84', '#4f772d', '#bc6c25', '#457b9d']

/** Draws an honest stand-in for a place whose picture the text file could not carry: a numbered card, nothing more. */
export const drawCard = async (number: number): Promise<PlacePicture> => {
  const colour = COLOURS[number % COLOURS.length] ?? '#355c7d'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1067"><rect width="1600" height="1067" fill="${colour}"/><circle cx="800" cy="533" r="260" fill="none" stroke="#fff" stroke-opacity=".6" stroke-width="18"/><g fill="#fff">${Array.from({ length: number }, (_, dot) => `<circle cx="${String(800 + Math.round(170 * Math.cos((2 * Math.PI * dot) / number)))}" cy="${String(533 + Math.round(170 * Math.sin((2 * Math.PI * dot) / number)))}" r="26"/>`).join('')}</g></svg>`
  return { name: `place-${String(number)}.jpg`, bytes: new Uint8Array(await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()) }
}

/** The photo places of a body in reading order. */
export const placesOf = (node: BodyJson): BodyJson[] => [...(node.type === 'photo' ? [node] : []), ...(node.content ?? []).flatMap(placesOf)]

/** A story of the sample newsroom with its pictures, to be typed in again by the demo. */
export const sampleCopy = async (sample: Sample): Promise<{ story: Story; pictures: PlacePicture[] }> => {
  const entry = sample.stories.find(({ story }) => story.language === 'zh-CN' && Object.keys(story.photos).length > 1) ?? sample.stories[0]
  if (!entry) throw new Error('The sample newsroom has no story.')
  const files = new Map(entry.photos.map(({ sha256, file }) => [sha256, file]))
  const pictures = await Promise.all(
    placesOf(entry.story.body).map(async (place): Promise<PlacePicture> => {
      const sha256 = String(place.attrs?.['photo'])
      const file = files.get(sha256)
      if (file === undefined) throw new Error(`No picture ${sha256}.`)
      return { name: entry.story.photos[sha256]?.name ?? 'photo.jpg', bytes: new Uint8Array(await readFile(file)) }
    }),
  )
  return { story: entry.story, pictures }
}

/** A body with its places filled: picture digests, and credit and alt text where there are none yet. */
export const fillPlaces = (body: BodyJson, digests: readonly string[], credit: string): BodyJson => {
  let next = 0
  const fill = (node: BodyJson): BodyJson => {
    if (node.type !== 'photo') return node.content ? { ...node, content: node.content.map(fill) } : node
    const photo = digests[next]
    next += 1
    const attrs = { ...node.attrs, photo: photo ?? null }
    const given = (name: string): string => (typeof node.attrs?.[name] === 'string' ? node.attrs[name] : '')
    return { ...node, attrs: { ...attrs, credit: given('credit') || credit, alt: given('alt') || textOf(node) } }
  }
  return fill(body)
}

/** Reads a text file as UTF-8, or as GB18030 where it is not; a missing file throws. */
export const readText = async (file: string): Promise<string> => {
  const bytes = await readFile(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

