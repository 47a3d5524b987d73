import type { ConnectorKind } from './connector-kind'
import { ghostKind } from './ghost/ghost'
import { wordpress } from './wordpress/wordpress'

/** Every CMS there is a folder for. A new one is added here and nowhere else. */
export const connectorKinds: readonly ConnectorKind[] = [wordpress, ghostKind]
