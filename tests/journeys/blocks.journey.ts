import type { Locator } from '@playwright/test'
import sharp from 'sharp'

import { faultless } from './support/look'
import { body, comeInAs, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

/** What is typed behind the slash: pinyin for a Chinese window, English words for an English one. */
const ASKED = {
  'zh-CN': {
    crosshead: 'xiaobiaoti', pullQuote: 'tiyao', quote: 'yinwen', bullets: 'liebiao', numbers: 'bianhao', briefs: 'jianxun', photo: 'zhaopian', photoGroup: 'zutu', mediaCard: 'shipin',
    question: 'tiwen', answer: 'huida', factBox: 'ziliao', editorsNote: '编者', liveEntry: 'zhibo', subArticle: '相关', table: '表格', divider: 'fenge', footnote: 'zhushi', endMark: '完结',
  },
  en: {
    crosshead: 'header', pullQuote: 'pull', quote: 'quotation', bullets: 'bulleted', numbers: 'numbered', briefs: 'briefs', photo: 'photo', photoGroup: 'gallery', mediaCard: 'video',
    question: 'question', answer: 'answer', factBox: 'fact', editorsNote: 'editor', liveEntry: 'live', subArticle: 'related', table: 'table', divider: 'divider', footnote: 'footnote', endMark: 'end',
  },
} as const
type Asked = keyof (typeof ASKED)['en']

const list = (stet: Stet): Locator => stet.page.getByRole('listbox', { name: stet.words('writing:insert.label') })

/** Puts a block in by the "/" menu, by keyboard alone. */
const insert = async (stet: Stet, name: Asked): Promise<void> => {
  const { page, words, language } = stet
  await page.keyboard.type('/')
  await page.keyboard.insertText(ASKED[language][name])
  await expect(list(stet).getByRole('option', { selected: true })).toHaveText(new RegExp(`^${words(`writing:act.${name}`).replace(/[()△]/g, '.')}`))
  await page.keyboard.press('Enter')
  await expect(list(stet)).toBeHidden()
}

const say = (stet: Stet, text: string): Promise<void> => stet.page.keyboard.insertText(text)
const press = async (stet: Stet, ...keys: string[]): Promise<void> => {
  for (const key of keys) await stet.page.keyboard.press(key)
}

/** Writes a word as an input method does: letters first, then what is chosen for them. */
const compose = async (stet: Stet, letters: string, word: string): Promise<void> => {
  const method = await stet.page.context().newCDPSession(stet.page)
  for (let length = 1; length <= letters.length; length += 1)
    await method.send('Input.imeSetComposition', { text: letters.slice(0, length), selectionStart: length, selectionEnd: length })
  await method.send('Input.insertText', { text: word })
  await method.detach()
}

/** The kinds of the top-level blocks with their ids and words, as the editor has them. */
const blocks = (stet: Stet): Promise<{ kind: string; id: string; words: string }[]> =>
  stet.page.evaluate(() => {
    type Doc = { state: { doc: { forEach: (act: (node: { type: { name: string }; attrs: Record<string, unknown>; textContent: string }) => void) => void } } }
    const found: { kind: string; id: string; words: string }[] = []
    const { editor } = document.querySelector('.ProseMirror') as unknown as { editor: Doc }
    editor.state.doc.forEach((node) => found.push({ kind: node.type.name, id: String(node.attrs['blockId']), words: node.textContent }))
    return found
  })

/** Everything the fields inside blocks hold, in reading order. */
const parts = (stet: Stet): Promise<string[]> => stet.page.locator('.ProseMirror input[data-part]').evaluateAll((inputs) => inputs.map((input) => `${(input as HTMLInputElement).dataset['part'] ?? ''}=${(input as HTMLInputElement).value}`))

/** Every block, filled, by keyboard alone. */
const writeAll = async (stet: Stet): Promise<void> => {
  const { page, words } = stet
  await body(stet).click()
  await say(stet, 'P1')
  // A footnote at the caret, its words in a small box, and back in the text.
  await press(stet, 'Control+Alt+f')
  await page.getByRole('textbox', { name: words('writing:footnote.text') }).fill('N1')
  await press(stet, 'Enter')
  await say(stet, 'P2')
  await press(stet, 'Enter')
  await insert(stet, 'crosshead')
  await say(stet, 'H1')
  await press(stet, 'Enter')
  await insert(stet, 'pullQuote')
  await say(stet, 'U1')
  await press(stet, 'Tab')
  await say(stet, 'BY1')
  await press(stet, 'Enter', 'Enter')
  await insert(stet, 'quote')
  await say(stet, 'Q1')
  await press(stet, 'Enter', 'Enter')
  for (const [name, word] of [['bullets', 'L1'], ['numbers', 'L2'], ['briefs', 'L3']] as const) {
    await insert(stet, name)
    await say(stet, `${word}a`)
    await press(stet, 'Enter')
    await say(stet, `${word}b`)
    await press(stet, 'Enter', 'Enter')
  }
  await insert(stet, 'question')
  await press(stet, 'Shift+Tab')
  await say(stet, 'SP1')
  await press(stet, 'Enter')
  await say(stet, 'I1')
  await press(stet, 'Enter')
  await say(stet, 'I2')
  await press(stet, 'Enter')
  await say(stet, 'I3')
  await press(stet, 'Enter', 'Enter')
  await insert(stet, 'factBox')
  await say(stet, 'F1')
  await press(stet, 'Enter')
  await say(stet, 'F2')
  await press(stet, 'Escape')
  await insert(stet, 'editorsNote')
  await say(stet, 'E1')
  await press(stet, 'Enter', 'Enter')
  await insert(stet, 'table')
  const size = page.getByRole('dialog', { name: words('writing:table.title') })
  await size.getByRole('textbox', { name: words('writing:table.rows') }).fill('2')
  await size.getByRole('textbox', { name: words('writing:table.columns') }).fill('2')
  await press(stet, 'Enter')
  await expect(size).toBeHidden()
  for (const cell of ['T1', 'T2', 'T3', 'T4']) {
    await say(stet, cell)
    await press(stet, 'Tab')
  }
  await say(stet, 'T5')
  await press(stet, 'Escape')
  await insert(stet, 'mediaCard')
  await say(stet, 'M1')
  await press(stet, 'Tab')
  await say(stet, 'https://example.org/film')
  await press(stet, 'Enter', 'Escape')
  await insert(stet, 'liveEntry')
  await say(stet, 'V1')
  await press(stet, 'Enter', 'Enter')
  await insert(stet, 'subArticle')
  await say(stet, 'S1')
  await press(stet, 'Enter')
  await say(stet, 'S2')
  await press(stet, 'Enter')
  await say(stet, 'S3')
  await press(stet, 'Escape')
  await insert(stet, 'divider')
  await say(stet, 'P3')
  await press(stet, 'Enter')
  await insert(stet, 'photoGroup')
  await say(stet, 'C1')
  await press(stet, 'Tab')
  await say(stet, 'K1')
  await press(stet, 'Enter', 'Enter')
  await say(stet, 'C2')
  await press(stet, 'Enter')
  const chooser = page.waitForEvent('filechooser')
  await insert(stet, 'photo')
  await (await chooser).setFiles({ name: 'one.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#335577' } }).jpeg().toBuffer() })
  await expect(page.locator('.ProseMirror figure img')).toHaveCount(1)
  await say(stet, 'C3')
  await press(stet, 'Enter')
  await insert(stet, 'endMark')
}

