/** A digest as people compare it: its first twelve characters in fours. Only ever shown beside what it stands for, never compared by code. */
export const shortFingerprint = (sha256: string): string => (sha256.slice(0, 12).match(/.{1,4}/g) ?? []).join(' ')
