import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'

import { articleBody, articlePage, type PhotoSource } from '../../../src-shared/publication/article-html'
import { articleText } from '../../../src-shared/publication/article-text'
import type { ArticleView } from '../../../src-shared/publication/view'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { more } from '../../support/every-block'
import { bit, block, chineseStory, englishStory } from '../../support/sample-story'

const source: PhotoSource = (_, { name }) => ({ src: `${name}.jpg`, width: 1200, height: 800 })
const viewOf = (story: Partial<Story>, base: Story = chineseStory([])): ArticleView => ({ story: { ...base, dateline: '', byline: '', ...story }, time: '2026-03-12T09:10:00+08:00', editor: '' })
const zh = (...content: BodyJson[]): ArticleView => viewOf({ body: { type: 'doc', content } })
const en = (...content: BodyJson[]): ArticleView => viewOf({ body: { type: 'doc', content } }, englishStory([]))
const html = (view: ArticleView): string => articleBody(view, source)
const text = (view: ArticleView): string => articleText(view).trimEnd().split('\n\n').slice(1).join('\n\n')
const parse = (markup: string): Document => new new Window({ settings: { disableJavaScriptEvaluation: true } }).DOMParser().parseFromString(markup, 'text/html') as unknown as Document

const p = more.paragraph
const td = (words: string, attrs: Record<string, unknown> = {}): BodyJson => more.cell('tableCell', words, attrs)
const th = (words: string, attrs: Record<string, unknown> = {}): BodyJson => more.cell('tableHeader', words, attrs)

describe('an interview', () => {
  const talk = [more.turn('q', 'question', '记者', '为什么上夜校？'), more.turn('a', 'answer', '林小满：', '想画画。'), more.turn('b', 'answer', '', '真的想。')]

  test('names each speaker once with a colon, and nobody where the one before goes on', () => {
    expect(html(zh(...talk))).toBe('<p class="question"><span class="speaker">记者：</span>为什么上夜校？</p>\n<p class="answer"><span class="speaker">林小满：</span>想画画。</p>\n<p class="answer">真的想。</p>')
    expect(text(zh(...talk))).toBe('记者：为什么上夜校？\n\n林小满：想画画。\n\n真的想。')
  })

  test('in English sets the colon apart from the words', () => {
    expect(text(en(more.turn('q', 'question', 'Q', 'Why?'), more.turn('a', 'answer', 'Ma Rui', 'Because.')))).toBe('Q: Why?\n\nMa Rui: Because.')
  })
})

