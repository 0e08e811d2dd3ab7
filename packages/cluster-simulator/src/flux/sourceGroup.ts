export const SOURCE_GROUP = 'source.toolkit.fluxcd.io';
