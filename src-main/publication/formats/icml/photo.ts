import type { FormatPhoto } from '../format'
import { PHOTO_STYLE } from './styles'
import { element, text, type Xml } from './xml'

/** The width a photo's frame has until it is placed, in points. */
const WIDTH = 240

const round = (value: number): number => Math.round(value * 1000) / 1000

/** The four corners of a frame around its middle. */
const frame = (width: number, height: number): Xml => {
  const [x, y] = [round(width / 2), round(height / 2)]
  const corners = [[-x, -y], [-x, y], [x, y], [x, -y]].map((corner) => corner.join(' '))
  const points = corners.map((corner) => element('PathPointType', { Anchor: corner, LeftDirection: corner, RightDirection: corner }))
  return element('PathGeometry', {}, element('GeometryPathType', { PathOpen: 'false' }, element('PathPointArray', {}, ...points)))
}

/**
 * A photo's frame in the line of text, its picture a link to the rendition in the package (its path in the package): nothing is embedded, and InDesign finds it again
 * by its name wherever the package is put. `alt` are its words for those who do not see it.
 */
export const icmlPhoto = ({ path, width, height }: FormatPhoto, self: string, alt: string): Xml => {
  const scale = WIDTH / width
  const shown = { width: WIDTH, height: round(height * scale) }
  const to = (...numbers: number[]): string => numbers.map(round).join(' ')
  return element(
    'Rectangle',
    { Self: self, ContentType: 'GraphicType', AppliedObjectStyle: PHOTO_STYLE, StrokeWeight: 0, ItemTransform: to(1, 0, 0, 1, shown.width / 2, -shown.height / 2) },
    element('Properties', {}, frame(shown.width, shown.height)),
    element('FrameFittingOption', { AutoFit: 'true', FittingOnEmptyFrame: 'Proportionally' }),
    element('AnchoredObjectSetting', { AnchoredPosition: 'InlinePosition' }),
    ...(alt === '' ? [] : [element('ObjectExportOption', { AltTextSourceType: 'SourceCustom', CustomAltText: alt })]),
    element(
      'Image',
      { Self: `${self}_image`, ItemTransform: to(scale, 0, 0, scale, -shown.width / 2, -shown.height / 2) },
      element('Properties', {}, element('Profile', { type: 'string' }, text('$ID/Embedded')), element('GraphicBounds', { Left: 0, Top: 0, Right: width, Bottom: height })),
      element('Link', { Self: `${self}_link`, LinkResourceURI: `file:${path}`, LinkResourceFormat: '$ID/JPEG', StoredState: 'Normal' }),
    ),
  )
}