describe('what stands beside the text', () => {
  test('a pull quote is an aside with whose it is', () => {
    expect(html(zh(more.pullQuote('a', '我也不赶', '林小满')))).toBe('<aside class="pull-quote"><p>我也不赶</p><p class="by">——林小满</p></aside>')
    expect(text(en(more.pullQuote('a', 'I have missed them', 'Ma Rui')))).toBe('| I have missed them\n| — Ma Rui')
  })

  test('a fact box is an aside with a title, its own heads below it', () => {
    const box = more.factBox('a', '链接', p('夜校创办于去年。'), block.crosshead('c', '一、', '课程'), block.list('l', 'bulletList', [p('识图')]))
    expect(html(zh(box))).toBe('<aside class="fact-box"><h3>链接</h3><p>夜校创办于去年。</p><h4><span class="marker">一、</span> 课程</h4><ul><li><p>识图</p></li></ul></aside>')
    expect(text(zh(box))).toBe('| 链接\n| 夜校创办于去年。\n| 一、  课程\n| - 识图')
    expect(html(zh(more.factBox('a', '', p('没有标题')))), 'no empty title').toBe('<aside class="fact-box"><p>没有标题</p></aside>')
  })

  test('an editor’s note opens with its words, unless it says so itself', () => {
    expect(html(zh(more.editorsNote('a', '本报今起刊发系列报道。', '敬请关注。')))).toBe('<aside class="editors-note"><p><strong class="opening">编者按：</strong>本报今起刊发系列报道。</p><p>敬请关注。</p></aside>')
    expect(text(en(more.editorsNote('a', 'This is the first of three.')))).toBe('| Editor’s note: This is the first of three.')
    for (const own of ['编者按：今起刊发。', '编后：值得一读。', '编者的话 今起刊发。']) expect(text(zh(more.editorsNote('a', own)))).toBe(`| ${own}`)
    expect(text(en(more.editorsNote('a', 'Editor\'s Note. First of three.')))).toBe('| Editor\'s Note. First of three.')
  })

  test('a nested article has its own head, byline and lower heads', () => {
    const sub = more.subArticle('a', '渡口旧事', '本报记者 秦越', p('渡口有百年。'), block.crosshead('c', '', '汽笛'), more.factBox('f', '链接', p('轮渡')))
    expect(html(zh(sub))).toBe('<article class="sub-article"><header><h2>渡口旧事</h2><p class="byline">本报记者 秦越</p></header><p>渡口有百年。</p><h3>汽笛</h3><aside class="fact-box"><h3>链接</h3><p>轮渡</p></aside></article>')
    expect(text(zh(sub))).toBe('| 渡口旧事\n| 本报记者 秦越\n| 渡口有百年。\n| 汽笛\n| | 链接\n| | 轮渡')
  })

  test('photos, cards, boxes and nested articles that trail behind the text stay behind the byline', () => {
    const view = viewOf({ byline: '本报记者 沈牧', body: { type: 'doc', content: [p('正文。'), more.endMark('e'), more.factBox('f', '链接', p('盒。')), more.subArticle('s', '附稿', '', p('附。'))] } })
    expect(text(view).split('\n\n').map((each) => each.split('\n')[0])).toEqual(['正文。', '（完）', '□本报记者 沈牧', '| 链接', '| 附稿'])
  })
})

describe('lists and marks', () => {
  test('briefs are opened by △: words in text, the style’s marker in HTML', () => {
    const briefs = more.briefs('a', '渡口今晨复航。', '夜校下月招生。')
    expect(html(zh(briefs))).toBe('<ul class="briefs"><li><p>渡口今晨复航。</p></li><li><p>夜校下月招生。</p></li></ul>')
    expect(text(zh(briefs))).toBe('△渡口今晨复航。\n△夜校下月招生。')
    expect(articlePage(zh(briefs), source)).toContain('list-style-type:"△"')
  })

  test('the end mark says the end in each language', () => {
    expect([html(zh(more.endMark('a'))), text(zh(more.endMark('a'))), text(en(more.endMark('a')))]).toEqual(['<p class="end-mark">（完）</p>', '（完）', '■'])
  })

  test('an entry of a live report has its time, with the date only on another day', () => {
    const entry = (time: string): ArticleView => zh(more.liveEntry('a', time, p('复航。')))
    expect(html(entry('2026-03-12T06:40:00+08:00'))).toBe('<section class="live-entry"><p class="time"><time datetime="2026-03-12T06:40:00+08:00">06:40</time></p><p>复航。</p></section>')
    expect(text(entry('2026-03-11T23:55+08:00'))).toBe('2026-03-11 23:55\n复航。')
    expect(text(entry('2026-03-12T01:00:00Z'))).toBe('2026-03-12 01:00 UTC\n复航。')
    expect([html(entry('')), text(entry(''))]).toEqual(['<section class="live-entry"><p>复航。</p></section>', '复航。'])
  })
})

