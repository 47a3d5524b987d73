import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

import { readPlain } from '../../../../src-shared/story/from-html/read-plain'
import type { BodyJson } from '../../../../src-shared/story/story'
import { checked, counter, letters, outline, printed, read, visibleText } from './reading'

const folder = join(import.meta.dirname, '../../../fixtures/clipboard')
const file = (name: string): string => readFileSync(join(folder, name), 'utf8')
const pasted = (name: string): BodyJson[] => {
  const { blocks } = read(file(name))
  checked(blocks)
  return blocks
}
const plain = (name: string): BodyJson[] => {
  const outcome = readPlain(file(name), { newId: counter() })
  if (!outcome.ok) throw new Error(outcome.code)
  checked(outcome.value.blocks)
  return outcome.value.blocks
}
const marked = (blocks: readonly BodyJson[], mark: string): string[] =>
  blocks.flatMap((block): string[] => (block.text !== undefined ? (block.marks?.some(({ type }) => type === mark) ? [block.text] : []) : marked(block.content ?? [], mark)))
const kinds = (blocks: readonly BodyJson[]): string[] => blocks.map(({ type }) => type)
const found = (blocks: readonly BodyJson[], type: string): BodyJson[] => blocks.flatMap((block) => [...(block.type === type ? [block] : []), ...found(block.content ?? [], type)])

describe('copy from Word', () => {
  const { blocks, pictures, notes } = read(file('word-365.html'))
  const lines = outline(blocks)

  it('keeps headings with the numbers Word counted, and a house’s own heading style', () => {
    expect(lines.filter((line) => line.startsWith('crosshead'))).toEqual(['crosshead: 渡口夜校的四十个晚上', 'crosshead [一、]: 灯是怎么亮起来的', 'crosshead: 课表', 'crosshead [二、]: 他们怎么说'])
  })

  it('makes one list of three levels from its list paragraphs', () => {
    const list = found(blocks, 'orderedList')
    expect(list).toHaveLength(1)
    expect(outline(list)).toEqual(['orderedList', '  listItem', '    paragraph: 看图纸', '    bulletList', '      listItem', '        paragraph: 三视图', '        bulletList', '          listItem', '            paragraph: 先画后认', '      listItem', '        paragraph: 剖面图', '  listItem', '    paragraph: 写家信'])
  })

  it('keeps a table with its spans, its first row in bold as its head', () => {
    const [table] = found(blocks, 'table')
    expect(table?.content?.map((row) => row.content?.map((cell) => `${cell.type} ${String(cell.attrs?.['colspan'])}x${String(cell.attrs?.['rowspan'])} ${printed(cell)}`))).toEqual([
      ['tableHeader 1x1 晚上', 'tableHeader 2x1 两节课'], ['tableCell 1x2 周一', 'tableCell 1x1 识图', 'tableCell 1x1 '], ['tableCell 1x1 写信', 'tableCell 1x1 算账'],
    ])
  })

  it('puts footnotes where they are called and leaves their list behind', () => {
    expect(found(blocks, 'footnote').map(({ attrs }) => attrs?.['text'])).toEqual(['轮渡2019年停航，次年封存。'])
    expect(lines.join()).not.toMatch(/\[1\]|horizontalRule/)
  })

  it('keeps what was suggested and said, by whom and when', () => {
    expect(marked(blocks, 'insertion')).toEqual(['，没有收租金'])
    expect(marked(blocks, 'deletion')).toEqual(['，租金另议'])
    expect(Object.values(notes.suggestions)).toEqual([{ by: '周岚', at: '2026-01-12T20:15' }])
    expect(marked(blocks, 'comment')).toEqual(['看懂图纸'])
    expect(notes.threads).toMatchObject([{ quote: '看懂图纸', remarks: [{ by: '周岚', at: '2026-01-13T09:30', text: '请核对原话。' }] }])
  })

  it('waits for its picture, with caption and photographer, and takes no file name for a description', () => {
    expect(lines).toContain('photo [沈牧 摄]: 图为夜校第四十晚的教室。')
    const place = found(blocks, 'photo')[0]?.attrs?.['blockId']
    expect(pictures).toEqual([{ place, src: 'file:///C:/Users/lin/AppData/Local/Temp/msohtmlclip1/01/clip_image001.jpg', alt: '' }])
  })

  it('keeps bold, safe links and nothing hidden: no link to a file, no typed indent', () => {
    expect(marked(blocks, 'bold')).toEqual(['最年长的五十八岁'])
    expect(marked(blocks, 'link')).toEqual(['夜校的课程页'])
    expect(lines.join()).not.toMatch(/藏起来的字|不在正文里的题名|　/)
    expect(lines[1]).toBe('paragraph: 入冬以来，临江渡口的旧候船室每晚七点亮灯。来上课的是船工和装卸工，最年长的五十八岁，最小的刚满19岁。')
  })

  it('loses no letter', () => {
    // The footnote's and the comment's words stand elsewhere; their numbers and labels are no words.
    const away = /1轮渡2019年停航次年封存|周岚1请核对原话|(?<=看懂图纸)周岚1|(?<=空了六年)1/g
    expect(letters(blocks.map(printed).join(''))).toBe(letters(visibleText(file('word-365.html'))).replaceAll(away, '').replace('灯是怎么亮起来的', '一灯是怎么亮起来的'))
  })
})

