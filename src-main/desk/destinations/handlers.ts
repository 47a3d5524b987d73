import { failed, failureOf, ok, type Outcome } from '../../../src-shared/outcome'
import { viewOfStory } from '../../../src-shared/publication/view'
import type { Handlers } from '../calls'
import type { Parts } from '../parts'
import type { Kinds } from './book'
import { removeDestination } from './remove'

/** Milliseconds a destination may take over what somebody waits for. */
const PATIENCE = 60_000

/** A signal for something somebody waits for. */
export const whileAsked = (parts: Pick<Parts, 'closing'>): AbortSignal => AbortSignal.any([parts.closing, AbortSignal.timeout(PATIENCE)])

/** Connectors answer refusals and throw only what nobody expects; whoever asks hears of that too, without its words. */
export const answered = async <T>(parts: Pick<Parts, 'report'>, destination: string, ask: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await ask()
  } catch (error) {
    parts.report('A destination could not be asked', { destination, code: failureOf(error).code })
    return failed('unexpected', 'The destination could not be asked.', { destination })
  }
}

type Names = 'destinations' | 'keepDestination' | 'removeDestination' | 'testDestination' | 'destinationChoices' | 'previewAt'

/** The answers about destinations. */
export const destinationHandlers = (parts: Parts, kinds: Kinds): Pick<Handlers, Names> => {
  const { book, journal } = parts
  const changing = async <T>(change: () => Promise<Outcome<T>>): Promise<Outcome<T>> => {
    const changed = await journal.run(change)
    if (changed.ok) parts.changed({ kind: 'destinations' })
    return changed
  }
  return {
    destinations: async () => ok({ kinds: [...kinds.kinds], destinations: await book.list() }),
    keepDestination: ({ params, body, person }) =>
      params.destination === body.settings.id
        ? changing(() => book.keep(body.settings, body.secret, person.name, parts.now()))
        : Promise.resolve(failed('bad-request', 'The settings are of another destination.', { place: 'body.settings.id' })),
    removeDestination: ({ params, query, person }) => changing(() => removeDestination(parts, params.destination, person, query.anyway === '1')),
    testDestination: ({ body }) => answered(parts, body.settings.id, () => book.test(body.settings, body.secret, whileAsked(parts))),
    destinationChoices: ({ body }) => answered(parts, body.settings.id, () => book.choices(body.settings, body.secret, whileAsked(parts))),
    previewAt: async ({ params, body, person }) => {
      const opened = await book.connectorOf(params.destination)
      if (!opened.ok) return opened
      const { connector, hide } = opened.value
      return answered(parts, params.destination, async () => hide(await connector.preview(viewOfStory(body.story, { at: parts.now(), editor: person.name }), whileAsked(parts))))
    },
  }
}