describe('pictures and cards', () => {
  test('a photo group is one figure of figures, and a line a photo in text', () => {
    const group = more.photoGroup('g', more.photo('其一', '甲摄'), { type: 'photo', attrs: { photo: null, credit: '', alt: '' } }, more.photo('其二', ''))
    const figure = parse(html(zh(group))).querySelector('figure.photo-group')!
    expect([figure.getAttribute('role'), figure.getAttribute('aria-label'), figure.querySelectorAll('figure').length]).toEqual(['group', '组图', 2])
    expect(text(zh(group))).toBe('其一（甲摄）\n其二')
  })

  test('a card links to the video and embeds nothing; its footnote is no link in a link', () => {
    const card = more.mediaCard('m', 'video', 'https://video.example/1?a=1&b=2', '江上的一天')
    expect(html(zh(card))).toBe('<p class="media-card"><span class="kind">视频：</span><a href="https://video.example/1?a=1&amp;b=2" rel="noopener nofollow">江上的一天</a></p>')
    expect(text(en({ ...card, attrs: { ...card.attrs, kind: 'audio' } }))).toBe('Audio: 江上的一天  https://video.example/1?a=1&b=2')
    const noted = parse(html(zh({ ...card, content: [...card.content!, more.footnote('注')] })))
    expect(noted.querySelectorAll('a a, iframe, video, audio, embed, object')).toHaveLength(0)
    expect(noted.querySelector('.media-card > sup a')!.getAttribute('href')).toBe('#note-1')
  })

  test('a card without an address is its words, without a title its address, without either nothing', () => {
    expect(html(zh(more.mediaCard('m', 'video', '', '只有标题')))).toBe('<p class="media-card"><span class="kind">视频：</span>只有标题</p>')
    expect(parse(html(zh(more.mediaCard('m', 'audio', 'https://a.example/', '')))).querySelector('a')!.textContent).toBe('https://a.example/')
    expect([html(zh(more.mediaCard('m', 'video', '', ''))), text(zh(more.mediaCard('m', 'video', '', '')))]).toEqual(['', ''])
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'mailto:a@b.c']) expect(html(zh(more.mediaCard('m', 'video', url, '题')))).not.toContain('<a')
  })
})

describe('a table', () => {
  const wide = more.table('t',
    more.row(th('年份'), th('人数', { colspan: 2, align: 'center' })),
    more.row(th('去年', { rowspan: 2 }), td('男 12'), td('女 9')),
    more.row(td('男 3'), td('女 4', { align: 'right' })))

  test('says what each header heads, and keeps spans and alignment', () => {
    const table = parse(html(zh(wide))).querySelector('table')!
    expect([...table.querySelectorAll('thead th')].map((cell) => cell.outerHTML)).toEqual(['<th scope="col">年份</th>', '<th scope="colgroup" colspan="2" class="center">人数</th>'])
    expect(table.querySelector('tbody th')!.outerHTML).toBe('<th scope="rowgroup" rowspan="2">去年</th>')
    expect(table.querySelector('tbody td.right')!.textContent).toBe('女 4')
    expect(table.querySelectorAll('tr')).toHaveLength(3)
    expect(table.parentElement!.getAttribute('tabindex'), 'a wide one scrolls by keyboard').toBe('0')
  })

  test('has no head of its own where every row is headers or a header reaches below', () => {
    expect(html(zh(more.table('t', more.row(th('甲')), more.row(th('乙')))))).not.toContain('<thead>')
    expect(html(zh(more.table('t', more.row(th('甲', { rowspan: 2 }), th('乙')), more.row(td('丙')))))).not.toContain('<thead>')
  })

  test('in text keeps every cell in its column, divided by tabs', () => {
    expect(text(zh(wide)).split('\n').map((line) => line.split('\t'))).toEqual([['年份', '人数', ''], ['去年', '男 12', '女 9'], ['', '男 3', '女 4']])
    const corner = more.table('t', more.row(td('甲', { colspan: 2, rowspan: 2 }), td('乙')), more.row(td('丙')), more.row(td('丁'), td('戊'), td('己')))
    expect(text(zh(corner)).split('\n').map((line) => line.split('\t'))).toEqual([['甲', '', '乙'], ['', '', '丙'], ['丁', '戊', '己']])
  })

  test('in text makes one line of whatever a cell holds', () => {
    const cell: BodyJson = { ...td(''), content: [block.paragraph('a', '上\t午', bit.break(), '下午'), block.list('l', 'bulletList', [p('一')], [p('二')])] }
    expect(text(zh(more.table('t', more.row(cell, td('旁')))))).toBe('上 午 下午 - 一 - 二\t旁')
    expect(html(zh(more.table('t', more.row(cell))))).toContain('<td><p>上\t午<br>下午</p><ul><li><p>一</p></li><li><p>二</p></li></ul></td>')
  })
})

