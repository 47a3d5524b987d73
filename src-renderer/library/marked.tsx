import { useMemo } from 'react'

import { rangesOf, type Range, type Term } from '../../src-shared/story/search-text'
import classes from './library.module.css'

/** Plain text with some stretches marked; `ranges` are sorted and apart. */
export const Marked = ({ text, ranges }: { text: string; ranges: readonly Range[] }) => (
  <>
    {ranges.map(([from, to], index) => (
      <span key={from}>
        {text.slice(ranges[index - 1]?.[1] ?? 0, from)}
        <mark className={classes['mark']}>{text.slice(from, to)}</mark>
      </span>
    ))}
    {text.slice(ranges.at(-1)?.[1] ?? 0)}
  </>
)

/** A text with what was searched for marked in it. */
export const Sought = ({ text, terms }: { text: string; terms: readonly Term[] }) => {
  const ranges = useMemo(() => rangesOf(text, terms), [text, terms])
  return <Marked text={text} ranges={ranges} />
}
