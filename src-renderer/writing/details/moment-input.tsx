import { TextInput, type TextInputProps } from '@mantine/core'
import { useState } from 'react'

import { asInput, asMoment } from '../moment'

type Props = Omit<TextInputProps, 'type' | 'value' | 'onChange' | 'onBlur'> & { moment: string | null; onMoment: (moment: string | null) => void }

/** A year whose four digits are not all typed yet. */
const EARLY = /^0/

/** A day and a time in this machine's zone. What is only typed in part is no moment: the one there was stands until it is whole, and comes back where it is left so. */
export const MomentInput = ({ moment, onMoment, ...look }: Props) => {
  const [part, setPart] = useState<string | null>(null)
  return (
    <TextInput {...look} type="datetime-local" value={part ?? asInput(moment)} onBlur={() => setPart(null)} onChange={({ currentTarget: { value, validity } }) => {
      const partly = EARLY.test(value) || (value === '' && validity.badInput)
      setPart(partly ? value : null)
      if (!partly) onMoment(asMoment(value))
    }} />
  )
}
