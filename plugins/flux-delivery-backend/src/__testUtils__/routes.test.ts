import { spec } from '../schema/spec.generated';
import { EVERY_ROUTE, SIGNED } from './routes';

const METHODS = ['get', 'post', 'put', 'delete'];

/** The same with more segments that are written out comes first: `/events/cdevents` is no cluster. */
const templates = Object.keys(spec.paths).sort(
  (a, b) => a.split('{').length - b.split('{').length,
);
const templateOf = (path: string) =>
  templates.find(template =>
    new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
  );

describe('the routes that are asked as everybody', () => {
  it('are all that the plugin has', () => {
    const asked = EVERY_ROUTE.map(
      ([, { method = 'get', path }]) =>
        `${method.replace('del', 'delete')} ${templateOf(path.split('?')[0])}`,
    );
    const there = Object.entries(spec.paths).flatMap(([path, item]) =>
      METHODS.filter(method => method in item).map(
        method => `${method} ${path}`,
      ),
    );
    expect([...new Set([...asked, SIGNED])].sort()).toEqual(there.sort());
  });
});
