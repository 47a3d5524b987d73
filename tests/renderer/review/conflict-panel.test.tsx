// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, beforeEach, expect, it } from 'vitest'

import { ConflictPanel } from '../../../src-renderer/review/conflicts/conflict-panel'
import { i18n, speak } from '../../../src-renderer/ui/i18n'
import { valueOf } from '../../../src-shared/outcome'
import { mergeStories, settle, type Choice, type Conflict, type Merged } from '../../../src-shared/story/merge'
import type { BodyJson, Story } from '../../../src-shared/story/story'
import { block, englishStory } from '../../support/sample-story'

const story = (headline: string, ...content: BodyJson[]): Story => ({ ...englishStory([]), headline, photos: {}, body: { type: 'doc', content } })
const p = block.paragraph
const base = story('The ferry', p('a', 'The ferry leaves at six.'), p('b', 'The quay is old.'), p('c', 'Nobody waits.'))
const mine = story('The ferry sails', p('a', 'The ferry leaves at seven.'), p('c', 'Two people wait.'))
const theirs = story('The ferry returns', p('a', 'The ferry leaves at eight.'), p('b', 'The quay is very old.'))

const Panel = ({ seen, first }: { seen: { settled: [string, Choice][]; gone: Conflict['place'][]; now: Merged }; first: Merged }) => {
  const [merged, setMerged] = useState(first)
  return (
    <ConflictPanel conflicts={merged.conflicts} story={merged.story} photoUrl={(sha256) => `/${sha256}`} onGo={(place) => seen.gone.push(place)} onSettle={(id, choice) => {
      seen.settled.push([id, choice])
      seen.now = valueOf(settle(merged.story, merged.conflicts, id, choice, () => `new-${String(seen.settled.length)}`))
      setMerged(seen.now)
    }} />
  )
}

const opened = (who: { mineBy?: string; theirsBy?: string } = {}) => {
  const merged = mergeStories(base, mine, theirs)
  const first = { ...merged, conflicts: merged.conflicts.map((conflict) => ({ ...conflict, ...who })) }
  const seen = { settled: [] as [string, Choice][], gone: [] as Conflict['place'][], now: first }
  render(
    <I18nextProvider i18n={i18n}>
      <MantineProvider env="test"><Panel seen={seen} first={first} /></MantineProvider>
    </I18nextProvider>,
  )
  return seen
}
const itemOf = (place: RegExp): HTMLElement => screen.getAllByRole('listitem').find((item) => within(item).queryByRole('button', { name: place }) !== null) ?? expect.fail(`no ${String(place)}`)

beforeEach(() => speak('en'))
afterEach(cleanup)

it('names each place, shows both copies with what each changed, and says which stands in the story', () => {
  opened()
  expect(screen.getByRole('heading', { name: '4 places changed by both' })).toBeTruthy()
  const ferry = itemOf(/Text: The ferry leaves at six/)
  const [theirCopy, myCopy] = [within(ferry).getByRole('region', { name: 'Theirs' }), within(ferry).getByRole('region', { name: 'Mine' })]
  const changed = (copy: HTMLElement) => [...copy.querySelectorAll('ins, del')].map((element) => `${element.tagName} ${element.textContent}`)
  expect(changed(theirCopy)).toEqual(['DEL Removed: six', 'INS Added: eight'])
  expect(changed(myCopy)).toEqual(['DEL Removed: six', 'INS Added: seven'])
  expect(within(theirCopy).getByText('In the story now')).toBeTruthy()
  expect(within(myCopy).queryByText('In the story now')).toBeNull()
  const headline = itemOf(/: Headline$/)
  expect(changed(within(headline).getByRole('region', { name: 'Mine' }))).toEqual(['INS Added:  sails'])
})

it('says of a block one side took out what it would be to keep or to drop it', () => {
  const seen = opened()
  const quay = itemOf(/The quay is old/)
  expect(within(quay).getByText('Took it out')).toBeTruthy()
  expect(within(quay).getAllByRole('button').slice(1).map((button) => button.textContent)).toEqual(['Leave it in', 'Take it out'])
  // Where they took it out, mine stands.
  expect(within(within(itemOf(/Nobody waits/)).getByRole('region', { name: 'Mine' })).getByText('In the story now')).toBeTruthy()
  fireEvent.click(within(quay).getByRole('button', { name: 'Take it out' }))
  expect(seen.now.story.body.content?.map(({ attrs }) => attrs?.['blockId'])).toEqual(['a', 'c'])
})

it('goes to the place on the page', () => {
  const seen = opened()
  fireEvent.click(screen.getByRole('button', { name: 'Go to this place: Headline' }))
  fireEvent.click(screen.getByRole('button', { name: /Go to this place: Text: The ferry leaves/ }))
  expect(seen.gone).toMatchObject([{ field: 'headline' }, { blockId: 'a' }])
})

it('settles each as chosen, moves the keyboard on to the next, and says when none is left', () => {
  const seen = opened()
  const all = screen.getAllByRole('listitem')
  fireEvent.click(within(all[0] ?? expect.fail()).getByRole('button', { name: 'Keep mine' }))
  expect(seen.now.story.headline).toBe('The ferry sails')
  expect(document.activeElement).toBe(screen.getAllByRole('button', { name: /^Go to this place/ })[0])
  fireEvent.click(within(itemOf(/The ferry leaves/)).getByRole('button', { name: 'Keep both' }))
  expect(seen.now.story.body.content?.map(({ attrs }) => attrs?.['blockId'])).toContain('new-2')
  for (const name of ['Leave it in', 'Leave it in']) fireEvent.click(screen.getAllByRole('button', { name })[0] ?? expect.fail())
  expect(screen.queryAllByRole('listitem')).toEqual([])
  expect(screen.getByRole('status').textContent).toBe('Nothing is left to choose.')
  expect(document.activeElement?.tagName).toBe('H2')
})

it('names people where they are known, in both languages', () => {
  opened({ theirsBy: '顾岚', mineBy: '沈牧' })
  expect(within(itemOf(/The ferry leaves/)).getAllByRole('button').slice(1).map((button) => button.textContent)).toEqual(['Keep 顾岚’s', 'Keep 沈牧’s', 'Keep both'])
  cleanup()
  speak('zh-CN')
  opened({ theirsBy: '顾岚' })
  expect(within(itemOf(/正文：The ferry leaves/)).getAllByRole('button').slice(1).map((button) => button.textContent)).toEqual(['用顾岚的', '用我的', '两份都留'])
})
