import { Button, FileButton, type ButtonProps } from '@mantine/core'
import { useRef, type ReactNode } from 'react'

type Props = ButtonProps & {
  /** Kinds of file offered, as an input's `accept`. */
  accept: string
  multiple?: boolean
  /** Told what was chosen, never nothing. */
  onChosen: (files: readonly File[]) => void
  children: ReactNode
}

/** A button that asks for files. Each choice is forgotten at once: a browser tells of nothing where the same file is chosen again, mended or not. */
export const FileChoice = ({ accept, multiple = false, onChosen, disabled = false, children, ...button }: Props) => {
  const forget = useRef<() => void>(null)
  const chosen = (files: readonly File[]): void => {
    forget.current?.()
    if (files.length > 0) onChosen(files)
  }
  return (
    <FileButton multiple accept={accept} inputProps={{ multiple }} resetRef={forget} disabled={disabled} onChange={chosen}>
      {({ onClick }) => <Button variant="default" disabled={disabled} {...button} onClick={onClick}>{children}</Button>}
    </FileButton>
  )
}
