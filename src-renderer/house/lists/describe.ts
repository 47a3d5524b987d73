import type { TFunction } from 'i18next'

import type { Row } from '../../../src-shared/proofing/house/row'

const DASH = '、'

/** What a row says beside its word, in a line. */
export const saysOf = (t: TFunction, row: Row): string => {
  switch (row.kind) {
    case 'wrong':
      return [row.right.length > 0 ? t('lists:says.right', { words: row.right.join(DASH) }) : '', row.except.length > 0 ? t('lists:says.except', { words: row.except.join(DASH) }) : ''].filter(Boolean).join(t('lists:says.and'))
    case 'preferred':
      return t('lists:says.instead', { words: row.instead.join(DASH) })
    case 'official':
      return row.order > 0 ? t('lists:says.official', { title: row.title, order: row.order }) : row.title
    case 'withheld':
      return row.until === '' ? t('lists:says.always') : t('lists:says.until', { day: row.until })
    case 'banned':
    case 'sensitive':
    case 'reprint':
    case 'dictionary':
      return ''
  }
}

/** A whole row in a line: its word, what it says of it, and its note. */
export const lineOf = (t: TFunction, row: Row): string => [row.word, saysOf(t, row), row.note].filter((part) => part !== '').join(' · ')

/** True for a row in which every word asked for stands somewhere. */
export const fits = (row: Row, asked: string): boolean => {
  const said = Object.values(row).flat().join(' ').toLowerCase()
  return asked.toLowerCase().split(/\s+/).every((word) => said.includes(word))
}
