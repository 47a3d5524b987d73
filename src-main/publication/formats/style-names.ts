/**
 * The paragraph styles a paper's templates can count on, in Word and in InDesign: the name a person sees there, in both languages. Names stay as they are: a template
 * that knows one would no longer find it.
 */
export const PARAGRAPH_STYLES = {
  channel: '频道 Channel',
  columnTag: '栏头 Column tag',
  kicker: '引题 Kicker',
  headline: '主题 Headline',
  deck: '副题 Deck',
  facts: '时间来源 Date and source',
  correction: '更正 Correction',
  body: '正文 Body',
  crosshead: '小标题 Section header',
  subCrosshead: '次级小标题 Section header 2',
  boxCrosshead: '链接小标题 Box header',
  photo: '图片 Photo',
  caption: '图片说明 Caption',
  mediaCard: '视频音频 Media card',
  quotation: '引文 Quotation',
  pullQuote: '提要引语 Pull quote',
  pullQuoteBy: '提要出处 Pull quote by',
  question: '提问 Question',
  answer: '回答 Answer',
  listItem: '列表 List item',
  numberedItem: '编号列表 Numbered item',
  brief: '简讯 Brief',
  table: '表格 Table',
  tableText: '表格文字 Table text',
  tableHead: '表头 Table head',
  boxTitle: '链接标题 Box title',
  boxText: '链接正文 Box text',
  editorsNote: '编者按 Editor’s note',
  liveTime: '直播时间 Live time',
  subHeadline: '相关报道标题 Related headline',
  subByline: '相关报道署名 Related byline',
  rule: '分隔线 Divider',
  endMark: '完结标记 End mark',
  byline: '署名 Byline',
  originalHeadline: '原题 Original headline',
  editor: '责任编辑 Responsible editor',
  footnote: '注释 Footnote',
} as const
export type ParagraphStyle = keyof typeof PARAGRAPH_STYLES

/** The same for what is set apart inside a line. `strong` and `emphasis` also stand together. */
export const CHARACTER_STYLES = {
  dateline: '电头 Dateline',
  marker: '小标题序号 Marker',
  credit: '摄影 Credit',
  speaker: '问答人 Speaker',
  opening: '按语引首 Opening',
  strong: '加重 Strong',
  emphasis: '着重 Emphasis',
  strongEmphasis: '加重着重 Strong emphasis',
  link: '链接文字 Link',
  note: '注释号 Note reference',
} as const
export type CharacterStyle = keyof typeof CHARACTER_STYLES

/** The style of a section header by how deep it stands. */
export const CROSSHEAD_STYLES = { 2: 'crosshead', 3: 'subCrosshead', 4: 'boxCrosshead' } as const satisfies Record<2 | 3 | 4, ParagraphStyle>
