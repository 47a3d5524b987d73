import type { TFunction } from 'i18next'

import type { StatisticsGroup, StatisticsLine } from '../../src-shared/desk-api/statistics-table'

/** What a line is called: a person, a channel's path, or a month as it is written. */
export const lineWords = (t: TFunction<['statistics', 'common']>, { name, channel }: Pick<StatisticsLine, 'name' | 'channel'>, group: StatisticsGroup): string =>
  group === 'channel' ? channel.join(' / ') || t('statistics:noChannel') : name || t('statistics:nobody')
