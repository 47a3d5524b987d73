import type { Subject } from '../format'
import type { XmlNode } from '../xml'
import { named } from './parties'

/** Codes by their whole address: so no catalogue is needed to read them. */
export const CODES = 'http://cv.iptc.org/newscodes'

/** What every item of ours says of itself in its root; `guid` is its name. */
export const itemAttributes = ({ view: { story }, revision }: Subject, guid: string): Record<string, string | number> => ({
  xmlns: 'http://iptc.org/std/nar/2006-10-01/', guid, version: revision.number, standard: 'NewsML-G2', standardversion: '2.35', conformance: 'power', 'xml:lang': story.language,
})

/** The house, or where the piece names none, who signed it: an item without a provider is none. */
export const provider = ({ view: { story, editor } }: Subject): XmlNode[] => (named('provider', story.source).length > 0 ? named('provider', story.source) : named('provider', editor || 'unknown'))
