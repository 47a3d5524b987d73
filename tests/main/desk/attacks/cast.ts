import type { Piece } from '../../../../src-shared/desk-api/pieces'
import { valueOf } from '../../../../src-shared/outcome'
import type { Grant, Role } from '../../../../src-shared/review/people'
import { threeStagePolicy, type Rules } from '../../../../src-shared/review/policy'
import type { Story } from '../../../../src-shared/story/story'
import { block } from '../../../support/sample-story'
import { makeStory, openNewsroom, type Member, type Newsroom } from '../newsroom'
import type { Stands, Who } from './may'

/** Three stages and one proof pass before the last. */
const POLICY: Rules = { ...threeStagePolicy, proofreading: { ...threeStagePolicy.proofreading, passes: 1, readThrough: false } }

export const idOf = (number: number): string => `c0ffee00-0000-4000-8000-${String(number).padStart(12, '0')}`
/** A piece as the desk last answered it, and the story it is of. */
export type Made = { story: Story; standing: Piece['standing'] }
export type Cast = Awaited<ReturnType<typeof openCast>>

/** The same story with another word in it. */
export const reworded = (story: Story, words: string): Story => ({ ...story, body: { type: 'doc', content: [block.paragraph('p1', words)] } })

/** A desk with everybody of the matrix, and the means to bring a piece of anybody's to wherever it can stand. */
export const openCast = async () => {
  const room: Newsroom = await openNewsroom(undefined, { policy: POLICY })
  const admin = await room.join('admin', '许知行', 'admin')
  const joined = async (login: string, role: Role, grants: Grant[] = []): Promise<Member> => {
    const member = await room.join(login, `${login} 名`, role)
    if (grants.length === 0) return member
    valueOf(await admin.client.call('changePerson', { params: { person: login }, body: { name: `${login} 名`, role, grants } }))
    valueOf(await room.enrolAs(member))
    return member
  }
  const members: Record<Exclude<Who, 'nobody'>, Member> = {
    reporter: await joined('reporter', 'reporter'),
    inside: await joined('inside', 'reporter', [{ role: 'editor', channel: ['社会'] }]),
    outside: await joined('outside', 'reporter', [{ role: 'editor', channel: ['体育'] }]),
    lent: await joined('lent', 'reporter'),
    editor: await joined('editor', 'editor'),
    chief: await joined('chief', 'chief'),
    admin,
    former: await joined('former', 'editor'),
    gone: await joined('gone', 'chief'),
  }
  /** Those who bring pieces along, and are asked nothing. */
  const author = await joined('author', 'reporter')
  const [first, second, last, reader] = [await joined('first', 'editor'), await joined('second', 'editor'), await joined('last', 'chief'), await joined('reader', 'editor')] as const
  const loan = valueOf(await room.lend(last, members.lent, { channel: ['社会'] })).delegation.id

  let stories = 0
  const act = async (member: Member, { story, standing }: Made, changes: Parameters<Newsroom['review']>[3]): Promise<Made> => ({ story, standing: valueOf(await room.review(member, story, standing, changes)).standing })
  const correct = async (member: Member, { story, standing }: Made): Promise<Made> => {
    const next = reworded(story, '桥通了，两岸的人昨天都来看。')
    await room.upload(member, next)
    return { story: next, standing: valueOf(await room.submit(member, next, standing, { decision: 'correct', reason: '日期有误。' })).standing }
  }
  /** How a piece gets to where it stands: each from the one before. `coauthor` corrects it where it is corrected, else its author does. */
  const bring = async (stands: Stands, by: Member, coauthor: Member | null): Promise<Made> => {
    const from = (before: Stands) => bring(before, by, coauthor)
    switch (stands) {
      case 'first': {
        const story = makeStory(idOf((stories += 1)))
        await room.upload(by, story)
        return { story, standing: valueOf(await room.submit(by, story)).standing }
      }
      case 'second': return act(first, await from('first'), { decision: 'pass', reason: '事实已核。' })
      case 'proofing': return act(second, await from('second'), { decision: 'pass' })
      case 'final': return act(reader, await from('proofing'), { decision: 'proof' })
      case 'returned': return act(first, await from('first'), { decision: 'return', reason: '缺一个数。' })
      case 'held': return act(first, await from('first'), { decision: 'hold', reason: '等一等。' })
      case 'spiked': return act(last, await from('first'), { decision: 'spike', reason: '不用。' })
      case 'signedOff': return act(last, await from('final'), { decision: 'signOff' })
      case 'published': {
        const made = await from('signedOff')
        valueOf(await last.client.call('publish', { params: { story: made.story.id }, body: { destination: 'site' } }))
        return { ...made, standing: valueOf(await last.client.call('piece', { params: { story: made.story.id } })).piece.standing }
      }
      case 'corrected': return correct(coauthor ?? by, await from('signedOff'))
    }
  }
  return {
    room, members, author, loan, bring,
    /** What is so only once every piece is made: one is an editor no more, one is gone. */
    settle: async (): Promise<void> => {
      valueOf(await admin.client.call('changePerson', { params: { person: 'former' }, body: { name: 'former 名', role: 'reporter', grants: [] } }))
      valueOf(await room.enrolAs(members.former))
      valueOf(await admin.client.call('setActive', { params: { person: 'gone' }, body: { active: false } }))
    },
    close: () => room.close(),
  }
}
