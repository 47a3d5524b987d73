import sharp from 'sharp'

import { pinyin } from './support/ime'
import { body, comeInAs, field, newStory, saved } from './support/people'
import { expect, test, type Stet } from './support/stet'

const blocks = (stet: Stet) => stet.page.locator('.ProseMirror > p')

/** The words of the body as the library has them. */
const kept = async (stet: Stet): Promise<string> => {
  await saved(stet)
  await stet.page.reload()
  await expect(body(stet)).toBeVisible()
  return (await body(stet).innerText()).replaceAll(/[\n\u200b]/g, '')
}

test.beforeEach(async ({ stet }) => {
  await comeInAs(stet, 'reporter')
  await newStory(stet, 'news')
  await blocks(stet).first().click()
})

test('a composition puts its words in once and in order, in plain text, in the middle of it, and over a selection', async ({ stet }) => {
  const ime = await pinyin(stet)
  await ime.type("jiang'bian", '江边')
  await ime.type("zao'chen", '早晨')
  await expect(blocks(stet).first()).toHaveText('江边早晨')
  await stet.page.keyboard.press('ArrowLeft')
  await stet.page.keyboard.press('ArrowLeft')
  await ime.type('de', '的')
  await ime.cancel('wu')
  await expect(blocks(stet).first()).toHaveText('江边的早晨')
  await stet.page.keyboard.press('Home')
  await stet.page.keyboard.press('Shift+ArrowRight')
  await stet.page.keyboard.press('Shift+ArrowRight')
  await ime.type("hai'bian", '海边')
  await expect(blocks(stet).first()).toHaveText('海边的早晨')
  expect(await kept(stet)).toContain('海边的早晨')
})

test('a composition at the edges of bold words and of a link stays where it was begun', async ({ stet }) => {
  const ime = await pinyin(stet)
  await stet.page.keyboard.press('Control+b')
  await ime.type('cu', '粗')
  await ime.type('ti', '体')
  await stet.page.keyboard.press('Control+b')
  await ime.type("xi'zi", '细字')
  await expect(blocks(stet).first().locator('strong')).toHaveText('粗体')
  await stet.page.keyboard.press('Home')
  await ime.type('qian', '前')
  await expect(blocks(stet).first()).toHaveText('前粗体细字')
  await stet.page.keyboard.press('ArrowRight')
  await ime.type('jia', '加')
  await expect(blocks(stet).first()).toHaveText('前粗加体细字')
  await expect(blocks(stet).first().locator('strong')).toHaveText(/粗加体/)
  expect(await kept(stet)).toContain('前粗加体细字')
})

test('a composition inside suggested changes is one suggestion, doubled and dropped nowhere', async ({ stet }) => {
  const ime = await pinyin(stet)
  await ime.type("yuan'wen", '原文在此')
  const { page, words } = stet
  const tab = page.getByRole('tab', { name: words('writing:inspector.notes') })
  await tab.click()
  await page.getByRole('switch', { name: words('notes:suggesting') }).check()
  await blocks(stet).first().click()
  await page.keyboard.press('End')
  await ime.type("xin'zeng", '新增')
  await ime.type("wen'zi", '文字')
  await expect(blocks(stet).first()).toHaveText('原文在此新增文字')
  await expect(blocks(stet).first().locator('ins')).toHaveText('新增文字')
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowRight')
  await page.keyboard.press('Shift+ArrowRight')
  await ime.type("jiu'wen", '旧文')
  await expect(blocks(stet).first().locator('del')).toHaveText('原文')
  await page.getByRole('button', { name: words('notes:suggestion.acceptAll') }).click()
  await expect(blocks(stet).first()).toHaveText('旧文在此新增文字')
})

test('a composition in a table cell, a section header, a caption and the headline is left alone', async ({ stet }) => {
  const ime = await pinyin(stet)
  const { page } = stet
  await field(stet, 'headline').click()
  await ime.type("biao'ti", '标题')
  await expect(field(stet, 'headline')).toHaveValue('标题')
  await blocks(stet).first().click()
  await page.keyboard.type('/table')
  await expect(page.getByRole('option').first()).toBeVisible()
  await page.keyboard.press('Enter')
  const cell = page.locator('.ProseMirror td, .ProseMirror th')
  // The size of the table is asked first; Enter takes the one proposed.
  if ((await cell.count()) === 0) await page.keyboard.press('Enter')
  await expect(cell.first()).toBeVisible()
  await cell.first().click()
  await ime.type("shu'zi", '数字')
  await ime.type('yi', '一')
  await expect(cell.first()).toHaveText('数字一')
  await cell.nth(1).click()
  await ime.type('er', '二')
  await expect(cell.nth(1)).toHaveText('二')
  await page.locator('.ProseMirror > p').last().click()
  await page.keyboard.press('Control+Alt+1')
  await expect(page.locator('.ProseMirror h2')).toBeVisible()
  await ime.type("xiao'biao'ti", '小标题')
  await expect(page.locator('.ProseMirror h2')).toContainText('小标题')
  await page.keyboard.press('Enter')
  await page.keyboard.type('/photo')
  await expect(page.getByRole('option').first()).toBeVisible()
  const chooser = page.waitForEvent('filechooser')
  await page.keyboard.press('Enter')
  await (await chooser).setFiles({ name: 'p.jpg', mimeType: 'image/jpeg', buffer: await sharp({ create: { width: 60, height: 40, channels: 3, background: '#335577' } }).jpeg().toBuffer() })
  const caption = page.locator('.ProseMirror figcaption').last()
  await caption.click()
  await ime.type("tu'wei", '图为')
  await ime.type("da'qiao", '大桥')
  await expect(caption).toHaveText('图为大桥')
  expect(await kept(stet)).toContain('数字一')
})

test('smart signs, the slash menu and autosave wait while a composition is going on', async ({ stet }) => {
  const ime = await pinyin(stet)
  const { page } = stet
  await page.keyboard.type('"')
  await ime.type("ni'hao", '你好')
  await page.keyboard.type('"')
  await expect(blocks(stet).first()).toHaveText('“你好”')
  // Longer than the autosave waits, one letter at a time.
  await ime.type('zhehenchangchangchangchangchangchangchangchangchangchangchang', '这一句打了很久')
  await expect(blocks(stet).first()).toHaveText('“你好”这一句打了很久')
  expect(await kept(stet)).toContain('“你好”这一句打了很久')
})
