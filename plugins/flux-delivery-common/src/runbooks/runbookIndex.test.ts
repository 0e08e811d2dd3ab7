import { failureClass, failureClasses } from '../classes/FailureClass';
import { findSymptoms, runbookIndex } from './runbookIndex';

describe('the index of symptoms', () => {
  it('leads to classes that there are, and to every class but none twice by one entry', () => {
    const named = runbookIndex.flatMap(({ classes }) => classes);

    expect(named.filter(name => !failureClass(name))).toEqual([]);
    expect(
      failureClasses
        .map(({ name }) => name)
        .filter(name => !named.includes(name)),
    ).toEqual([]);
    expect(
      runbookIndex.filter(
        ({ classes }) => new Set(classes).size < classes.length,
      ),
    ).toEqual([]);
  });

  it('has one entry for each id', () => {
    const ids = runbookIndex.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    ['git unreachable', 'git-unreachable'],
    ['RBAC denied, forbidden', 'rbac-denied'],
    ['image mismatch', 'image-mismatch'],
    ['manifest apply error', 'manifest-apply-error'],
    ['drift loop', 'drift-loop'],
    ['helm release stuck', 'helm-release-stuck'],
    ['secret sync failed', 'secret-sync-failure'],
    ['controllers OOM, out of memory', 'controller-pressure'],
    ['source cannot be fetched, signature', 'source-fetch-failure'],
    ['render: patch and substitution', 'render-failure'],
    ['apply failed', 'apply-failure'],
    ['not healthy, job failed', 'health-failure'],
    ['image automation push', 'image-automation-failure'],
    ['control plane or data plane', 'which-plane'],
    ['incident checklist: git, controller or cluster', 'incident-checklist'],
    ['floating tag cannot be traced', 'tracing-gaps'],
  ])('finds %s', (text, id) => {
    expect(
      findSymptoms(text)
        .slice(0, 2)
        .map(entry => entry.id),
    ).toContain(id);
  });

  it('finds nothing for nothing', () => {
    expect(findSymptoms('')).toEqual([]);
    expect(findSymptoms('zzz qqq')).toEqual([]);
  });
});
