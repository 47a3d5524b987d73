import type { ConnectorKind } from './connector-kind'
import { ghostKind } from './ghost/ghost'

/** Every CMS there is a folder for. A new one is added here and nowhere else. */
export const connectorKinds: readonly ConnectorKind[] = [ghostKind]
