/**
 * For tests of code that uses, or replaces, the cluster client.
 *
 * @packageDocumentation
 */
export * from './testUtils/FakeApiServer';
export * from './testUtils/FakeWatch';
export * from './testUtils/FakeClusterClient';
export * from './testUtils/serveFakeApiServer';
export * from './testUtils/describeClusterClient';
