import { describe, expect, it } from 'vitest'

import { checked, outline, read } from './reading'

const lines = (html: string): string[] => {
  const { blocks } = read(html)
  checked(blocks)
  return outline(blocks)
}
const PROSE = '江边的早晨来得很早，码头上已经有人在等第一班船，他们说今天的雾比昨天的大，船要晚开。'
const p = (...texts: string[]): string => texts.map((text) => `<p>${text}</p>`).join('')

describe('heads', () => {
  it('are a bold line alone, 一、 （一） 1. and A lines above their text, and a marker with its title below it', () => {
    expect(lines(p(PROSE, '<b>钱从哪里来？</b>', PROSE, '一、看得见的变化', PROSE, '（二）看不见的账', PROSE, '<b>A</b>', '<b>看懂图纸</b>', PROSE)).filter((line) => line.startsWith('crosshead'))).toEqual(['crosshead: 钱从哪里来？', 'crosshead [一、]: 看得见的变化', 'crosshead [（二）]: 看不见的账', 'crosshead [A]: 看懂图纸'])
  })

  it('rejects a bold byline, a bold sentence, a list of bold names, a whole text in bold, and an agenda', () => {
    for (const html of [p(PROSE, '<b>本报记者 刘强</b>', PROSE), p(PROSE, '<b>这是一句完整的话。</b>', PROSE), p(PROSE, '<b>张三</b>', '<b>李四</b>', '<b>王五</b>', PROSE), p(`<b>${PROSE}</b>`, '<b>短句</b>', `<b>${PROSE}</b>`), p('一、传达学习', '二、研究部署', '三、其他')])
      expect(lines(html).filter((line) => line.startsWith('crosshead'))).toEqual([])
  })

  it('are split from a paragraph that only a line break parts', () => {
    expect(lines(`<p><strong>二、人手</strong><br>${PROSE}<br><br>　　${PROSE}</p>`)).toEqual(['crosshead [二、]: 人手', `paragraph: ${PROSE}`, `paragraph: ${PROSE}`])
  })

  it('rejects a paragraph in a heading’s clothes', () => {
    expect(lines(`<h3>${PROSE.repeat(4)}</h3><p>${PROSE}</p>`)).toEqual([`paragraph: ${PROSE.repeat(4)}`, `paragraph: ${PROSE}`])
  })

  it('keeps one phrase a phrase, unless the markup calls it a heading', () => {
    expect(lines('<b>看懂图纸</b>')).toEqual(['paragraph: 看懂图纸'])
    expect(lines('<h2>看懂图纸</h2>')).toEqual(['crosshead: 看懂图纸'])
  })
})

describe('captions', () => {
  it('are the line right below a picture that looks like one, its photographer split off', () => {
    expect(lines(`<p><img src="file:///a.jpg"></p>${p('夜校的教室。（通讯员 罗平 摄）', PROSE)}`)[0]).toBe('photo [通讯员 罗平 摄]: 夜校的教室。')
    expect(lines(`<p><img src="file:///a.jpg"></p>${p('沈牧 摄', PROSE)}`)[0]).toBe('photo [沈牧 摄]: ')
    expect(lines(`<figure><img src="a.jpg"><figcaption>The pier. <span>(Photo by Bo Xu)</span></figcaption></figure>${p(PROSE)}`)[0]).toBe('photo [Photo by Bo Xu]: The pier.')
  })

  it('rejects the paragraph that merely follows a picture, and a byline', () => {
    expect(lines(`<p><img src="file:///a.jpg"></p>${p(PROSE, '本报记者 刘强')}`)).toEqual(['photo: ', `paragraph: ${PROSE}`, 'paragraph: 本报记者 刘强'])
  })

  it('stand in order where pictures follow each other', () => {
    expect(lines('<p><img src="1.jpg"></p><p>图为一。</p><p><img src="2.jpg"></p><p>图为二。</p>')).toEqual(['photo: 图为一。', 'photo: 图为二。'])
  })

  it('never stand between the words of a paragraph: its picture follows it', () => {
    expect(lines(`<p>上半句，<img src="1.jpg">下半句。</p>${p(PROSE)}`).slice(0, 2)).toEqual(['paragraph: 上半句，下半句。', 'photo: '])
  })
})

