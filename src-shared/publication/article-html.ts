export { articleBody, type StorySource } from './html/body'
export type { PhotoSource } from './html/drawing'
export { articlePage } from './html/page'
export { photoUses } from './photo-uses'
