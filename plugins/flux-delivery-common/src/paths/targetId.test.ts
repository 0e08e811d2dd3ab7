import fc from 'fast-check';
import { targetId } from './targetId';

describe('targetId', () => {
  it('reads as what it names', () => {
    expect(
      targetId('prod-eu', 'Kustomization', 'flux-system', 'payments-api'),
    ).toBe('prod-eu~kustomization~flux-system~payments-api');
  });

  it('needs no escaping in a URL, and differs where a part differs', () => {
    const part = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.constantFrom('a~b', 'a', '~', '!', 'ä', '*', '!7e!'),
    );
    fc.assert(
      fc.property(
        part,
        part,
        part,
        part,
        (cluster, namespace, otherCluster, otherNamespace) => {
          const id = targetId(cluster, 'Kustomization', namespace, 'x');
          const other = targetId(
            otherCluster,
            'Kustomization',
            otherNamespace,
            'x',
          );
          expect(id).toMatch(/^[A-Za-z0-9._~!-]*$/);
          expect(id === other).toBe(
            cluster === otherCluster && namespace === otherNamespace,
          );
        },
      ),
    );
  });
});
