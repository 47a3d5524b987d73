import { expect, test } from 'vitest'

import { wechatPreflight, WECHAT_LIMITS, type WechatDraft } from '../../../src-shared/publication/wechat'

const picture = { path: 'photos/web/a.jpg', width: 10, height: 10, bytes: 1000, caption: '', credit: '', alt: '' }
const draft = (fields: Partial<WechatDraft> = {}): WechatDraft => ({ type: 'stet.wechat/1', title: '标题', author: '沈牧', digest: '摘要', content: 'article.wechat.html', cover: null, pictures: [picture], ...fields })
const codes = (fields: Partial<WechatDraft>, html = '<p>文</p>', links = 0): string[] => wechatPreflight(draft(fields), html, links).map(({ code, severity, count, limit }) => `${severity} ${code} ${String(count)}/${String(limit)}`)

test('says nothing of what the platform takes, up to its limits', () => {
  expect(codes({ title: '字'.repeat(32), author: '字'.repeat(16), digest: '字'.repeat(128) }, 'a'.repeat(19_999))).toEqual([])
})

test('counts a character beyond two bytes as one', () => {
  expect(codes({ title: '𠮷'.repeat(32) })).toEqual([])
  expect(codes({ title: '𠮷'.repeat(33) })).toEqual(['fault title-long 33/32'])
})

test('names each field that is too long, by how much', () => {
  expect(codes({ title: '字'.repeat(33), author: '字'.repeat(17), digest: '字'.repeat(129) })).toEqual(['fault title-long 33/32', 'fault author-long 17/16', 'fault digest-long 129/128'])
})

test('counts all of the HTML, in characters and in bytes', () => {
  expect(codes({}, 'a'.repeat(20_000))).toEqual(['fault content-long 20000/20000'])
  expect(codes({}, '字'.repeat(350_000))).toEqual(['fault content-long 350000/20000', `fault content-heavy 1050000/${String(WECHAT_LIMITS.bytes)}`])
})

test('names pictures that are too large, no picture for a cover, no digest, no title, and links shown as text', () => {
  expect(codes({ pictures: [picture, { ...picture, bytes: WECHAT_LIMITS.picture }] })).toEqual([`fault picture-heavy 1/${String(WECHAT_LIMITS.picture)}`])
  expect(codes({ pictures: [], digest: '', title: '' }, '<p>文</p>', 3)).toEqual(['fault title-empty 0/0', 'note digest-empty 0/0', 'note picture-none 0/0', 'note links-plain 3/0'])
})
