import { entityRefOf, readEntityRef } from './entityRefOf';

const LONG = 'n'.repeat(64);

describe('the entity of a request', () => {
  it.each([
    ['Orders', 'component:default/orders'],
    ['shop/orders', 'component:shop/orders'],
    ['API:orders', 'api:default/orders'],
    ['API:Shop/Orders_2.x', 'api:shop/orders_2.x'],
  ])('is read from a text: %s', (text, full) => {
    expect(readEntityRef(text, 'entityRef')).toBe(full);
  });

  it.each([
    '',
    'a:b:c/d/e',
    'a:b/c/d',
    'component:default/',
    ':x',
    '/x',
    '1a:x',
    'a b',
    'x\n',
    '../x',
    LONG,
    `${LONG}:x`,
    `${LONG}/x`,
  ])('is not read from %j, and the field is named', text => {
    expect(() => readEntityRef(text, 'request/body/entityRef')).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: 'request/body/entityRef is no entity ref',
      }),
    );
  });

  it('is the same from the path', () => {
    const params = { kind: 'API', namespace: 'Shop', name: 'Orders' };
    expect(entityRefOf({ params })).toBe('api:shop/orders');
    expect(() => entityRefOf({ params: { ...params, name: 'a/b' } })).toThrow(
      'request/params is no entity ref',
    );
  });
});
