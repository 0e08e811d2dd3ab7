import { nextVersion } from './nextVersion';
import { parseScenario, readOffset } from './readScenario';

const scenario = (rest: string) => `
seed: test
teams: [payments]
clusters: [{ name: staging }]
${rest}`;

describe('parseScenario', () => {
  it.each([
    [
      'services: [{ name: api, team: payments, clusters: [prod], by: git, version: 1.0.0 }]',
      'service api runs in prod, which is no cluster of the scenario',
    ],
    [
      'services: [{ name: api, team: risk, clusters: [staging], by: git, version: 1.0.0 }]',
      'service api belongs to risk, which is no team of the scenario',
    ],
    [
      'steps: [{ at: 0s, release: api, version: 1.0.1 }]',
      'step "release" at 0s names api, which is no service of the scenario',
    ],
    [
      'steps: [{ at: soon, accept: "https://git.example.com/a" }]',
      '"soon" is no time such as -3d, 2h30m or 45s',
    ],
    ['steps: [{ at: 0s }]', 'a step needs exactly one of'],
  ])('says what is wrong with %s', (rest, message) => {
    expect(() => parseScenario(scenario(rest))).toThrow(message);
  });

  it('fills in what a small scenario leaves out', () => {
    expect(parseScenario(scenario(''))).toMatchObject({
      history: '1h',
      services: [],
      steps: [],
    });
  });
});

describe('readOffset', () => {
  it.each([
    ['-3d', -259_200_000],
    ['2h30m', 9_000_000],
    ['45s', 45_000],
    ['0s', 0],
  ])('reads %s', (text, expected) => {
    expect(readOffset(text) + 0).toBe(expected);
  });
});

describe('nextVersion', () => {
  it.each([
    [['1.8.2', '1.8.1'], '1.8.3'],
    [['1.9.0', '1.10.0'], '1.10.1'],
    [['2.4.0-crash'], '2.4.1'],
  ])('after %j comes %s', (versions, expected) => {
    expect(nextVersion(versions)).toBe(expected);
  });
});
