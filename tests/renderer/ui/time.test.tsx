// @vitest-environment happy-dom
import { cleanup, render } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { i18n } from '../../../src-renderer/ui/i18n'
import { When } from '../../../src-renderer/ui/time'

afterEach(cleanup)

const ahead = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString()
const said = (element: React.ReactElement): string => render(element).container.textContent

describe('a moment', () => {
  it('that has been is never said to come, though the clock here is behind', async () => {
    await i18n.changeLanguage('en')
    expect(said(<When at={ahead(25)} />)).toBe('just now')
    expect(said(<When at={ahead(200)} />)).toBe('just now')
    expect(said(<When at={ahead(-200)} />)).toBe('3 min. ago')
  })

  it('that is yet to be is', async () => {
    await i18n.changeLanguage('en')
    expect(said(<When at={ahead(25)} coming />)).toBe('in a moment')
    expect(said(<When at={ahead(200)} coming />)).toBe('in 3 min.')
  })
})
