/** Tags as they are kept. A mark that comes by an input method or stays in the field when it is left splits like one that was pressed. */
export const splitTags = (tags: readonly string[], marks: readonly string[]): string[] =>
  [...new Set(tags.flatMap((tag) => marks.reduce<string[]>((parts, mark) => parts.flatMap((part) => part.split(mark)), [tag])).map((tag) => tag.trim()).filter(Boolean))]
