/* eslint-disable */
// @ts-nocheck
import sharp from 'sharp'
import AxeBuilder from '@axe-core/playwright'
import { comeInAs } from './support/people'
import { expect, test } from './support/stet'
const out = '/tmp/versions/shots'
const W = { 'zh-CN': {
  h:['江畔夜校亮灯一百天','江畔夜校亮灯两百天'], p1:['晚上七点半，临江老码头旁那幢灰砖小楼准时亮灯。楼前的黑板上用粉笔写着当晚的课。','晚上七点，临江老码头旁那幢红砖小楼准时亮灯。楼前的黑板上写着当晚的课。'], gone:'这一段后来整个撤下，因为消息来源没有核实。', fresh:'新加的一段：记者又采访了三名学员。', head:'三种人生', title:['链接','相关链接'], box:['夜校始办于去年三月。','夜校始办于前年三月。'], note:['数据截至三月','数据截至四月'], cell:[['工种','人数'],['钳工','120'],['焊工','80']], cell2:[['工种','人数'],['钳工','126'],['电工','44'],['焊工','80']], q:'你为什么来上夜校？', moved:'这一段从后面移到了前面，内容没有变动。', cap:['江边的傍晚','江边的早晨'], list:['识图','水彩','演讲'] },
 en: { h:['Night school marks 100 evenings','Night school marks 200 evenings'], p1:['At half past seven the lamp of the grey brick house by the old quay goes on. The board lists the classes of the evening.','At seven the lamp of the red brick house by the old quay goes on. The board lists the evening’s classes.'], gone:'This paragraph was taken out whole because its source was not confirmed.', fresh:'A new paragraph: three more students spoke to us.', head:'Three lives', title:['Background','More background'], box:['The school opened last March.','The school opened two years ago in March.'], note:['Figures to March','Figures to April'], cell:[['Trade','People'],['Fitters','120'],['Welders','80']], cell2:[['Trade','People'],['Fitters','126'],['Electricians','44'],['Welders','80']], q:'Why do you come to night school?', moved:'This paragraph moved from further down; not a word of it changed.', cap:['The river at dusk','The river at dawn'], list:['Drawings','Watercolour','Speaking'] } }
