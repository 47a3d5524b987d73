// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'

import { i18n } from '../../../src-renderer/ui/i18n'
import { StoryPage } from '../../../src-renderer/writing/story-page'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { EVERY, more, UNRESOLVED } from '../../support/every-block'
import { bit, block, chineseStory } from '../../support/sample-story'
import { photo } from './photo'

beforeAll(() => i18n.changeLanguage('en'))
afterEach(cleanup)

const show = (story: Partial<Story>): HTMLElement => {
  const whole: Story = { ...chineseStory([]), byline: '', dateline: '', ...story }
  render(<I18nextProvider i18n={i18n}><MantineProvider env="test"><StoryPage story={whole} photoUrl={(sha256, width) => `/photo/${sha256}?${String(width)}`} /></MantineProvider></I18nextProvider>)
  return screen.getAllByRole('article')[0]!
}
const body = (...content: BodyJson[]): Pick<Story, 'body'> => ({ body: { type: 'doc', content } })

describe('a page being read', () => {
  it.each(Object.keys(EVERY).filter((name) => !UNRESOLVED.some((mark) => mark === name)))('says the words of %s once, in order', (name) => {
    const { block: specimen, words } = EVERY[name]!
    const page = show(body(specimen)).textContent
    let from = 0
    for (const word of words) {
      expect(page.split(word), word).toHaveLength(2)
      expect(page.indexOf(word), word).toBeGreaterThanOrEqual(from)
      from = page.indexOf(word)
    }
  })

  it('shows what is suggested and commented for what it is, on words and on blocks', () => {
    const page = show(body(block.paragraph('a', bit.text('加', { type: 'insertion', attrs: { id: '1' } }), bit.text('减', { type: 'deletion', attrs: { id: '2' } }), bit.text('改', { type: 'modification', attrs: { id: '3' } }), bit.text('说', { type: 'comment', attrs: { id: '4' } })), { ...block.quote('q', block.paragraph('b', '整段')), marks: [{ type: 'deletion', attrs: { id: '5' } }] }))
    expect([...page.querySelectorAll('ins')].map(({ textContent }) => textContent)).toEqual(['加'])
    expect([...page.querySelectorAll('del')].map(({ textContent }) => textContent)).toEqual(['减', '整段'])
    expect(page.querySelector('[data-modification="3"]')?.textContent).toBe('改')
    expect(page.querySelector('[data-comment="4"]')?.textContent).toBe('说')
  })

  it('shows column tag, correction and original headline where print has them', () => {
    const page = show({ columnTag: '深读', originalHeadline: '旧题', correction: { story: null, headline: '旧稿', printedOn: '', text: '有误。' }, ...body(block.paragraph('a', '正文')) })
    expect(page.querySelector('header')?.firstElementChild?.textContent).toBe('深读')
    const text = page.textContent
    expect([text.indexOf('更正：此前刊发的《旧稿》一稿有误。有误。') < text.indexOf('正文'), text.indexOf('（原题为《旧题》）') > text.indexOf('正文')]).toEqual([true, true])
  })

  it('leads from a footnote’s call to its words and back, by keyboard, without leaving the page', () => {
    const where = window.location.hash
    show(body(block.paragraph('a', '句', more.footnote('据市志。')), more.factBox('f', '链接', block.paragraph('b', '盒', more.footnote('据公报。'), more.footnote(' ')))))
    const call = screen.getByRole('button', { name: 'Note 2' })
    fireEvent.click(call)
    expect(document.activeElement?.textContent).toContain('据公报。')
    fireEvent.click(screen.getByRole('button', { name: 'Back to where note 2 is called' }))
    expect(document.activeElement).toBe(call)
    expect(screen.queryByRole('button', { name: 'Note 3' })).toBeNull()
    expect(window.location.hash).toBe(where)
  })

  it('shows a photo’s crop, and says where a picture is missing', () => {
    const known = photo('1')
    const page = show({ ...body(more.photo('近处', '', { photo: known.sha256, crop: '0.25,0.1,0.5,0.5' }), more.photo('没有', '', { photo: null })), photos: { [known.sha256]: known } })
    expect(page.querySelector('[data-crop="0.25,0.1,0.5,0.5"] img')?.getAttribute('src')).toContain(known.sha256)
    expect(page.textContent).toContain('No picture here yet')
  })

  it('embeds nothing of a video, and links only to the web', () => {
    const page = show(body(more.mediaCard('m', 'video', 'https://video.example/1', '题'), { ...more.mediaCard('n', 'audio', 'javascript:alert(1)', '坏') }))
    expect(page.querySelectorAll('iframe, video, audio')).toHaveLength(0)
    expect([...page.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual(['https://video.example/1'])
  })

  it('says what a table’s headers head', () => {
    const cells = (...names: ('tableHeader' | 'tableCell')[]): BodyJson => more.row(...names.map((type, index) => more.cell(type, `${type}${String(index)}`)))
    const page = show(body(more.table('t', cells('tableHeader', 'tableHeader'), cells('tableHeader', 'tableCell'))))
    expect([...page.querySelectorAll('th')].map((cell) => cell.getAttribute('scope'))).toEqual(['col', 'col', 'row'])
  })
})
