/** Embargoes of the stories of a test, by id, where the story's own form has no field for them. */
export const embargoes = new Map<string, string>()
