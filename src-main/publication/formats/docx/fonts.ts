/** A font a document names: others that may stand in for it, best first, what it looks like, and its character set as Word counts them (86 is Chinese). */
type Font = { name: string; others: string; family: 'roman' | 'swiss' | 'script'; charset: '00' | '86' }

const FONTS: readonly Font[] = [
  { name: 'Times New Roman', others: 'Liberation Serif,Nimbus Roman', family: 'roman', charset: '00' },
  { name: 'Arial', others: 'Helvetica,Liberation Sans', family: 'swiss', charset: '00' },
  { name: '宋体', others: 'SimSun,Songti SC,STSong,Source Han Serif SC,Noto Serif CJK SC', family: 'roman', charset: '86' },
  { name: '黑体', others: 'SimHei,Heiti SC,STHeiti,Source Han Sans SC,Noto Sans CJK SC', family: 'swiss', charset: '86' },
  { name: '楷体', others: 'KaiTi,Kaiti SC,STKaiti,AR PL KaitiM GB', family: 'script', charset: '86' },
]

/** The fonts a paragraph is set in: Latin letters, and Chinese characters. */
export const FACES = {
  song: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '宋体' },
  hei: { ascii: 'Arial', hAnsi: 'Arial', cs: 'Arial', eastAsia: '黑体' },
  kai: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', cs: 'Times New Roman', eastAsia: '楷体' },
} as const

const fontXml = ({ name, others, family, charset }: Font): string =>
  `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="${charset}"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`

/** word/fontTable.xml: what may stand in for each font where a machine has not got it. */
export const fontTable = (): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${FONTS.map(fontXml).join('')}</w:fonts>`
