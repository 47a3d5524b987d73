import AxeBuilder from '@axe-core/playwright'

import { bold, commented, deleted, docx, inserted, para, run, table, row } from '../main/importing/word'
import { comeInAs, field } from './support/people'
import { expect, test } from './support/stet'

for (const language of ['zh-CN', 'en'] as const)
  test.describe(`in ${language}`, () => {
    test.use({ options: { language, theme: language === 'en' ? 'dark' : 'light', size: { width: 1280, height: 800 } } })

    test('a Word file becomes a story with its structure, tracked changes and comments', async ({ stet }) => {
      await comeInAs(stet, 'reporter')
      const { page, words } = stet
      const bytes = await docx({
        body: para(run('青石渡新桥今日通车'), 'Title') + para(run('本报记者 沈牧')) + para(run('本报讯 昨天清晨，第一辆公交车驶过新桥。')) + para(bold('二、两岸')) + para(run('桥面宽') + deleted('八', '王编辑') + inserted(run('十'), '王编辑') + run('米，') + commented(run('当天免费'), '4') + run('。')) + table(row('年份', '车次'), row('2024', '三百')),
        comments: [{ id: '4', by: '王编辑', text: '免费到几点？' }],
      })
      await page.getByRole('button', { name: words('library:new') }).click()
      await page.getByRole('menuitem', { name: words('library:import.open') }).click()
      const dialog = page.getByRole('dialog', { name: words('import:title') })
      await expect(dialog).toBeVisible()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
      const chooser = page.waitForEvent('filechooser')
      await dialog.getByRole('button', { name: words('import:choose') }).click()
      await (await chooser).setFiles({ name: '通车.docx', mimeType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', buffer: bytes })
      await expect(field(stet, 'headline')).toHaveValue('青石渡新桥今日通车')
      await expect(field(stet, 'byline')).toHaveValue('本报记者 沈牧')
      await expect(page.locator('.ProseMirror h2')).toContainText('两岸')
      await expect(page.locator('.ProseMirror del')).toHaveText('八')
      await expect(page.locator('.ProseMirror ins')).toHaveText('十')
      await expect(page.locator('.ProseMirror table')).toContainText('三百')
      await page.getByRole('tab', { name: words('writing:inspector.notes') }).click()
      await expect(page.getByText('免费到几点？')).toBeVisible()
    })

    test('several files are brought in at once; a refused one is named with its remedy, and what was left out is listed', async ({ stet }) => {
      await comeInAs(stet, 'reporter')
      const { page, words } = stet
      const gbk = Buffer.concat([Buffer.from('bdadb1dfd2b9d0a3bfaabfce', 'hex'), Buffer.from('\n'), Buffer.from('bdadb1dfc8d5b1a8', 'hex'), Buffer.from('\n')])
      const drop = await page.evaluateHandle(([text]) => {
        const data = new DataTransfer()
        const file = (name: string, bytes: number[] | string): File => new File([typeof bytes === 'string' ? bytes : Uint8Array.from(bytes)], name)
        data.items.add(file('夜校.txt', text ?? []))
        data.items.add(file('旧稿.doc', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
        data.items.add(file('网页.html', '<!doctype html><html><body><nav>首页 新闻 体育</nav><article><h1>渡口夜航恢复</h1><p>渡口昨晚恢复夜航，最后一班船十点开。</p><p>船上加了灯，岸边也添了护栏。</p></article><footer>版权所有</footer></body></html>'))
        return data
      }, [[...gbk]])
      await page.locator('main').first().dispatchEvent('dragover', { dataTransfer: drop }).catch(() => undefined)
      await page.getByRole('heading', { level: 1, name: words('common:nav.library') }).dispatchEvent('drop', { dataTransfer: drop })
      const dialog = page.getByRole('dialog', { name: words('import:title') })
      await dialog.getByRole('button', { name: words('import:actFiles') }).click()
      await expect(dialog.getByText(words('fault:document-old-word', { name: '旧稿.doc' }))).toBeVisible()
      await expect(dialog.getByText('GB18030')).toBeVisible()
      await expect(dialog.getByText('渡口夜航恢复')).toBeVisible()
      await expect(dialog.getByText('版权所有')).toBeVisible()
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    })
  })
