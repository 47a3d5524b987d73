import { describe, expect, it } from 'vitest'

import { openSecret, sealSecret } from '../../../../src-main/desk/destinations/seal'

const OWN = 'the secret of the desk itself, long enough'

describe('a sealed secret', () => {
  it('opens with what it was sealed with, and never looks the same twice', () => {
    const [one, two] = [sealSecret('密码 abcd', 'blog', OWN), sealSecret('密码 abcd', 'blog', OWN)]
    expect(one).not.toBe(two)
    for (const sealed of [one, two]) expect(openSecret(sealed, 'blog', OWN)).toBe('密码 abcd')
  })

  it.each([
    ['another secret of the desk', (sealed: string) => [sealed, 'blog', `${OWN}!`]],
    ['another destination', (sealed: string) => [sealed, 'blog2', OWN]],
    ['a changed byte', (sealed: string) => [`${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`, 'blog', OWN]],
    ['a shortened tag', (sealed: string) => [sealed.split('.').map((part, at) => (at === 2 ? part.slice(0, 8) : part)).join('.'), 'blog', OWN]],
    ['a missing part', (sealed: string) => [sealed.split('.').slice(0, 3).join('.'), 'blog', OWN]],
    ['another form', (sealed: string) => [sealed.replace('gcm1', 'gcm2'), 'blog', OWN]],
    ['nothing', () => ['', 'blog', OWN]],
  ])('rejects %s', (_, changed) => {
    const [sealed = '', destination = '', own = ''] = changed(sealSecret('密码 abcd', 'blog', OWN))
    expect(openSecret(sealed, destination, own)).toBeNull()
  })
})
