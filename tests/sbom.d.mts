export declare const billOfMaterials: () => unknown
