import { HANDOFF_ENDING } from '../../src-shared/publication/handoff/statement'

/** What a file dialog asks for. */
export const HANDOFF_KINDS = HANDOFF_ENDING

/** The first hand-off file among some, by its name: what it really is, the host finds out. */
export const handoffIn = (files: Iterable<File>): File | null => [...files].find(({ name }) => name.toLowerCase().endsWith(HANDOFF_ENDING)) ?? null