describe('copy from Word for the web', () => {
  it('nests the items it writes each as a list of its own', () => {
    expect(outline(pasted('word-online.html'))).toEqual(['crosshead: Before the tide', 'bulletList', '  listItem', '    paragraph: check the lines', '    bulletList', '      listItem', '        paragraph: bow first', '  listItem', '    paragraph: count heads', 'paragraph: Then go.'])
  })
})

describe('copy from WPS', () => {
  it('makes heads of what is set in 黑体, 楷体 with a marker, or 小标宋 and large, and one list of its bullets', () => {
    const lines = outline(pasted('wps-writer.html'))
    expect(lines.filter((line) => line.startsWith('crosshead'))).toEqual(['crosshead: 关于沿江菜市场早市调整的情况', 'crosshead [一、]: 为什么提前', 'crosshead [（一）]: 施工的难处', 'crosshead [二、]: 摊主怎么看'])
    expect(lines).toContain('photo [何雨晴 摄]: 清晨五点的沿江早市。')
    expect(kinds(pasted('wps-writer.html')).filter((kind) => kind === 'bulletList')).toHaveLength(1)
  })

  it('keeps bold inside a paragraph, and only there', () => {
    expect(marked(pasted('wps-writer.html'), 'bold')).toEqual(['晚半小时就得停工'])
  })
})

describe('copy from Google Docs', () => {
  const blocks = pasted('google-docs.html')

  it('is not bold because all of it stands in a <b>', () => {
    expect(marked(blocks, 'bold')).toEqual(['nurses'])
    expect(marked(blocks, 'italic')).toEqual(['the whole school band'])
    expect(marked(blocks, 'link')).toEqual(['timetable'])
  })

  it('keeps headings, nested lists, a table with its head, and promotes a bold line of its own', () => {
    expect(kinds(blocks)).toEqual(['crosshead', 'paragraph', 'bulletList', 'table', 'crosshead', 'paragraph', 'photo'])
    expect(outline(found(blocks, 'bulletList').slice(0, 1))).toContain('        paragraph: 06:00, twelve minutes')
    expect(outline(blocks).at(-1)).toBe('photo [Photo by Bo Xu]: The Heron leaves the north pier.')
    expect(found(blocks, 'tableHeader').map(printed)).toEqual(['Boat', 'Riders'])
  })
})

describe('copy from Pages', () => {
  it('reads the classes its look is written in', () => {
    const blocks = pasted('pages.html')
    expect(kinds(blocks)).toEqual(['crosshead', 'paragraph', 'paragraph', 'bulletList', 'paragraph', 'table'])
    expect(marked(blocks, 'italic')).toEqual(['Nobody asked her to.'])
    expect(printed(blocks[1]!)).toBe('The keeper of the harbour light rang the bell by hand for eleven nights in January. Nobody asked her to.')
    expect(outline(blocks)).toContain('        paragraph: one skiff, towed')
  })
})

describe('copy from LibreOffice', () => {
  const blocks = pasted('libreoffice.html')

  it('joins Chinese lines broken in the markup without a space, and mixed ones as they are', () => {
    expect(outline(blocks).slice(0, 2)).toEqual(['crosshead: 山路上的4G基站', 'paragraph: 基站建在海拔一千二百米的垭口，材料靠马驮上去。架线工人连续干了十九天，最后一天下了雪。'])
  })

  it('keeps its footnote, its nested list and the caption below the picture', () => {
    expect(found(blocks, 'footnote').map(({ attrs }) => attrs?.['text'])).toEqual(['工期记录由施工队提供。'])
    expect(outline(blocks)).toContain('        paragraph: 挖坑两米')
    expect(outline(blocks).at(-1)).toBe('photo [通讯员 罗平 摄]: 垭口上的基站。')
  })
})