describe('footnotes', () => {
  const noted = [
    block.paragraph('a', '第一句', more.footnote('据市志。'), '。'),
    more.factBox('f', '链接', block.paragraph('b', '盒里', more.footnote('  <b>据公报</b> '), bit.text('的话'))),
    more.table('t', more.row({ ...td(''), content: [block.paragraph('c', '格里', more.footnote('据统计。'))] })),
    block.paragraph('d', '空的', more.footnote('  '), '不算'),
  ]

  test('are numbered in reading order through boxes and tables, with a way there and back', () => {
    const document = parse(html(zh(...noted)))
    expect([...document.querySelectorAll('sup.footnote a')].map((call) => [call.textContent, call.getAttribute('href'), call.id])).toEqual([['1', '#note-1', 'note-1-call'], ['2', '#note-2', 'note-2-call'], ['3', '#note-3', 'note-3-call']])
    expect([...document.querySelectorAll('.footnotes li')].map((note) => [note.id, note.textContent, note.querySelector('a')!.getAttribute('href')])).toEqual([
      ['note-1', '据市志。 ↩', '#note-1-call'], ['note-2', '<b>据公报</b> ↩', '#note-2-call'], ['note-3', '据统计。 ↩', '#note-3-call'],
    ])
    expect(document.querySelector('.footnotes h2')!.textContent).toBe('注释')
    for (const call of document.querySelectorAll('sup a, .footnotes a')) expect(document.querySelector(call.getAttribute('href')!), 'each link leads somewhere').not.toBeNull()
  })

  test('in text stand in brackets and together at the end', () => {
    expect(text(zh(...noted)).split('\n\n').at(-1)).toBe('注释\n[1] 据市志。\n[2] <b>据公报</b>\n[3] 据统计。')
    expect(text(zh(...noted))).toContain('第一句[1]。')
    expect(text(en(block.paragraph('a', 'He said', more.footnote('At noon.'))))).toBe('He said[1]\n\nNotes\n[1] At noon.')
  })

  test('stand behind the byline and are called anew for each rendering', () => {
    const view = viewOf({ byline: '本报记者 沈牧', body: { type: 'doc', content: noted } })
    expect(text(view).split('\n\n').slice(-2)[0]).toBe('□本报记者 沈牧')
    expect(html(view)).toBe(html(view))
  })

  test('in a link do not become a link in a link', () => {
    const marks = [{ type: 'link', attrs: { href: 'https://example.org/' } }]
    const document = parse(html(zh(block.paragraph('a', { type: 'text', text: '门', marks }, { ...more.footnote('注'), marks }))))
    expect(document.querySelectorAll('a a')).toHaveLength(0)
    expect(document.querySelector('sup a')!.textContent).toBe('1')
  })
})

