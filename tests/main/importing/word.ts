import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'

const NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A run of text as Word writes it; `look` is its properties. */
export const run = (text: string, look = ''): string => `<w:r>${look && `<w:rPr>${look}</w:rPr>`}<w:t xml:space="preserve">${escaped(text)}</w:t></w:r>`
export const bold = (text: string): string => run(text, '<w:b/>')
export const para = (content: string, style = ''): string => `<w:p>${style && `<w:pPr><w:pStyle w:val="${style}"/></w:pPr>`}${content}</w:p>`
/** A list item of the numbering `list` (1: bullets, 2: numbers) at a level. */
export const item = (content: string, list: number, level = 0): string => `<w:p><w:pPr><w:numPr><w:ilvl w:val="${String(level)}"/><w:numId w:val="${String(list)}"/></w:numPr></w:pPr>${content}</w:p>`
export const inserted = (content: string, by: string): string => `<w:ins w:id="1" w:author="${by}" w:date="2026-03-01T08:00:00Z">${content}</w:ins>`
export const deleted = (text: string, by: string): string => `<w:del w:id="2" w:author="${by}" w:date="2026-03-02T08:00:00Z"><w:r><w:delText xml:space="preserve">${escaped(text)}</w:delText></w:r></w:del>`
export const commented = (content: string, id: string): string => `<w:commentRangeStart w:id="${id}"/>${content}<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`
export const footnoted = (id: string): string => `<w:r><w:footnoteReference w:id="${id}"/></w:r>`
export const row = (...cells: string[]): string => `<w:tr>${cells.map((cell) => `<w:tc><w:tcPr/>${para(run(cell))}</w:tc>`).join('')}</w:tr>`
export const table = (...rows: string[]): string => `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join('')}</w:tbl>`
export const picture = (id: string): string =>
  `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="p" descr="桥的照片"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="${id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
export const linked = (content: string, id: string): string => `<w:hyperlink r:id="${id}">${content}</w:hyperlink>`

type Parts = { body: string; comments?: { id: string; by: string; text: string }[]; footnotes?: { id: string; text: string }[]; pictures?: Record<string, Buffer>; links?: Record<string, string>; extra?: Record<string, string | Buffer> }

const NUMBERING = `${HEAD}<w:numbering ${NS}>${['bullet', 'decimal'].map((format, index) => `<w:abstractNum w:abstractNumId="${String(index)}">${[0, 1, 2].map((level) => `<w:lvl w:ilvl="${String(level)}"><w:numFmt w:val="${format}"/></w:lvl>`).join('')}</w:abstractNum>`).join('')}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`
const STYLES = `${HEAD}<w:styles ${NS}>${[['Title', '标题'], ['Heading1', 'heading 1'], ['Heading2', 'heading 2']].map(([id, name]) => `<w:style w:type="paragraph" w:styleId="${String(id)}"><w:name w:val="${String(name)}"/></w:style>`).join('')}</w:styles>`

/** A .docx with the parts Word writes. */
export const docx = async ({ body, comments = [], footnotes = [], pictures = {}, links = {}, extra = {} }: Parts): Promise<Buffer> => {
  const zip = new yazl.ZipFile()
  const put = (name: string, text: string | Buffer): void => zip.addBuffer(typeof text === 'string' ? Buffer.from(text) : text, name)
  const relation = (id: string, type: string, target: string, mode = ''): string => `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"${mode}/>`
  put('[Content_Types].xml', `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpg" ContentType="image/jpeg"/></Types>`)
  put('_rels/.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation('r1', 'officeDocument', 'word/document.xml')}</Relationships>`)
  put('word/_rels/document.xml.rels', `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${[
    relation('n', 'numbering', 'numbering.xml'), relation('s', 'styles', 'styles.xml'), relation('c', 'comments', 'comments.xml'), relation('f', 'footnotes', 'footnotes.xml'),
    ...Object.keys(pictures).map((id) => relation(id, 'image', `media/${id}.png`)), ...Object.entries(links).map(([id, url]) => relation(id, 'hyperlink', url.replaceAll('&', '&amp;'), ' TargetMode="External"')),
  ].join('')}</Relationships>`)
  put('word/document.xml', `${HEAD}<w:document ${NS}><w:body>${body}</w:body></w:document>`)
  put('word/numbering.xml', NUMBERING)
  put('word/styles.xml', STYLES)
  put('word/comments.xml', `${HEAD}<w:comments ${NS}>${comments.map(({ id, by, text }) => `<w:comment w:id="${id}" w:author="${by}" w:date="2026-03-03T08:00:00Z">${para(run(text))}</w:comment>`).join('')}</w:comments>`)
  put('word/footnotes.xml', `${HEAD}<w:footnotes ${NS}>${footnotes.map(({ id, text }) => `<w:footnote w:id="${id}">${para(run(text))}</w:footnote>`).join('')}</w:footnotes>`)
  for (const [id, bytes] of Object.entries(pictures)) put(`word/media/${id}.png`, bytes)
  for (const [name, bytes] of Object.entries(extra)) put(name, bytes)
  zip.end()
  return buffer(zip.outputStream)
}
