import { describe, expect, it } from 'vitest'

import { checkPassage } from '../../../../src-shared/proofing/check'
import { agreement } from '../../../../src-shared/proofing/en/agreement'
import { confused } from '../../../../src-shared/proofing/en/confused'
import { currency } from '../../../../src-shared/proofing/en/currency'
import { date } from '../../../../src-shared/proofing/en/date'
import { number } from '../../../../src-shared/proofing/en/number'
import { percent } from '../../../../src-shared/proofing/en/percent'
import { repeat } from '../../../../src-shared/proofing/en/repeat'
import { ENGLISH_TEXT_RULES } from '../../../../src-shared/proofing/en/rules'
import { time } from '../../../../src-shared/proofing/en/time'
import { title } from '../../../../src-shared/proofing/en/title'
import type { TextRule } from '../../../../src-shared/proofing/rule'
import { noTables } from '../../../../src-shared/proofing/tables'

const check = (rule: TextRule, text: string) => checkPassage({ text, kind: 'text' }, 'en', [rule], noTables)
const fixed = (rule: TextRule, text: string): string => check(rule, text).reduceRight((whole, { from, to, fixes }) => whole.slice(0, from) + (fixes[0] ?? whole.slice(from, to)) + whole.slice(to), text)

/** What each rule mends, and what it leaves alone. */
const tables: [TextRule, [string, string][], string[]][] = [
  [
    number,
    [
      ['The crew rescued 3 hikers.', 'The crew rescued three hikers.'],
      ['She won 2 medals and 5 prizes.', 'She won two medals and five prizes.'],
      ['There were thirteen schools in the county.', 'There were 13 schools in the county.'],
      ['About twenty-five people came.', 'About 25 people came.'],
      ['12 people were hurt. 40 stayed home.', 'Twelve people were hurt. Forty stayed home.'],
    ],
    [
      'The crew rescued three hikers and 12 dogs.', 'A 5-year-old girl won.', 'She is 5 years old.', 'The vote was 7 to 2.', 'It rose 3 percentage points.', 'They paid $5 for 3 kilograms.', 'On Nov. 5 the plant closed.', 'Chapter 3 is long.', 'He lives at 8 Main Street.',
      '2021 was a hard year.', 'One in ten people agreed.', 'Ten people came.', 'It is 6 miles away.', 'The train leaves at 5 p.m. daily.', 'No. 3 seed won 6-2.', 'Route 7 is shut.', 'They waited ten times as long.',
    ],
  ],
  [percent, [['It rose 5 percent.', 'It rose 5%.'], ['It rose 5.5 per cent.', 'It rose 5.5%.'], ['It fell 12 % last year.', 'It fell 12% last year.'], ['About ten percent left.', 'About 10% left.'], ['It rose half a per cent.', 'It rose half a percent.']], ['It rose 5%.', 'It rose 3 percentage points.', 'Ten percent of them left.', 'A small percent left.']],
  [
    date,
    [
      ['It opens November 5th.', 'It opens Nov. 5.'],
      ['It opened on 15 March 2021.', 'It opened on March 15, 2021.'],
      ['By Sep 3 it was done.', 'By Sept. 3 it was done.'],
      ['He died Mar. 3, 1999.', 'He died March 3, 1999.'],
      ['In Nov. 2021 it shut.', 'In November 2021 it shut.'],
      ['In November, 2021 it shut.', 'In November 2021 it shut.'],
      ['It ends the 4th of July.', 'It ends July 4.'],
      ['On December 12, 2020, they met.', 'On Dec. 12, 2020, they met.'],
    ],
    ['It opens Nov. 5.', 'On March 5, 2021, they met.', 'In November 2021 it shut.', 'May 3 is a holiday.', 'They may 5 times.', 'At 5:30 March 3 began.', 'The March 5 vote stands.', 'On Nov. 5, 12 people met.'],
  ],
  [
    time,
    [
      ['It starts at 5:00 PM on Friday.', 'It starts at 5 p.m. on Friday.'],
      ['It starts at 5:30pm.', 'It starts at 5:30 p.m.'],
      ['It starts at 9 AM sharp.', 'It starts at 9 a.m. sharp.'],
      ['It ended at 12 noon today.', 'It ended at noon today.'],
      ['Lunch is at 12 p.m. daily.', 'Lunch is at noon daily.'],
      ['They met at 6 a.m. in the morning daily.', 'They met at 6 a.m. daily.'],
      ['It leaves at 17:30 from there.', 'It leaves at 5:30 p.m. from there.'],
      ['They met at 7 o’clock in the evening there.', 'They met at 7 p.m. there.'],
    ],
    ['It starts at 5 p.m. Friday.', 'It ran until 11:30 a.m. sharp.', 'I am 5 and he is 6.', 'It ended at noon.', 'The ratio was 5:30.', 'PM2.5 fell to 35.', 'She ran it in 17:30 flat.'],
  ],
  [
    title,
    [
      ['Captain John Smith spoke.', 'Capt. John Smith spoke.'],
      ['They met Governor Ann Lee and Senator Mark O’Neil there.', 'They met Gov. Ann Lee and Sen. Mark O’Neil there.'],
      ['Lieutenant Governor Maria de Souza left.', 'Lt. Gov. Maria de Souza left.'],
      ['Prof. Alan Dow teaches.', 'Professor Alan Dow teaches.'],
      ['Tom Reyes, Mayor of Millbrook, left.', 'Tom Reyes, mayor of Millbrook, left.'],
      ['Doctor Wei Chen agreed.', 'Dr. Wei Chen agreed.'],
    ],
    ['Capt. John Smith spoke.', 'The captain, John Smith, spoke.', 'Secretary General Ban Ki-moon spoke.', 'General Motors Co. grew.', 'Attorney General Kim Lane spoke.', 'Governor Lee spoke.', '“Captain John Smith was here,” she said.', 'Major League Baseball opened.'],
  ],
  [
    currency,
    [
      ['It cost 5 million dollars.', 'It cost $5 million.'],
      ['It cost $5 million dollars.', 'It cost $5 million.'],
      ['It cost $5m.', 'It cost $5 million.'],
      ['It cost $ 50.', 'It cost $50.'],
      ['It cost 1,200 US dollars.', 'It cost $1,200.'],
      ['A ticket is $20.00 now.', 'A ticket is $20 now.'],
      ['They owe two billion dollars.', 'They owe $2 billion.'],
      ['It cost $1.4 Million.', 'It cost $1.4 million.'],
      ['It costs $.75 an hour.', 'It costs 75 cents an hour.'],
      ['It lost $3-million.', 'It lost $3 million.'],
    ],
    ['It cost $5 million.', 'A $5 million plan passed.', 'It cost $4.50.', 'A million dollars is much.', 'The dollar fell.', 'A five-dollar bill lay there.', 'It cost $5 million-plus.', 'Sales were 300 million yuan.'],
  ],
  [repeat, [['He said the the plan failed.', 'He said the plan failed.'], ['They went to to work.', 'They went to work.'], ['It runs along the river the river.', 'It runs along the river.']], ['He said that that plan failed.', 'She had had enough.', 'Yo-Yo Ma played in Walla Walla.', 'Long Long ago.', 'It is very very cold.', 'They tried again and again and again.']],
  [
    agreement,
    [
      ['Each of the trustees have signed.', 'Each of the trustees has signed.'],
      ['The list of approved vendors are posted.', 'The list of approved vendors is posted.'],
      ['A crate of old records were found.', 'A crate of old records was found.'],
      ['The findings of the panel was released.', 'The findings of the panel were released.'],
      ['There is three ways in.', 'There are three ways in.'],
      ['The clerk and her aide was there.', 'The clerk and her aide were there.'],
      ['The number of riders have doubled.', 'The number of riders has doubled.'],
    ],
    [
      'Each of the men who have signed came.', 'A number of riders have complained.', 'A group of students are here.', 'The findings of the panel were released.', 'There is 40 percent less.', 'There are three ways in.',
      'The news of the day is bad.', 'The clerk and the aide were there.', 'The list of vendors is posted.', 'A list of vendors and maps are posted.', 'The series of talks was long.',
    ],
  ],
  [
    confused,
    [
      ['He said its too early.', 'He said it’s too early.'],
      ['Between you and I, it leaks.', 'Between you and me, it leaks.'],
      ['If the dam would have failed, they would have left.', 'If the dam had failed, they would have left.'],
      ['Anyone who’s car was hit may call.', 'Anyone whose car was hit may call.'],
      ['Neither the mayor or the council replied.', 'Neither the mayor nor the council replied.'],
      ['Two schools were effected by the outage.', 'Two schools were affected by the outage.'],
      ['The cut will effect thousands.', 'The cut will affect thousands.'],
      ['It had no affect on prices.', 'It had no effect on prices.'],
      ['The town has less buses this year.', 'The town has fewer buses this year.'],
      ['A large amount of people came.', 'A large number of people came.'],
    ],
    ['The dog hurt its paw.', 'It’s too early.', 'Between you and me, it leaks.', 'If it had failed, they would have left.', 'Neither the mayor nor the council replied.', 'Neither of them won or lost.', 'The change was effected by law.', 'It takes effect on Monday.', 'It took less time.', 'More or less people like us.', 'A large amount of money', 'He hopes to effect change.', 'Changes were effected by the board.', 'Anyone who’s there is safe.', 'She asked whether it would have worked.'],
  ],
]

describe.each(tables)('$id', (rule, mended, left) => {
  it.each(mended)('mends %s', (text, right) => {
    expect(fixed(rule, text)).toBe(right)
  })

  it.each(left)('leaves %s', (text) => {
    expect(check(rule, text).map(({ from, to }) => text.slice(from, to))).toEqual([])
  })

  it('leaves what it mended', () => {
    for (const [, right] of mended) expect(check(rule, right)).toEqual([])
  })
})

it('reads English only', () => {
  expect(ENGLISH_TEXT_RULES.every(({ language }) => language === 'en')).toBe(true)
  expect(checkPassage({ text: 'It rose 5 percent.', kind: 'text' }, 'zh-CN', ENGLISH_TEXT_RULES, noTables)).toEqual([])
})
