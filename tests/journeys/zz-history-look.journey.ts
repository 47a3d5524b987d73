import { join } from 'node:path'
import sharp from 'sharp'
import { comeInAs } from './support/people'
import { test } from './support/stet'
const out = '/tmp/versions/shots'
for (const o of [{ language: 'zh-CN', theme: 'light', size: { width: 1440, height: 1500 } }, { language: 'en', theme: 'dark', size: { width: 960, height: 1200 } }] as const)
  test.describe(`look ${o.language}`, () => {
    test.use({ options: o })
    test('look', async ({ stet }) => {
      const { page } = stet
      await comeInAs(stet, 'reporter')
      const p1 = (await sharp({ create: { width: 900, height: 600, channels: 3, background: '#335577' } }).jpeg().toBuffer()).toString('base64')
      const p2 = (await sharp({ create: { width: 900, height: 600, channels: 3, background: '#997733' } }).composite([{ input: Buffer.from('<svg width="900" height="600"><circle cx="300" cy="200" r="120" fill="#fff"/></svg>') }]).jpeg().toBuffer()).toString('base64')
      const id = await page.evaluate(async ([a, b, language]) => {
        const mod = (window as any).__ask
        const ask = async (m: string, input: any) => (window as any).__stetAsk(m, input)
        return ''
      }, [p1, p2, o.language])
      void id
    })
  })
