// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'

import { FileChoice } from '../../../src-renderer/ui/file-choice'

afterEach(cleanup)

const archive = new File(['bytes'], '澜江.zip')
const input = (): HTMLInputElement => document.querySelector<HTMLInputElement>('input[type="file"]')!

/** Opens the dialog by the button and answers what picks files in it, as a browser does: nothing is told where the input holds them already. */
const ask = (): ((...files: File[]) => void) => {
  let asked: HTMLInputElement | null = null
  const shown = input()
  shown.addEventListener('click', () => { asked = shown }, { once: true })
  fireEvent.click(screen.getByRole('button'))
  return (...files) => {
    if (!asked) throw new Error('no dialog is open')
    const held = [...(asked.files ?? [])]
    if (held.length === files.length && held.every((file, at) => file === files[at])) return
    const list = new DataTransfer()
    for (const file of files) list.items.add(file)
    asked.files = list.files
    fireEvent.change(asked)
  }
}

const open = (told: string[], more: { disabled?: boolean; multiple?: boolean } = {}) => (
  <MantineProvider>
    <FileChoice accept=".zip" onChosen={(files) => told.push(files.map(({ name }) => name).join(' '))} {...more}>Choose</FileChoice>
  </MantineProvider>
)

describe('choosing files', () => {
  it('tells what was chosen, and the same file again', () => {
    const told: string[] = []
    render(open(told))
    ask()(archive)
    ask()(archive)
    expect(told).toEqual(['澜江.zip', '澜江.zip'])
  })

  it('is told to whoever is there once the file is picked, whatever was drawn meanwhile', () => {
    const before: string[] = []
    const told: string[] = []
    const { rerender } = render(open(before))
    const pick = ask()
    rerender(open(before, { disabled: true }))
    rerender(open(told))
    pick(archive)
    expect([before, told]).toEqual([[], ['澜江.zip']])
  })

  it('tells nothing where nothing was chosen', () => {
    const told: string[] = []
    render(open(told))
    fireEvent.change(input())
    expect(told).toEqual([])
  })

  it('takes several only where they are asked for', () => {
    const { rerender } = render(open([]))
    expect(input().multiple).toBe(false)
    const told: string[] = []
    rerender(open(told, { multiple: true }))
    expect(input().multiple).toBe(true)
    ask()(archive, new File(['more'], '两岸.zip'))
    expect(told).toEqual(['澜江.zip 两岸.zip'])
  })
})
