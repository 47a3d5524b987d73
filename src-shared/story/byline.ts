export { bylineOf } from './byline/printing'
export { contributorsOf, readByline } from './byline/reading'
