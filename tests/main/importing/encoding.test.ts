import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { decodeText } from '../../../src-main/importing/text-encoding'

/** 江边日报 in GBK. */
const GBK = Buffer.from('bdadb1dfc8d5b1a8', 'hex')

describe('a text file', () => {
  it('is UTF-8 where it reads as such, with or without its mark', () => {
    expect(decodeText(Buffer.from('江边日报'))).toEqual({ text: '江边日报', encoding: 'utf-8', sure: true })
    expect(decodeText(Buffer.from('\ufeff江边日报'))).toEqual({ text: '江边日报', encoding: 'utf-8', sure: true })
  })

  it('is UTF-16 by its mark, or by its noughts', () => {
    expect(decodeText(Buffer.from('\ufeff江边日报', 'utf16le')).text).toBe('江边日报')
    expect(decodeText(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('江边日报', 'utf16le').swap16()]))).toMatchObject({ text: '江边日报', encoding: 'utf-16be' })
    expect(decodeText(Buffer.from('plain English text', 'utf16le')).text).toBe('plain English text')
  })

  it('is GB18030 where it is Chinese and no UTF-8, four-byte characters too, and says it was guessed', () => {
    expect(decodeText(GBK)).toEqual({ text: '江边日报', encoding: 'gb18030', sure: false })
    expect(decodeText(Buffer.concat([GBK, Buffer.from('8139ee39', 'hex')])).text).toBe('江边日报㐀')
  })

  it('is read as Latin where single accents stand between plain letters', () => {
    expect(decodeText(Buffer.from('caf\xe9 na\xefve', 'latin1'))).toEqual({ text: 'café naïve', encoding: 'windows-1252', sure: false })
  })

  it('comes out as it was written in UTF-8, whatever it says', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.isWellFormed() && !text.startsWith('\ufeff') && !text.includes('\u0000')), (text) => {
      expect(decodeText(Buffer.from(text)).text).toBe(text)
    }))
  })
})
