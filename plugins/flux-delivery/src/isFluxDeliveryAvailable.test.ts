import { isFluxDeliveryAvailable } from './isFluxDeliveryAvailable';

const entity = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments-api', annotations },
});

it('is true for each annotation that leads to clusters', () => {
  expect(
    isFluxDeliveryAvailable(entity({ 'backstage.io/kubernetes-id': 'x' })),
  ).toBe(true);
  expect(
    isFluxDeliveryAvailable(entity({ 'flux-delivery/workload': 'a/b/c' })),
  ).toBe(true);
});

it('is false without any, or with an empty one', () => {
  expect(isFluxDeliveryAvailable(entity())).toBe(false);
  expect(isFluxDeliveryAvailable(entity({ 'flux-delivery/image': '' }))).toBe(
    false,
  );
  expect(isFluxDeliveryAvailable(entity({ other: 'x' }))).toBe(false);
});
