import { escapeMarkup } from '../../../../src-shared/publication/markup'
import type { Subject } from '../format'

const element = (name: string, value: string, attributes = ''): string => (value === '' ? '' : `<${name}${attributes}>${escapeMarkup(value)}</${name}>`)

/** docProps/core.xml: what a file manager shows of the document. Its times are the signature's, for nobody wrote at it since. */
export const coreProperties = ({ view: { story, editor }, revision, signedAt }: Subject): string => {
  // Whole seconds of UTC, as W3CDTF has them.
  const time = `${new Date(signedAt).toISOString().slice(0, 19)}Z`
  const date = ' xsi:type="dcterms:W3CDTF"'
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n',
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:dcmitype="http://purl.org/dc/dcmitype/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    element('dc:title', story.headline.trim()),
    element('dc:subject', story.channel.join(' › ')),
    element('dc:creator', story.byline.trim()),
    element('cp:keywords', story.keywords.join(story.language === 'zh-CN' ? '；' : '; ')),
    element('dc:description', story.summary.trim()),
    element('cp:lastModifiedBy', editor),
    element('cp:revision', String(revision.number)),
    element('dcterms:created', time, date),
    element('dcterms:modified', time, date),
    element('dc:identifier', `sha256:${revision.sha256}`),
    element('dc:language', story.language),
    '</cp:coreProperties>',
  ].join('')
}