describe('cells from a spreadsheet', () => {
  it('are a table: first bold row as its head, hidden rows left out, spans kept', () => {
    const [table, ...rest] = pasted('excel.html')
    expect(rest).toEqual([])
    expect(table?.content?.map((row) => row.content?.map((cell) => `${cell.type} ${String(cell.attrs?.['colspan'])} ${printed(cell)}`))).toEqual([
      ['tableHeader 1 镇', 'tableHeader 1 户数', 'tableHeader 1 亩产'], ['tableCell 1 石桥', 'tableCell 1 1208', 'tableCell 1 612.5'], ['tableCell 1 青溪', 'tableCell 2 未报'],
    ])
    expect(marked([table!], 'bold')).toEqual([])
  })

  it('are a table too where only some rows were copied', () => {
    expect(outline(read('<meta charset="utf-8"><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>').blocks).filter((line) => line.includes('paragraph'))).toEqual(['      paragraph: 甲', '      paragraph: 乙', '      paragraph: 丙', '      paragraph: 丁'])
  })
})

describe('copy from WeChat', () => {
  const { blocks, pictures } = read(file('wechat.html'))

  it('comes out of its sections as a head, paragraphs, a quotation and a picture with its caption', () => {
    expect(outline(blocks)).toEqual(['crosshead: 老桥上的修表摊', 'paragraph: 修表的陈师傅在老桥头坐了二十六年，一把镊子，一盏灯，一只放大镜。', 'photo: 陈师傅在给一块老怀表上油', 'paragraph: “走得准，人心里就踏实。”他说。', 'blockquote', '  paragraph: 手艺不是快，是让人放心。', 'paragraph: 🕰😀每天只收八块表。'])
  })

  it('names the picture behind the stand-in, and keeps its address out of the body', () => {
    expect(pictures.map(({ src }) => src)).toEqual(['https://mmbiz.qpic.cn/mmbiz_jpg/abc/640?wx_fmt=jpeg'])
    expect(JSON.stringify(blocks)).not.toContain('qpic')
  })
})

describe('a saved page of a news site', () => {
  const { blocks, title, dropped } = read(file('news-site.html'), 'page')

  it('keeps the article between its lines of facts, and gives up its headline', () => {
    expect(title).toBe('雨季之前 把三十七座小水库看一遍')
    expect(kinds(blocks)).toEqual(['paragraph', 'paragraph', 'photo', 'crosshead', 'paragraph', 'crosshead', 'paragraph', 'factBox', 'paragraph'])
    expect(printed(blocks[0]!)).toBe('2026-03-18 08:20 来源：临江日报')
    expect(printed(blocks.at(-1)!)).toBe('责任编辑：周岚')
    expect(outline(blocks)).toContain('photo [沈牧 摄]: 图为水利站工作人员在坝上量水位。')
  })

  it('drops navigation, share bar, other articles and the foot, and says so', () => {
    expect(dropped).toEqual(['首页', '要闻', '时政', '民生', '您当前的位置： 首页 > 民生 > 正文', '分享到： 微信 微博 QQ空间', '相关新闻', '城南泵站完成汛前检修', '两县联合清理河道', '热点排行', '早市提前一小时', '版权所有 临江新闻网 未经授权禁止转载', '临ICP备00000001号'])
  })

  it('loses no letter of what it shows', () => {
    const there = letters([title, ...dropped, ...blocks.map(printed)].join(''))
    for (const line of visibleText(file('news-site.html')).split('\n').map(letters).filter(Boolean)) for (const char of line) expect(there).toContain(char)
  })
})

describe('plain text', () => {
  it('in Chinese becomes structure: indents gone, heads, a caption’s place, briefs, questions, the end mark', () => {
    expect(outline(plain('plain-chinese.txt'))).toEqual([
      'paragraph: 本报讯 临江夜校的春季班昨晚开课，二百一十六名学员挤满了旧粮仓改成的三间教室。', 'crosshead [一、]: 灯光', 'paragraph: 屋顶的灯是电力公司的退休工人义务装的，一共四十二盏，亮度按缝纫车间的标准来。', 'photo [沈牧 摄]: 图为夜校的第一堂课。',
      'crosshead [二、]: 黑板', 'paragraph: 黑板从旧学校拆来，擦了三遍还留着当年的课程表，学员们不让再擦了。', 'briefList', '  listItem', '    paragraph: 周二：识图', '  listItem', '    paragraph: 周四：算账',
      'question [问]: 几点下课？', 'answer [答]: 九点，最晚的一班渡船是九点半。', 'question [问]: 冬天也上吗？', 'answer [答]: 也上，只停过一晚。', 'endMark: ',
    ])
  })

  it('in English joins lines broken by the column, and keeps its list', () => {
    expect(kinds(plain('plain-english.txt'))).toEqual(['paragraph', 'crosshead', 'paragraph', 'bulletList'])
  })

  it('of one line is one paragraph, whatever it says', () => {
    for (const line of ['一、灯光', '△简讯', '（完）', '图为夜校。 沈牧 摄', '链接：夜校', '问：几点？']) {
      const outcome = readPlain(line, { newId: counter() })
      expect(outcome.ok && outline(outcome.value.blocks)).toEqual([`paragraph: ${line}`])
    }
  })
})
