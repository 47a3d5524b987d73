import { PLAIN_TITLE, type DestinationSettings } from '../../../../src-shared/publication/destination'

/** A newsroom's settings for a Ghost. */
export const ghostSettings = (address: string, more: Partial<DestinationSettings> = {}): DestinationSettings => ({ id: 'ghost-site', kind: 'ghost', name: '临江日报网', address, account: '', title: PLAIN_TITLE, channels: [], makeChannels: true, authors: [], author: null, schedule: 'remote', ...more })
