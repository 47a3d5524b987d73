// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'

import { FindActs } from '../../../src-renderer/proofing/find-acts'
import type { ProofRoom } from '../../../src-renderer/proofing/acts'
import type { Find } from '../../../src-renderer/proofing/proofreader'
import { speak } from '../../../src-renderer/ui/i18n'
import { createNotesStore } from '../../../src-renderer/writing/notes-store'
import { createStoryStore } from '../../../src-renderer/writing/story-store'
import { noNotes } from '../../../src-shared/story/notes'
import { chineseStory } from '../../support/sample-story'
import { block, edit } from '../writing/tools/editor'

afterEach(() => {
  cleanup()
  document.body.innerHTML = ''
})

const find: Find = { key: '1:0:zh.word.wrong', flag: { rule: 'zh.word.wrong', severity: 'error', source: 'xiandai-hanyu', from: 0, to: 2, fixes: ['安装'], details: {} }, part: { number: 1, passage: { kind: 'headline', place: { field: 'headline' }, text: '按装' }, block: null } }

const open = async (house: ProofRoom['house']): Promise<HTMLElement | null> => {
  speak('en')
  const room: ProofRoom = { editor: edit([block.paragraph('按装')]), store: createStoryStore(chineseStory([]), () => undefined), notes: createNotesStore(noNotes, () => undefined), house }
  render(<MantineProvider><FindActs room={room} find={find} all={[find]} /></MantineProvider>)
  fireEvent.click(screen.getByRole('button', { name: 'More' }))
  await waitFor(() => expect(screen.getAllByRole('menuitem', { hidden: true }).length).toBeGreaterThan(1))
  return screen.queryByRole('menuitem', { name: /Add to the house list/, hidden: true })
}

describe('a find, on the house\'s list', () => {
  it('is put there by who may', async () => {
    const add = vi.fn()
    fireEvent.click((await open({ refusal: null, add })) ?? expect.fail('no act'))
    expect(add).toHaveBeenCalledWith(find)
  })

  it('cannot be by who may not, and that is said', async () => {
    const add = vi.fn()
    const act = (await open({ refusal: 'A chief keeps the lists', add })) ?? expect.fail('no act')
    expect(act.textContent).toContain('A chief keeps the lists')
    fireEvent.click(act)
    expect(add).not.toHaveBeenCalled()
  })

  it('is not spoken of where there is no house', async () => {
    expect(await open(undefined)).toBeNull()
  })
})