const KINDS = ['paragraph', 'crosshead', 'pullQuote', 'blockquote', 'bulletList', 'orderedList', 'briefList', 'question', 'answer', 'question', 'factBox', 'editorsNote', 'table', 'mediaCard', 'liveEntry', 'subArticle', 'horizontalRule', 'paragraph', 'photoGroup', 'photo', 'endMark']

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`blocks, ${language}`, () => {
    test.use({ options: { language, theme: language === 'en' ? 'dark' : 'light', size: { width: 1280, height: 800 } } })

    // Every block by every key takes its time on a small machine.
    test.describe.configure({ timeout: 300_000 })

    test('every one is put in and filled by keyboard, one is drawn by its handle, and all are there after a reload', async ({ stet }) => {
      const { page, words } = stet
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await writeAll(stet)
      const written = (await blocks(stet)).filter(({ kind, words: text }) => kind !== 'paragraph' || text !== '')
      expect(written.map(({ kind }) => kind)).toEqual(KINDS)
      expect(written.map(({ words: text }) => text)).toEqual([
        'P1P2', 'H1', 'U1', 'Q1', 'L1aL1b', 'L2aL2b', 'L3aL3b', 'I1', 'I2', 'I3', 'F1F2', 'E1', 'T1T2T3T4T5', 'M1', 'V1', 'S1S2S3', '', 'P3', 'C1C2', 'C3', '',
      ])
      const held = await parts(stet)
      expect(held).toEqual(expect.arrayContaining(['by=BY1', 'speaker=SP1', 'url=https://example.org/film', 'credit=K1']))
      expect(held.filter((part) => part === 'speaker=SP1')).toHaveLength(2)
      expect(held.find((part) => part.startsWith('time='))).toMatch(/^time=\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
      await expect(page.getByRole('region', { name: words('writing:footnote.list') })).toContainText('N1')
      await page.evaluate(() => void document.fonts.ready)
      await faultless(stet.page)

      // By its handle the fact box goes above the quotation, and stays the block it was.
      const box = page.locator('.ProseMirror aside[data-blockid]', { hasText: 'F1' })
      const target = page.locator('.ProseMirror blockquote')
      await target.scrollIntoViewIfNeeded()
      await box.scrollIntoViewIfNeeded()
      await box.locator('h3').hover()
      const handle = page.getByRole('button', { name: words('writing:block.handle') })
      await expect(handle).toBeVisible()
      await handle.dragTo(target, { targetPosition: { x: 40, y: 2 } })
      const moved = (await blocks(stet)).filter(({ kind, words: text }) => kind !== 'paragraph' || text !== '')
      expect(moved.map(({ kind }) => kind).slice(1, 5)).toEqual(['crosshead', 'pullQuote', 'factBox', 'blockquote'])
      expect(moved.map(({ id }) => id).sort()).toEqual(written.map(({ id }) => id).sort())
      expect(moved.find(({ kind }) => kind === 'factBox')?.id).toBe(written.find(({ kind }) => kind === 'factBox')?.id)

      await saved(stet)
      const address = new URL(page.url()).hash
      await stet.reopen('SIGKILL')
      await stet.page.evaluate((hash) => void (window.location.hash = hash), address)
      await expect(stet.page.locator('.ProseMirror blockquote')).toBeVisible()
      expect((await blocks(stet)).filter(({ kind, words: text }) => kind !== 'paragraph' || text !== '')).toEqual(moved)
      expect(await parts(stet)).toEqual(expect.arrayContaining(['by=BY1', 'speaker=SP1', 'url=https://example.org/film', 'credit=K1']))
      await faultless(stet.page)
    })

    test('a block’s menu opens at its handle and by keyboard, and moves, turns, doubles and deletes it', async ({ stet }) => {
      const { page, words } = stet
      const act = (name: string): Promise<void> => page.getByRole('menuitem', { name: words(`writing:block.${name}`) }).click()
      await comeInAs(stet, 'reporter')
      await newStory(stet, 'news')
      await body(stet).click()
      await say(stet, 'A1')
      await press(stet, 'Enter')
      await page.keyboard.type('/')
      await expect(list(stet)).toBeVisible()
      await faultless(stet.page)
      await press(stet, 'ArrowUp')
      // The last of all, brought into view.
      await expect(list(stet).getByRole('option', { selected: true })).toBeInViewport()
      await press(stet, 'Escape', 'Backspace')
      await page.getByRole('button', { name: words('writing:insert.label'), exact: true }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      await faultless(stet.page)
      await press(stet, 'Escape')
      await expect(page.getByRole('menu')).toBeHidden()
      await page.locator('.ProseMirror > p').last().click()
      await say(stet, 'B2')
      await press(stet, 'Control+/')
      const menu = page.getByRole('menu')
      await expect(menu).toBeVisible()
      await faultless(stet.page)
      await press(stet, 'ArrowRight')
      await page.getByRole('menuitem', { name: words('writing:node.factBox'), exact: true }).click()
      await expect(page.locator('.ProseMirror aside', { hasText: 'B2' })).toBeVisible()
      await page.locator('.ProseMirror aside h3').hover()
      await page.getByRole('button', { name: words('writing:block.handle') }).click()
      await act('duplicate')
      await expect(page.locator('.ProseMirror aside', { hasText: 'B2' })).toHaveCount(2)
      await page.locator('.ProseMirror aside h3').first().hover()
      await page.getByRole('button', { name: words('writing:block.handle') }).click()
      await act('up')
      await page.locator('.ProseMirror aside h3').last().hover()
      await page.getByRole('button', { name: words('writing:block.handle') }).click()
      await act('remove')
      expect((await blocks(stet)).map(({ words: text }) => text).filter(Boolean)).toEqual(['B2', 'A1'])
      // Escape gives the keyboard back to the text.
      await page.locator('.ProseMirror > p', { hasText: 'A1' }).click()
      await press(stet, 'Control+/')
      await expect(menu).toBeVisible()
      await press(stet, 'Escape')
      await expect(menu).toBeHidden()
      await say(stet, 'Z')
      await expect(page.locator('.ProseMirror > p', { hasText: /A1Z|ZA1/ })).toBeVisible()
    })
  })

test('an input method writes each word once in every block, in their fields, beside a footnote, and over what is chosen across boxes', async ({ stet }) => {
  const { page } = stet
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  type Made = { type: string; attrs?: Record<string, unknown>; content?: Made[]; text?: string }
  const put = (content: Made[], selection: number | { from: number; to: number }): Promise<void> =>
    page.evaluate(([blocksToSet, where]) => {
      type Commands = { setContent: (doc: unknown) => void; setTextSelection: (at: unknown) => void; focus: () => void }
      const { editor } = document.querySelector('.ProseMirror') as unknown as { editor: { commands: Commands } }
      editor.commands.setContent({ type: 'doc', content: [...blocksToSet, { type: 'paragraph' }] })
      editor.commands.setTextSelection(where)
      editor.commands.focus()
    }, [content, selection] as const)
  const empty: Made = { type: 'paragraph' }
  const words = (text: string): Made => ({ type: 'text', text })
  const note: Made = { type: 'footnote', attrs: { text: '注' } }
  const box = (title: string, text: string): Made => ({ type: 'factBox', content: [{ type: 'boxTitle', content: [words(title)] }, { type: 'paragraph', content: [words(text)] }] })
  const places: [Made[], number | { from: number; to: number }, string][] = [
    [[{ type: 'factBox', content: [{ type: 'boxTitle' }, empty] }], 2, '中文测试'],
    [[{ type: 'editorsNote', content: [empty] }], 2, '中文测试'],
    [[{ type: 'subArticle', content: [{ type: 'subHeadline' }, { type: 'subByline' }, empty] }], 2, '中文测试'],
    [[{ type: 'liveEntry', content: [empty] }], 2, '中文测试'],
    [[{ type: 'question', attrs: { speaker: '记者' } }], 1, '中文测试'],
    [[{ type: 'pullQuote' }], 1, '中文测试'],
    [[{ type: 'mediaCard' }], 1, '中文测试'],
    [[{ type: 'photoGroup', content: [{ type: 'photo' }, { type: 'photo' }] }], 2, '中文测试'],
    [[{ type: 'briefList', content: [{ type: 'listItem', content: [empty] }] }], 3, '中文测试'],
    [[{ type: 'table', content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [empty] }, { type: 'tableCell', content: [empty] }] }] }], 4, '中文测试'],
    [[{ type: 'paragraph', content: [words('前'), note, words('后')] }], 3, '前中文测试后'],
    [[{ type: 'paragraph', content: [words('前'), note, words('后')] }], 2, '前中文测试后'],
    [[{ type: 'paragraph', content: [words('前'), note] }], 3, '前中文测试'],
    [[box('一', '甲乙'), box('二', '丙丁')], { from: 6, to: 15 }, '一甲中文测试丁'],
  ]
  for (const [content, selection, expected] of places) {
    await put(content, selection)
    await compose(stet, 'zhong', '中文')
    await compose(stet, 'ceshi', '测试')
    expect((await blocks(stet)).map(({ words: text }) => text).join('')).toBe(expected)
  }
  await put([{ type: 'question', content: [words('问')] }], 1)
  await press(stet, 'Shift+Tab')
  await compose(stet, 'jizhe', '记者')
  await press(stet, 'Enter')
  await compose(stet, 'a', '啊')
  expect(await parts(stet)).toEqual(['speaker=记者'])
  expect((await blocks(stet))[0]?.words).toBe('问啊')
})

