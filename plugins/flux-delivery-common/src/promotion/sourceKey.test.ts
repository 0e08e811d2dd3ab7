import { sourceKey } from './sourceKey';

describe('the address of a repository', () => {
  it.each([
    'https://github.com/acme/payments',
    'https://GitHub.com/acme/payments.git',
    'https://user:pw@github.com/acme/payments/',
    'ssh://git@github.com/acme/payments.git',
    'ssh://git@github.com:22/acme/payments',
    'git@github.com:acme/payments.git',
    'https://github.com:443/acme/payments?x=1',
    'oci://github.com/acme/payments',
  ])('is the same for %s', address => {
    expect(sourceKey(address)).toBe('github.com/acme/payments');
  });

  it.each(['', 'payments', 'a b', 'C:\\x y'])('is none: %j', address => {
    expect(sourceKey(address)).toBeUndefined();
  });

  it('keeps a port that is no default, and the case of a path', () => {
    expect(sourceKey('http://git.example.com:3000/git/Lab.git')).toBe(
      'git.example.com:3000/git/Lab',
    );
  });
});
