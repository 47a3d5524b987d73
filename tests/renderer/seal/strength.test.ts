import { expect, test } from 'vitest'

import { strengthOf } from '../../../src-renderer/seal/strength'

test.each([
  ['weak', ['', 'password', '12345678', 'aaaaaaaaaaaaaaaaaaaa', 'abcdefghijklmnop', '11111111111111', '今天天气', 'liu19880101']],
  ['fair', ['river-lantern-9', '澜江晨雾青石小巷2026']],
  ['strong', ['correct horse battery staple', '澜江 晨雾 青石 摆渡 灯笼 2026', 'Tq7!mZ0#pWv2&Lk9']],
] as const)('a passphrase is called %s', (strength, phrases) => {
  expect(phrases.map((phrase) => [phrase, strengthOf(phrase)])).toEqual(phrases.map((phrase) => [phrase, strength]))
})

test('more of the same is no better', () => {
  const order = { weak: 0, fair: 1, strong: 2 }
  for (const phrase of ['ab', '澜江', 'Aa1!']) expect(order[strengthOf(phrase.repeat(30))]).toBeLessThan(2)
})
