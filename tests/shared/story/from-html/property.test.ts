import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readHtml } from '../../../../src-shared/story/from-html/read-html'
import { readPlain } from '../../../../src-shared/story/from-html/read-plain'
import type { BodyJson } from '../../../../src-shared/story/story'
import { checked, counter, letters, printed, read, visibleText } from './reading'

const words = fc.constantFrom(
  '江边的早晨来得很早，码头上已经有人。', '一、看得见的变化', '（二）', 'A', '3', '看懂第一张图纸', 'The ferry left at six.', 'A short head', '记者：您为什么来？', '李明：为了学图纸。', '问：几点开课？', '答：七点。',
  '△简讯一条', '图为夜校的教室。', '沈牧 摄', '编者按：这是一组报道。', '（完）', '链接：什么是夜校', '　　两个全角空格开头的一段话，说的是码头。', ' ', '\n', '\u00a0', '\u200b', '，', '1. 第一条', '2. 第二条', '• 一点', 'é', '𠮷', '\ud800', 'x',
)
const href = fc.constantFrom('https://example.org/a', 'javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,<b>', '#top', 'mailto:a@example.org', '//example.org')
const style = fc.constantFrom(
  '', 'font-weight:bold', 'font-weight:400', 'font-style:italic', 'font-size:22pt', 'font-size:9pt;text-align:center', 'display:none', 'mso-hide:all', 'text-align:center', 'mso-list:l0 level1 lfo1', 'mso-list:l0 level3 lfo1', 'mso-outline-level:2', 'font-family:黑体', 'color:red',
)
const tag = fc.constantFrom(
  'p', 'div', 'span', 'b', 'strong', 'i', 'em', 'u', 'h1', 'h2', 'h3', 'ul', 'ol', 'li', 'table', 'tbody', 'tr', 'td', 'th', 'blockquote', 'pre', 'code', 'section', 'article', 'aside', 'figure', 'figcaption', 'dl', 'dt', 'dd', 'o:p', 'st1:place', 'font', 'center',
  'sup', 'sub', 'details', 'summary', 'button', 'select', 'option', 'textarea', 'script', 'style', 'noscript', 'iframe', 'template', 'object', 'svg', 'title', 'math', 'ins', 'del', 'address', 'form', 'label', 'nav', 'footer', 'caption', 'ruby', 'rt', 'q', 'nobr',
)
const leaf = fc.oneof({ weight: 5, arbitrary: words }, fc.constantFrom('<br>', '<hr>', '<img src="file:///a.png">', '<img src="https://example.org/b.jpg" onerror="x()" width="300">', '<!-- said to nobody -->', '<![if !supportLists]>', '<!--[if gte mso 9]><xml><a>x</a></xml><![endif]-->', '<input value="v">'))
const { tree, node: scrap } = fc.letrec<{ tree: string; node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(tag, style, href, fc.array(tie('node'), { maxLength: 5 })).map(([name, css, link, inside]) => `<${name}${css === '' ? '' : ` style="${css}"`}${name === 'td' ? ' colspan="3" rowspan="2"' : ''} onclick="x()">${inside.join('')}${link === '#top' ? '' : `<a href="${link}">链</a>`}</${name}>`),
  ),
  // A page from its beginning: parts of a table copied alone are a case of their own.
  tree: fc.array(tie('node'), { maxLength: 12 }).map((nodes) => `<html>${nodes.join('')}`),
}))

/** Words Stet reads as labels, and numbers and signs a list counts by itself. */
const unlabelled = (text: string): string => letters(text).replaceAll(/图片说明|编者按|完|[123]/g, '')

const everything = (node: BodyJson): BodyJson[] => [node, ...(node.content ?? []).flatMap(everything)]