describe('interviews', () => {
  it('are questions and answers from two pairs on; a paragraph between goes on with its speaker', () => {
    expect(lines(p('<b>记者：</b>您为什么来？', '李明：为了学图纸。', '还有写信。', '<b>记者：</b>难吗？', '李明：难。'))).toEqual(['question [记者]: 您为什么来？', 'answer [李明]: 为了学图纸。', 'answer: 还有写信。', 'question [记者]: 难吗？', 'answer [李明]: 难。'])
  })

  it('rejects one pair, and lines that only have colons', () => {
    expect(lines(p('问：几点？', '答：七点。', PROSE)).every((line) => line.startsWith('paragraph'))).toBe(true)
    expect(lines(p('时间：周三', '地点：渡口', '人数：二百')).every((line) => line.startsWith('paragraph'))).toBe(true)
  })
})

describe('boxes, notes and ends', () => {
  it('an editor’s note loses its label, which is printed for it', () => {
    expect(lines(p('编者按：这是一组关于夜校的报道。', PROSE))).toEqual(['editorsNote', '  paragraph: 这是一组关于夜校的报道。', `paragraph: ${PROSE}`])
    expect(lines(p('【编者按】', '这是一组关于夜校的报道。', PROSE))[1]).toBe('  paragraph: 这是一组关于夜校的报道。')
  })

  it('链接 is a fact box at the end of a story or in a frame, and nowhere else', () => {
    expect(lines(p(PROSE, '【链接】', '夜校始于一九五三年。'))).toEqual([`paragraph: ${PROSE}`, 'factBox', '  boxTitle: 【链接】', '  paragraph: 夜校始于一九五三年。'])
    expect(lines(`${p(PROSE)}<table><tr><td><p>链接：夜校</p><p>始于一九五三年。</p></td></tr></table>${p(PROSE)}`)).toEqual([`paragraph: ${PROSE}`, 'factBox', '  boxTitle: 链接：夜校', '  paragraph: 始于一九五三年。', `paragraph: ${PROSE}`])
    expect(lines(p(PROSE, '链接', ...Array.from({ length: 12 }, () => PROSE))).some((line) => line === 'factBox')).toBe(false)
  })

  it('（完） is the end mark, on its line or behind the last words', () => {
    expect(lines(p(PROSE, `${PROSE}（完）`))).toEqual([`paragraph: ${PROSE}`, `paragraph: ${PROSE}`, 'endMark: '])
    expect(lines(p(PROSE, '（全文完）')).at(-1)).toBe('endMark: ')
  })
})

describe('lists', () => {
  it('belong to the item before where they stand between items, and lie flat where an item is nothing but a list', () => {
    expect(lines('<ul><li>一</li><ul><li>甲</li></ul><li><ol start="4"><li>乙</li></ol></li></ul>')).toEqual(['bulletList', '  listItem', '    paragraph: 一', '    bulletList', '      listItem', '        paragraph: 甲', '    orderedList', '      listItem', '        paragraph: 乙'])
    expect(lines('<ul><li><ul><li>甲</li></ul></li></ul>')).toEqual(['bulletList', '  listItem', '    paragraph: 甲'])
  })

  it('go on counting where a paragraph came between', () => {
    const { blocks } = read('<p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">1.</span>一</p><p>中间</p><p class=MsoListParagraph style="mso-list:l0 level1 lfo1"><span style="mso-list:Ignore">2.</span>二</p>')
    expect(blocks[2]).toMatchObject({ type: 'orderedList', attrs: { start: 2 } })
  })

  it('of pictures are pictures', () => {
    expect(lines('<ul><li><img src="1.jpg"><p>图为一。</p></li><li><img src="2.jpg"></li></ul>')).toEqual(['photo: 图为一。', 'photo: '])
  })
})

describe('tables', () => {
  it('of one cell are their content; a table in a cell is lines; its pictures follow it', () => {
    expect(lines('<table><tr><td><p>甲</p><p>乙</p></td></tr></table>')).toEqual(['paragraph: 甲', 'paragraph: 乙'])
    const nested = lines('<table border=1><tr><td>甲<table><tr><td>乙</td><td>丙</td></tr></table></td><td><img src="1.jpg">丁</td></tr></table>')
    expect(nested.filter((line) => /paragraph|photo|^table/.test(line))).toEqual(['table', '      paragraph: 甲', '      paragraph: 乙', '      paragraph: 丙', '      paragraph: 丁', 'photo: '])
  })

  it('are filled where a row is short, and lie flat where the holes would outgrow them', () => {
    const [table] = read('<table><tr><td>1</td><td>2</td><td>3</td></tr><tr><td rowspan=9>4</td></tr></table>').blocks
    expect(table?.content?.map((row) => row.content?.length)).toEqual([3, 3])
    expect(lines(`<table>${'<tr><td>一<td>二<td colspan=90>三'.repeat(2)}${'<tr><td>字'.repeat(500)}</table>`).some((line) => line === 'table')).toBe(false)
  })
})

