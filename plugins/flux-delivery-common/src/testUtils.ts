/**
 * Builders, captured objects and an inventory over plain arrays, for tests.
 *
 * @packageDocumentation
 */
export * from './testUtils/builders';
export * from './testUtils/canaries';
export * from './testUtils/loadFixture';
export * from './testUtils/memoryInventory';
export * from './testUtils/movedTo';
