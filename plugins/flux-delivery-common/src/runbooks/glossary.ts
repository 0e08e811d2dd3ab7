/**
 * A word as it is meant here, and the mistake that is made with it.
 *
 * @public
 */
export interface GlossaryTerm {
  term: string;
  meaning: string;
  pitfall: string;
}

/**
 * The words of delivery with Flux, in the order of the path.
 *
 * @public
 */
export const glossary: readonly GlossaryTerm[] = [
  {
    term: 'delivery path',
    meaning: 'How one service reaches one target, in five segments.',
    pitfall: 'It is not one object: no single resource tells all of it.',
  },
  {
    term: 'segment',
    meaning:
      'One of promotion, source, reconcile, rollout and traffic, in this order.',
    pitfall: 'A later segment that is red mostly follows from an earlier one.',
  },
  {
    term: 'control plane',
    meaning: 'What decides and applies: promotion, source and reconcile.',
    pitfall: 'Green here says nothing of what users get.',
  },
  {
    term: 'data plane',
    meaning: 'What runs and serves: rollout and traffic.',
    pitfall: 'It may be fine while nothing new arrives for days.',
  },
  {
    term: 'environment',
    meaning: 'A named step of the promotion order, such as staging or prod.',
    pitfall:
      'It is not a cluster: one environment may have several, and one cluster several environments.',
  },
  {
    term: 'target',
    meaning: 'A cluster and the applier that delivers the service there.',
    pitfall: 'Two targets of one environment need not run the same version.',
  },
  {
    term: 'applier',
    meaning: 'The Kustomization or HelmRelease that owns a workload.',
    pitfall: 'The applier of the applier may be the one that is broken.',
  },
  {
    term: 'parent applier',
    meaning: 'The applier that applies an applier, up to the root.',
    pitfall:
      'Under a broken parent the child stays green on what it was given last.',
  },
  {
    term: 'handoff',
    meaning:
      'Where one segment gives over to the next, and often one team to another.',
    pitfall: 'A handoff that nobody owns is where incidents wait.',
  },
  {
    term: 'divergence',
    meaning: 'The first segment where reality differs from intent.',
    pitfall: 'The loudest alarm is seldom the first divergence.',
  },
  {
    term: 'root cause',
    meaning: 'The object that has to be mended first.',
    pitfall: 'It may belong to another team, and break many services at once.',
  },
  {
    term: 'verdict',
    meaning:
      'What is known of a segment: ok, inProgress, diverged, suspended, unknown or notObserved.',
    pitfall: 'Unknown is not ok.',
  },
  {
    term: 'unknown',
    meaning: 'It cannot be told now, with the reason and what was last known.',
    pitfall: 'A cluster out of reach may run anything.',
  },
  {
    term: 'not observed',
    meaning: 'There is nothing here to look at, such as no Service.',
    pitfall: 'It is neither good nor bad.',
  },
  {
    term: 'evidence',
    meaning:
      'The object, field and value that a verdict rests on, and when it was seen.',
    pitfall: 'Old evidence is still old when the page was just loaded.',
  },
  {
    term: 'first responder',
    meaning: 'Who moves first for a divergence.',
    pitfall: 'Not always the owner of the service.',
  },
  {
    term: 'rollback owner',
    meaning: 'Who brings back what worked.',
    pitfall: 'Not the one who fixes: waiting for the fix prolongs the outage.',
  },
  {
    term: 'delivery contract',
    meaning:
      'What the teams of a service agreed on: owners, identifiers, what may be changed by whom.',
    pitfall: 'What is not written down is settled at night.',
  },
  {
    term: 'promotion',
    meaning:
      'Release intent that enters an environment: what, from where, by whom, when.',
    pitfall: 'A green pipeline is no promotion that arrived.',
  },
  {
    term: 'identifier',
    meaning:
      'Anything that names the release: commit, tag, digest, chart version, pipeline.',
    pitfall:
      'Two teams that look at different identifiers talk of different releases.',
  },
  {
    term: 'tag',
    meaning: 'A name for content in Git or a registry.',
    pitfall: 'Names move; only a digest or commit is content.',
  },
  {
    term: 'digest',
    meaning: 'The hash of content: the same digest is the same content.',
    pitfall:
      'The digest of an index and that of one platform differ for one image.',
  },
  {
    term: 'floating tag',
    meaning: 'A tag that is meant to move, such as stable.',
    pitfall:
      'The manifest does not change when it moves, so that nothing in Git tells of it.',
  },
  {
    term: 'pinned',
    meaning: 'Named by digest, commit or exact version.',
    pitfall: 'Somebody has to move the pin, or nothing ever arrives.',
  },
  {
    term: 'semver range',
    meaning: 'The newest version within bounds is taken.',
    pitfall: 'What is taken depends on when one looks.',
  },
  {
    term: 'source',
    meaning:
      'A GitRepository, OCIRepository, HelmRepository, HelmChart, Bucket or ExternalArtifact.',
    pitfall: 'One source may feed many services: one failure, many victims.',
  },
  {
    term: 'artifact',
    meaning: 'What Flux holds of a source, ready to be applied.',
    pitfall:
      'It is kept and applied while fetching fails: old is not visible in what is applied.',
  },
  {
    term: 'revision',
    meaning: 'The name and hash of what was fetched or applied.',
    pitfall: 'Fetched, attempted and applied revision may be three.',
  },
  {
    term: 'interval',
    meaning: 'How often a controller looks again.',
    pitfall:
      'Without a webhook a commit waits for the source and then for the applier.',
  },
  {
    term: 'webhook receiver',
    meaning: 'Lets a server tell Flux that there is something new.',
    pitfall: 'A trigger that was received is no fetch that succeeded.',
  },
  {
    term: 'reconcile',
    meaning: 'To make the cluster equal to what is declared, again and again.',
    pitfall: 'What is changed by hand is changed back.',
  },
  {
    term: 'Ready',
    meaning: 'The condition by which Flux tells the end of a pass.',
    pitfall:
      'It turns Unknown in every pass, and its time is not since when it fails.',
  },
  {
    term: 'not reconciled',
    meaning:
      'The controller of Flux that is in charge does not act: it is stopped, hangs, has too much to do, or its shard does not run.',
    pitfall: 'Nothing fails: what it applied last looks green.',
  },
  {
    term: 'stalled',
    meaning: 'Flux does not try again before the configuration changes.',
    pitfall: 'Waiting does not help.',
  },
  {
    term: 'wait',
    meaning: 'The applier waits for the health of what it applied.',
    pitfall: 'Without it, it is green over a rollout that is red.',
  },
  {
    term: 'prune',
    meaning: 'Objects that left the manifests are deleted.',
    pitfall: 'A renamed folder can delete what still serves.',
  },
  {
    term: 'inventory',
    meaning: 'The list of what an applier owns.',
    pitfall: 'One object in two inventories is fought over.',
  },
  {
    term: 'drift',
    meaning: 'The cluster was changed past Git.',
    pitfall: 'With Helm it is put back only where drift detection says so.',
  },
  {
    term: 'suspended',
    meaning: 'A person stopped the reconciliation of an object.',
    pitfall:
      'It looks green, and is forgotten; Git may resume or suspend it again.',
  },
  {
    term: 'dependsOn',
    meaning: 'An applier waits for another to be ready.',
    pitfall: 'The one that waits is red, another one is broken.',
  },
  {
    term: 'remediation',
    meaning: 'What Helm does after a failed action: roll back or uninstall.',
    pitfall: 'The old version runs, and the release is still failed.',
  },
  {
    term: 'retries exhausted',
    meaning: 'Helm tried as often as it may.',
    pitfall: 'Nothing happens before the spec changes or a force is asked for.',
  },
  {
    term: 'rollout',
    meaning: 'The way from an applied spec to pods that run it.',
    pitfall: 'Applied is not rolled out.',
  },
  {
    term: 'canary',
    meaning: 'The new version gets part of the traffic while it is analysed.',
    pitfall: 'Two versions at once are intended then.',
  },
  {
    term: 'ready endpoint',
    meaning: 'A pod behind a Service that takes requests.',
    pitfall: 'Healthy pods without a matching selector serve nobody.',
  },
  {
    term: 'image automation',
    meaning: 'Flux scans a registry, chooses a tag and commits it.',
    pitfall:
      'It promotes without a person, and undoes a pin that is set back by hand.',
  },
  {
    term: 'ok',
    meaning: 'Reality agrees with intent, and the evidence says so.',
    pitfall: 'It is true of the time of the evidence, not of now.',
  },
  {
    term: 'in progress',
    meaning: 'Work is in flight, and inside the time that it may take.',
    pitfall: 'After that time it is a divergence, though nothing failed.',
  },
  {
    term: 'consequence',
    meaning: 'A segment that is not well because an earlier one is not.',
    pitfall: 'Mending it first mends nothing.',
  },
  {
    term: 'fix owner',
    meaning: 'Who makes the lasting change.',
    pitfall: 'Not always who was woken, nor who rolls back.',
  },
  {
    term: 'traffic',
    meaning: 'What users get: ready endpoints, routes and weights.',
    pitfall: 'Pods that are healthy need not be the ones that serve.',
  },
  {
    term: 'failure class',
    meaning: 'What kind of failure it is, such as source-auth.',
    pitfall: 'The class tells where to look, not what to change.',
  },
  {
    term: 'unowned',
    meaning: 'No rule says who owns this or moves first.',
    pitfall: 'Somebody will be asked at night: write a rule by day.',
  },
  {
    term: 'runbook',
    meaning: 'Checks in order, with commands, for one class of failure.',
    pitfall: 'Data plane first hides that nothing was ever applied.',
  },
  {
    term: 'backfilled',
    meaning: 'Told by the cluster about a time when nobody watched.',
    pitfall: 'There may be gaps before and between.',
  },
];

/**
 * The term of a word, whatever its case; nothing for a word that is none.
 *
 * @public
 */
export function glossaryTerm(word: string): GlossaryTerm | undefined {
  const wanted = word.trim().toLowerCase();
  return glossary.find(({ term }) => term.toLowerCase() === wanted);
}
