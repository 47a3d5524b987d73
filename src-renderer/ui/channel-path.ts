/** A channel as it is typed, with slashes or arrows between its steps, as a path. */
export const channelPathOf = (text: string): string[] => text.split(/[/／>›]/).map((step) => step.trim()).filter(Boolean)