describe('footnotes', () => {
  it('of markdown and of any page that links both ways are kept; one way alone is words', () => {
    const { blocks } = read('<p>正文<sup><a href="#fn-1" id="fnref-1">1</a></sup>完了。</p><section data-footnotes class="footnotes"><h2 class="sr-only">Footnotes</h2><ol><li id="fn-1"><p>注文。 <a href="#fnref-1" aria-label="Back">↩</a></p></li></ol></section>')
    expect(blocks).toMatchObject([{ type: 'paragraph', content: [{ text: '正文' }, { type: 'footnote', attrs: { text: '注文。' } }, { text: '完了。' }] }])
    expect(blocks).toHaveLength(1)
    expect(lines('<p>正文<a href="#n1">1</a></p><p id="n1">注文。</p>')).toEqual(['paragraph: 正文1', 'paragraph: 注文。'])
  })
})

describe('the importers’ own markup', () => {
  it('gives suggestions and threads to those who made them', () => {
    const { blocks, notes } = read('<p>渡船<ins data-by="Ann" data-at="2026-03-01T09:00:00Z">六点</ins><del data-by="Ann" data-at="2026-03-01T09:00:00Z">七点</del>开，<span data-comment="7">雾大</span>时停。<del>旧文</del></p><aside data-comments><section data-thread="7" data-resolved-at=""><p data-remark data-by="Bo" data-at="2026-03-02T10:00:00Z">多大？</p><p data-remark data-by="Ann" data-at="">五十米。</p></section></aside>')
    const [suggestion] = Object.keys(notes.suggestions)
    const [thread] = notes.threads
    expect(blocks).toMatchObject([{ content: [{ text: '渡船' }, { text: '六点', marks: [{ type: 'insertion', attrs: { id: suggestion } }] }, { text: '七点', marks: [{ type: 'deletion', attrs: { id: suggestion } }] }, { text: '开，' }, { text: '雾大', marks: [{ type: 'comment', attrs: { id: thread?.id } }] }, { text: '时停。旧文' }] }])
    expect(notes.suggestions).toEqual({ [suggestion!]: { by: 'Ann', at: '2026-03-01T09:00:00Z' } })
    expect(notes.threads).toMatchObject([{ quote: '雾大', resolvedAt: null, remarks: [{ by: 'Bo', text: '多大？' }, { by: 'Ann', text: '五十米。' }] }])
    expect(blocks).toHaveLength(1)
  })
})

describe('small things', () => {
  it('raised and lowered figures keep their height', () => {
    expect(lines('<p>占地 30m<sup>2</sup>，H<sub>2</sub>O</p>')).toEqual(['paragraph: 占地 30m²，H₂O'])
  })

  it('a document gives up the title it has: its only first-rank heading, or a large first line', () => {
    expect(read('<h1>渡口夜校</h1><h2>灯</h2><p>文</p>', 'document')).toMatchObject({ title: '渡口夜校', blocks: [{ type: 'crosshead' }, { type: 'paragraph' }] })
    expect(read(`<p style="font-size:22pt">渡口夜校</p><p style="font-size:11pt">${PROSE}</p>`, 'document').title).toBe('渡口夜校')
    expect(read('<h1>一、灯</h1><p>文</p><h1>二、黑板</h1><p>文</p>', 'document')).toMatchObject({ title: '', blocks: [{ attrs: { marker: '一、' } }, {}, {}, {}] })
  })

  it('a page whose headline is no heading has the line its own title opens with', () => {
    const html = `<html><head><title>渡口夜校开课_临江新闻网</title></head><body><div>渡口夜校开课</div><div id="zoom"><p>${PROSE}</p><p>${PROSE}</p></div></body></html>`
    expect(read(html, 'page')).toMatchObject({ title: '渡口夜校开课', dropped: [] })
  })
})