for (const o of [{ language: 'zh-CN', theme: 'light', size: { width: 1440, height: 900 } }, { language: 'en', theme: 'dark', size: { width: 960, height: 700 } }, { language: 'zh-CN', theme: 'dark', size: { width: 960, height: 640 } }, { language: 'en', theme: 'light', size: { width: 1440, height: 900 } }] as const)
  test.describe(`look ${o.language} ${o.theme} ${o.size.width}`, () => {
    test.use({ options: o })
    test('look', async ({ stet }) => {
      test.setTimeout(300_000)
      const { page, words } = stet
      const w = W[o.language]
      await comeInAs(stet, 'reporter')
      const p1 = (await sharp({ create: { width: 900, height: 600, channels: 3, background: '#335577' } }).jpeg().toBuffer()).toString('base64')
      const p2 = (await sharp({ create: { width: 900, height: 600, channels: 3, background: '#997733' } }).composite([{ input: Buffer.from('<svg width="900" height="600"><circle cx="300" cy="200" r="120" fill="#fff"/></svg>') }]).jpeg().toBuffer()).toString('base64')
      const id = await page.evaluate(async ([a, b, language, w]) => {
        const ask = async (m, input) => { const r = await (await fetch(`/bridge/${m}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-stet': '1' }, body: JSON.stringify({ input }) })).json(); if (!r.ok) throw new Error(m + JSON.stringify(r)); return r.value }
        const add = async (story, name, data) => { const r = await (await fetch('/bridge/photo.add', { method: 'POST', headers: { 'content-type': 'application/octet-stream', 'x-stet': '1', 'x-stet-input': encodeURIComponent(JSON.stringify({ story, name })) }, body: Uint8Array.from(atob(data), (c) => c.charCodeAt(0)) })).json(); if (!r.ok) throw new Error(JSON.stringify(r)); return r.value.photo }
        const draft = await ask('library.create', { template: 'news', language })
        const s = draft.story
        const [x, y] = [await add(s.id, 'a.jpg', a), await add(s.id, 'b.jpg', b)]
        const T = (text, ...marks) => ({ type: 'text', text, ...(marks.length ? { marks } : {}) })
        const P = (id, ...c) => ({ type: 'paragraph', attrs: { blockId: id }, content: c.map((e) => typeof e === 'string' ? T(e) : e) })
        const table = (rows) => ({ type: 'table', attrs: { blockId: 't' }, content: rows.map((r, i) => ({ type: 'tableRow', content: r.map((c) => ({ type: i ? 'tableCell' : 'tableHeader', content: [{ type: 'paragraph', content: [T(c)] }] })) })) })
        const make = (k) => ({ type: 'doc', content: [
          P('a', T(w.p1[k].slice(0, 6)), T(w.p1[k].slice(6)), { type: 'footnote', attrs: { text: w.note[k] } }),
          ...(k ? [P('m', w.moved)] : [P('g', w.gone)]),
          k ? { type: 'crosshead', attrs: { blockId: 'h', marker: o2(language) }, content: [T(w.head)] } : P('h', w.head),
          { type: 'photo', attrs: { blockId: 'f', photo: k ? y.sha256 : x.sha256, credit: k ? 'Shen' : '', alt: 'x', crop: k ? '0.1,0.1,0.5,0.5' : '' }, content: [T(w.cap[k])] },
          table(k ? w.cell2 : w.cell),
          { type: 'factBox', attrs: { blockId: 'x' }, content: [{ type: 'boxTitle', content: [T(w.title[k])] }, P('x1', w.box[k])] },
          { type: 'question', attrs: { blockId: 'q', speaker: k ? 'Q' : '' }, content: [T(w.q, ...(k ? [{ type: 'bold' }] : []))] },
          { type: 'bulletList', attrs: { blockId: 'l' }, content: w.list.slice(k).map((each) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [T(each)] }] })) },
          ...(k ? [P('n', w.fresh)] : [P('m', w.moved)]),
        ] })
        function o2(l) { return l === 'en' ? 'A' : '一、' }
        const photos = { [x.sha256]: x, [y.sha256]: y }
        let g = draft.generation
        g = (await ask('library.save', { story: { ...s, headline: w.h[0], slugline: 'look', channel: ['A'], body: make(0), photos: { [x.sha256]: x } }, generation: g })).generation
        await ask('library.open', { id: s.id })
        g = (await ask('library.save', { story: { ...s, headline: w.h[1], slugline: 'look 2', channel: ['A', 'B'], targetLength: 800, body: make(1), photos: { [y.sha256]: y } }, generation: g })).generation
        return s.id
      }, [p1, p2, o.language, w])
      await page.evaluate((i) => void (window.location.hash = `#/story/${i}`), id)
      await page.locator('.ProseMirror').waitFor()
      const panel = page.getByRole('complementary', { name: words('writing:inspector.label') })
      if (!(await panel.isVisible())) await page.getByRole('button', { name: words('writing:inspector.label') }).click()
      await panel.getByRole('tab', { name: words('writing:inspector.history') }).click()
      await panel.locator('[data-cause] button').first().click()
      const view = page.getByRole('region', { name: words('history:title') })
      await view.locator('h1 ins').waitFor()
      const n = `${out}/${o.language}-${o.theme}-${o.size.width}`
      await page.waitForTimeout(700)
      await page.screenshot({ path: `${n}-0.png` })
      for (const mode of ['one', 'side']) {
        if (mode === 'side') await view.getByText(words('history:mode.side'), { exact: true }).click()
        await page.keyboard.press('F7'); await page.keyboard.press('F7')
        const pages = view.locator(':scope > [role="region"]')
        if (mode === 'one') console.log(await page.evaluate(() => { const v = document.querySelector('[class*=view]'); const p = document.querySelector('[class*=pages]'); const d = v.parentElement; return [v.clientHeight, p.clientHeight, p.scrollHeight, d.clientHeight, d.scrollHeight, v.className, p.className] }))
        for (let i = 0; i < 3; i += 1) {
          await pages.evaluate((e, at) => { e.scrollTop = at * (e.clientHeight - 40) }, i)
          await page.waitForTimeout(400)
          await page.screenshot({ path: `${n}-${mode}-${i}.png` })
        }
        const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
        expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
      }
    })
  })
