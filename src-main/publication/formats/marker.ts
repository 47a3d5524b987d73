import type { Language } from '../../../src-shared/story/story'

/** A section header's marker as it stands before its title: 一、 and （一） touch it, A is set off by a full-width space. Empty for none. */
export const markerBefore = (marker: string, language: Language): string => {
  if (marker === '' || (language === 'zh-CN' && /[、.．)）]$/.test(marker))) return marker
  return language === 'zh-CN' ? `${marker}\u3000` : `${marker} `
}
