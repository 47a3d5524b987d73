export { bylineOf } from './byline/printing'
export { contributorsOf, readByline, type ReadByline } from './byline/reading'
