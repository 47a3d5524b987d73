import type { Outcome } from '../../src-shared/outcome'
import { readRevision, storyFrom } from '../workstation/read-piece'
import { askingOf } from './asking'
import type { Parts } from './parts'
import type { Handlers } from './serve'

type Mine =
  | 'destinations.list' | 'destinations.keep' | 'destinations.remove' | 'destinations.test' | 'destinations.choices' | 'destinations.preview'
  | 'hooks.list' | 'hooks.add' | 'hooks.change' | 'hooks.remove' | 'hooks.renewSecret' | 'hooks.ping' | 'hooks.resume'

/** Where pieces go and who is told of them, for who keeps the house. */
export const destinationHandlers = (parts: Parts): Pick<Handlers, Mine> => {
  const { asked, withTools } = askingOf(parts)
  const client = () => parts.client()
  /** What destinations there are stands in what this machine knows of the desk. */
  const changing = async <T>(answer: Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const changed = await asked(answer)
    if (changed.ok) await parts.watch.check()
    if (changed.ok) parts.emit({ type: 'appChanged' })
    return changed
  }
  return {
    'destinations.list': () => asked(client().call('destinations')),
    'destinations.keep': (body) => changing(client().call('keepDestination', { params: { destination: body.settings.id }, body })),
    'destinations.remove': ({ destination, anyway }) => changing(client().call('removeDestination', { params: { destination }, query: { anyway: anyway ? '1' : '0' } })),
    'destinations.test': (body) => asked(client().call('testDestination', { body })),
    'destinations.choices': (body) => asked(client().call('destinationChoices', { body })),
    'destinations.preview': ({ destination, id, sha256 }) =>
      withTools(async ({ reading }) => {
        const bytes = await asked(readRevision(id, sha256, reading))
        const story = bytes.ok ? storyFrom(bytes.value) : bytes
        return story.ok ? asked(client().call('previewAt', { params: { destination }, body: { story: story.value } })) : story
      }),
    'hooks.list': () => asked(client().call('hooks')),
    'hooks.add': (body) => asked(client().call('addHook', { body })),
    'hooks.change': ({ hook, settings }) => asked(client().call('changeHook', { params: { hook }, body: settings })),
    'hooks.remove': (params) => asked(client().call('removeHook', { params })),
    'hooks.renewSecret': (params) => asked(client().call('renewHookSecret', { params })),
    'hooks.ping': (params) => asked(client().call('pingHook', { params })),
    'hooks.resume': ({ hook, skip }) => asked(client().call('resumeHook', { params: { hook }, body: { skip } })),
  }
}