describe('any tree of clipboard HTML', () => {
  it('comes in whole: every visible letter, once and in order, in a body the story schema takes', () => {
    fc.assert(
      fc.property(tree, (html) => {
        const { blocks } = read(html)
        checked(blocks)
        expect(unlabelled(blocks.map(printed).join(''))).toBe(unlabelled(visibleText(html)))
      }),
      { numRuns: 800 },
    )
  })

  it('brings in nothing active: only the schema’s nodes, safe links, no address of a picture', () => {
    fc.assert(
      fc.property(tree, (html) => {
        const { blocks } = read(html)
        const nodes = blocks.flatMap(everything)
        for (const node of nodes) {
          expect(JSON.stringify(node.attrs ?? {})).not.toMatch(/javascript|onerror|onclick|https?:|file:/)
          for (const mark of node.marks ?? []) if (mark.type === 'link') expect(String(mark.attrs?.['href'])).toMatch(/^(?:https:\/\/|mailto:)/)
        }
        const ids = nodes.map((node) => node.attrs?.['blockId']).filter((id) => id !== undefined)
        expect(new Set(ids).size).toBe(ids.length)
      }),
      { numRuns: 400 },
    )
  })

  it('as a document or page loses nothing either: what is not in the text is its title or said to be dropped', () => {
    const bag = (text: string): Map<string, number> => {
      const counted = new Map<string, number>()
      for (const char of unlabelled(text)) counted.set(char, (counted.get(char) ?? 0) + 1)
      return counted
    }
    fc.assert(
      fc.property(tree, fc.constantFrom('document', 'page'), (html, mode) => {
        const { blocks, title, dropped } = read(html, mode)
        checked(blocks)
        const there = bag([title, ...dropped, ...blocks.map(printed)].join(''))
        const lost = [...bag(visibleText(html))].filter(([char, count]) => (there.get(char) ?? 0) < count)
        expect(lost).toEqual([])
      }),
      { numRuns: 600 },
    )
  })

  it('loses no word of a footnote, whether its links lead both ways, one way or astray', () => {
    const anchors = fc.constantFrom('<a href="#f1" id="r1">1</a>', '<sup><a href="#f2" id="r2">[2]</a></sup>', '<p id="f1"><a href="#r1">1</a>甲注的话</p>', '<ol><li id="f2">乙注的话<a href="#r2">↩</a></li></ol>', '<div style="mso-element:footnote-list"><hr><div id="f3"><p><a name="f3n" href="#r3">[3]</a>丙注的话</p></div></div>', '<a href="#f3n" name="r3">[3]</a>', '<section class="footnotes">', '</section>')
    fc.assert(
      fc.property(fc.array(fc.oneof(anchors, scrap), { maxLength: 12 }).map((parts) => `<html>${parts.join('')}`), (html) => {
        const { blocks } = read(html)
        checked(blocks)
        const there = [...blocks.map(printed), ...blocks.flatMap(everything).map((node) => (node.type === 'footnote' ? String(node.attrs?.['text']) : ''))].join('')
        const count = (text: string, words: string): number => text.split(words).length - 1
        const seen = visibleText(html)
        for (const words of ['甲注的话', '乙注的话', '丙注的话', '江边的早晨来得很早', '看懂第一张图纸', '链']) expect(count(there, words), words).toBe(count(seen, words))
      }),
      { numRuns: 400 },
    )
  })

  it('reads the same every time', () => {
    fc.assert(
      fc.property(tree, (html) => {
        expect(read(html)).toEqual(read(html))
      }),
      { numRuns: 100 },
    )
  })
})

describe('anything at all', () => {
  const scraps = fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('<', '>', '</', '<p', ' style="', '"', "'", '<!--', '-->', '<![CDATA[', ']]>', '&', '&lt;', '&#0;', '<table>', '<td>', '<select>', '<svg>', '<math>', '<template>', '</p>', '<plaintext>', '<frameset>', '\0', '<a href=', '一、', '字')), { maxLength: 40 }).map((parts) => `<html>${parts.join('')}`)

  it('is read without a fault, into a body the schema takes, with its letters in order', () => {
    fc.assert(
      fc.property(scraps, (html) => {
        const { blocks } = read(html)
        checked(blocks)
        expect(unlabelled(blocks.map(printed).join(''))).toBe(unlabelled(visibleText(html)))
      }),
      { numRuns: 800 },
    )
  })

  it('is read as plain text too', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 14 }), fc.constantFrom('\n', '\r\n', '\n\n'), (lines, end) => {
        const outcome = readPlain(lines.join(end), { newId: counter() })
        if (!outcome.ok) throw new Error(outcome.code)
        checked(outcome.value.blocks)
        expect(unlabelled(outcome.value.blocks.map(printed).join(''))).toBe(unlabelled(lines.join('')))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('what has no bound', () => {
  const refusal = (html: string): string => {
    const outcome = readHtml(html, { newId: counter(), mode: 'paste' })
    return outcome.ok ? 'taken' : outcome.code
  }

  it('is refused by name: nesting, nodes', () => {
    expect(refusal('<div>'.repeat(100_000))).toBe('html-too-deep')
    expect(refusal('<b x>'.repeat(600))).toBe('html-too-deep')
    expect(refusal('<p>字</p>'.repeat(60_000))).toBe('html-too-large')
  })

  it('rejects no list, quotation or table for being nested as deep as people nest them, and lets deeper ones lie flat', () => {
    for (const tags of ['ul><li', 'blockquote', 'table><tr><td', 'ol><li><blockquote']) {
      const { blocks } = read(`${`<${tags}>`.repeat(40)}底。`)
      checked(blocks)
      expect(blocks.map(printed).join('')).toBe('底。')
    }
  })

  it('holds for what grows when it is parsed: unclosed emphasis, spans over many columns, breaks without end', () => {
    for (const html of [
      '<p><b><i><font size=1>字'.repeat(100), `<table>${'<tr><td colspan=1000 rowspan=1000>字'.repeat(300)}</table>`, `<table>${'<tr><td>字<td colspan=100>字'.repeat(2000)}</table>`,
      `<p>${'字<br><br>'.repeat(5_000)}</p>`, `<p>${'<br>'.repeat(100_000)}字</p>`, `<a ${Array.from({ length: 50_000 }, (_, index) => `a${String(index)}=1`).join(' ')}>字</a>`,
      `<style>${'/*'.repeat(100_000)}</style>字`, `<style>${'x'.repeat(300_000)}</style>字`, `<p>${'<span> </span>'.repeat(20_000)}字`, `<pre>${'\n'.repeat(200_000)}字</pre>`, '<!---->'.repeat(1000) + '字',
    ]) {
      const outcome = readHtml(html, { newId: counter(), mode: 'paste' })
      if (!outcome.ok) expect(outcome.code).toMatch(/^html-too-/)
      else expect(letters(outcome.value.blocks.map(printed).join(''))).toBe(letters(visibleText(html)))
    }
  })
})