test('a key that a busy page kept waiting behind a click acts where the click was', async ({ stet }) => {
  const { page } = stet
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  await body(stet).click()
  await press(stet, 'Control+a')
  await say(stet, '前')
  await press(stet, 'Enter')
  await say(stet, '后')
  const line = (text: string): Locator => page.locator('.ProseMirror > p', { hasText: text })
  const [first, second] = [await line('前').boundingBox(), await line('后').boundingBox()]
  // The browser tells where the caret went with its next frame: whether that comes before the key is luck, so it is tried some times.
  for (let turn = 0; turn < 6; turn += 1) {
    const [from, to, box] = turn % 2 === 0 ? ['前', '后', second] : ['后', '前', first]
    await line(from).click()
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    await page.mouse.move((box?.x ?? 0) + 40, (box?.y ?? 0) + (box?.height ?? 0) / 2)
    const busy = page.evaluate(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            const until = performance.now() + 250
            while (performance.now() < until);
            resolve(null)
          }, 20)
        }),
    )
    await Promise.all([busy, page.mouse.down(), page.mouse.up(), press(stet, 'Control+Alt+1')])
    await expect.poll(async () => (await blocks(stet)).filter(({ kind }) => kind === 'crosshead').map(({ words }) => words)).toEqual([to])
    await press(stet, 'Control+Alt+1')
    await expect.poll(async () => (await blocks(stet)).filter(({ kind }) => kind === 'crosshead')).toEqual([])
  }
})