describe('what print says around the text', () => {
  test('the column tag stands above the head, the original headline at the end', () => {
    const view = viewOf({ columnTag: '深读', originalHeadline: '读《江志》有感', kicker: '引题' })
    const document = parse(articlePage(view, source))
    expect([...document.querySelectorAll('header > p, header > h1')].map(({ className }) => className).slice(0, 3)).toEqual(['column-tag', 'kicker', ''])
    expect(document.querySelector('.original-headline')!.textContent).toBe('（原题为《读〈江志〉有感》）')
    expect(articleText(view).split('\n').slice(1, 3)).toEqual(['深读', '引题'])
    expect(articleText(view).trimEnd().endsWith('（原题为《读〈江志〉有感》）')).toBe(true)
    expect(text(viewOf({ originalHeadline: 'The old one', body: { type: 'doc', content: [p('x')] } }, englishStory([])))).toBe('x\n\nOriginal headline: The old one')
  })

  const correction = { story: '0b8e7d52-93c4-4f16-8a7b-5c2d1e0f9a34', headline: '夜校开课', printedOn: '3月11日', text: '文中“二百人”应为“二十人”。' }

  test('a correction opens the text, and leads to the earlier story where it can be read', () => {
    const view = viewOf({ correction, body: { type: 'doc', content: [p('正文。')] } })
    const said = '更正：3月11日刊发的《夜校开课》一稿有误。文中“二百人”应为“二十人”。'
    expect(text(view)).toBe(`${said}\n\n正文。`)
    expect(parse(html(view)).body.textContent).toBe(`${said}\n正文。`)
    expect(html(view)).not.toContain('<a ')
    const asked: string[] = []
    const linked = parse(articleBody(view, source, (story) => (asked.push(story), '../old.html')))
    expect(asked).toEqual([correction.story])
    expect([linked.querySelector('aside.correction a')!.getAttribute('href'), linked.querySelector('aside.correction a')!.textContent]).toEqual(['../old.html', '《夜校开课》'])
  })

  test('a correction says what it knows, and no more', () => {
    const say = (change: Partial<typeof correction>, base = chineseStory([])): string => text(viewOf({ correction: { ...correction, ...change }, body: { type: 'doc', content: [] } }, base))
    expect(say({ printedOn: '' })).toBe('更正：此前刊发的《夜校开课》一稿有误。文中“二百人”应为“二十人”。')
    expect(say({ headline: ' ' })).toBe('更正：文中“二百人”应为“二十人”。')
    expect(say({ headline: 'The ferry', printedOn: 'March 11', text: 'It sails at 6:40.' }, englishStory([]))).toBe('Correction to “The ferry”, March 11. It sails at 6:40.')
  })

  test('people of the byline are named with their roles in the structured data', () => {
    const people = [
      { name: '沈牧', role: 'reporter' as const, from: '' },
      { name: '何雨晴', role: 'correspondent' as const, from: '临江市总工会' },
      { name: '顾岚', role: 'photographer' as const, from: '' },
      { name: '李译', role: 'translator' as const, from: '' },
      { name: ' ', role: 'reporter' as const, from: '' },
    ]
    const dataOf = (view: ArticleView): Record<string, unknown> => JSON.parse(parse(articlePage(view, source)).querySelector('script')!.textContent) as Record<string, unknown>
    expect(dataOf(viewOf({ byline: '本报记者 沈牧', contributors: people, correction, columnTag: '深读' }))).toMatchObject({
      author: [{ '@type': 'Person', name: '沈牧', jobTitle: '记者' }, { name: '何雨晴', jobTitle: '通讯员', affiliation: { '@type': 'Organization', name: '临江市总工会' } }],
      contributor: [{ name: '顾岚', jobTitle: '摄影' }],
      translator: [{ name: '李译', jobTitle: '编译' }],
      articleSection: ['工会', '职工之家', '深读'],
      correction: { '@type': 'CorrectionComment', text: '更正：3月11日刊发的《夜校开课》一稿有误。文中“二百人”应为“二十人”。', about: { identifier: `urn:uuid:${correction.story}`, headline: '夜校开课' } },
    })
    expect(dataOf(viewOf({ byline: '本报记者 沈牧' }))['author'], 'the line where nobody is known').toEqual({ '@type': 'Person', name: '本报记者 沈牧' })
    expect(dataOf(viewOf({ byline: '摄影 顾岚', contributors: [people[2]!] }))['author'], 'and where nobody wrote').toEqual({ '@type': 'Person', name: '摄影 顾岚' })
  })

  test('the page carries the style of the blocks it shows and of no others', () => {
    const style = (view: ArticleView): string => parse(articlePage(view, source)).querySelector('style')!.textContent
    const plain = style(zh(p('正文')))
    expect(plain).not.toContain('.fact-box')
    const boxed = style(zh(p('正文'), more.factBox('f', '链接', p('盒'))))
    expect(boxed.startsWith(plain)).toBe(true)
    expect(boxed).toContain('.fact-box{')
    expect(style(zh(p('class="table"'))), 'words name no class').toBe(plain)
  })
})
