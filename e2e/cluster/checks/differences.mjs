/**
 * Where the answer of the path route differs from what a scenario expects of one cluster, in words; empty where it agrees.
 *
 * @param {any} path answer of `GET …/path`
 * @param {string} cluster
 * @param {object[]} expected one for each target, with refs as `{ kind, namespace, name }`
 * @returns {string[]}
 */
export function differences(path, cluster, expected) {
  const targets = path.environments
    .flatMap(environment => environment.targets)
    .filter(target => target.cluster === cluster);
  const found = expected.map(wanted =>
    targets.find(target => isTarget(target, wanted.applier)),
  );
  const unexpected = targets.filter(target => !found.includes(target));
  return [
    ...expected.flatMap((wanted, index) =>
      (found[index] ? ofTarget(found[index], wanted) : ['it is not there']).map(
        text => `${nameOf(wanted.applier)}: ${text}`,
      ),
    ),
    ...unexpected.map(target => `unexpected target ${nameOf(target.applier)}`),
  ];
}

function ofTarget(target, wanted) {
  const declared = target.workloads.flatMap(({ images }) =>
    images.map(image => image.declared),
  );
  return [
    ...ofSegments(target.segments, wanted.verdicts),
    ...ofDivergence(target.divergence, wanted),
    ...ofOwners(target.segments, wanted.owners),
    ...ofNotes(target.notes, wanted.notes),
    ...ofBinding(target.binding, wanted.binding),
    ...['sources', 'parents', 'workloads', 'routes'].flatMap(key =>
      ofLinks(key, target[key], wanted[key]),
    ),
    ...(wanted.declares &&
    !declared.some(image => new RegExp(wanted.declares).test(image))
      ? [
          `declares ${declared.join(', ') || 'no image'}, expected ${
            wanted.declares
          }`,
        ]
      : []),
    ...alwaysTrue(target),
  ];
}

function ofSegments(segments, verdicts = {}) {
  return Object.entries(verdicts).flatMap(([name, verdict]) => {
    const segment = segments.find(candidate => candidate.segment === name);
    return segment?.verdict === verdict
      ? []
      : [
          `${name} is ${segment?.verdict} ${
            segment?.class ?? ''
          }, expected ${verdict} (${segment?.summary ?? ''} ${
            segment?.message ?? ''
          })`,
        ];
  });
}

function ofDivergence(divergence, wanted) {
  if (wanted.divergence === undefined) {
    return [];
  }
  const segment = divergence?.segment ?? 'none';
  if (segment !== wanted.divergence) {
    return [
      `first divergence is ${segment}, expected ${wanted.divergence} (${
        divergence?.class ?? ''
      } ${divergence?.summary ?? ''} ${divergence?.message ?? ''})`,
    ];
  }
  const root = divergence?.rootCause;
  const words = [
    divergence?.summary,
    divergence?.message,
    root?.name,
    root?.summary,
  ].join(' ');
  return [
    ...ofWord('class', divergence?.class, wanted.class),
    ...ofWord(
      'first responder',
      responderOf(divergence),
      wanted.firstResponder,
    ),
    ...(wanted.says && !new RegExp(wanted.says).test(words)
      ? [`the divergence says "${words}", expected /${wanted.says}/`]
      : []),
    ...ofRoot(root, wanted.rootCause),
  ];
}

function responderOf(divergence) {
  return divergence?.unowned ? 'unowned' : divergence?.firstResponder;
}

function ofRoot(root, wanted) {
  if (!wanted) {
    return [];
  }
  return sameRef(root, wanted)
    ? ofWord('class of the root cause', root.class, wanted.class)
    : [
        `root cause is ${root ? nameOf(root) : 'not named'}, expected ${nameOf(
          wanted,
        )}`,
      ];
}

function ofOwners(segments, owners = {}) {
  return Object.entries(owners).flatMap(([name, owner]) => {
    const found = segments.find(({ segment }) => segment === name);
    return ofWord(`owner of ${name}`, found?.owner, owner);
  });
}

function ofNotes(notes = [], wanted = []) {
  const found = notes.map(note => note.class);
  return wanted
    .filter(name => !found.includes(name))
    .map(name => `no note ${name}, there are: ${found.join(', ') || 'none'}`);
}

function ofWord(what, found, wanted) {
  return wanted === undefined || found === wanted
    ? []
    : [`${what} is ${found ?? 'not named'}, expected ${wanted}`];
}

/** What holds for every target, whatever the scenario is about. */
function alwaysTrue({ segments, divergence }) {
  const first = segments.findIndex(
    ({ segment }) => segment === divergence?.segment,
  );
  return [
    ...segments
      .filter(({ verdict, evidence }) => verdict === 'ok' && !evidence?.length)
      .map(({ segment }) => `${segment} is ok without evidence`),
    ...segments
      .filter(({ verdict }) => verdict === 'diverged')
      .filter(() => !divergence)
      .map(({ segment }) => `${segment} diverged, and no divergence is named`),
    ...segments
      .slice(first + 1)
      .filter(
        ({ verdict, consequenceOf, summary }) =>
          first >= 0 &&
          verdict === 'diverged' &&
          !consequenceOf &&
          !/ does not follow from | follows from \w+ cannot be told/.test(
            summary,
          ),
      )
      .map(
        ({ segment }) =>
          `${segment} diverged after ${divergence.segment}, and says neither of what it is a consequence nor that it is broken by itself`,
      ),
    ...(divergence && !divergence.class ? ['the divergence has no class'] : []),
    ...(divergence && !divergence.because
      ? ['the divergence does not say whose move it is and why']
      : []),
  ];
}

function ofBinding(binding, wanted) {
  return wanted === undefined || binding === wanted
    ? []
    : [`binding is ${binding}, expected ${wanted}`];
}

function ofLinks(key, links, wanted) {
  const names = refs => refs.map(nameOf).sort().join(', ');
  const found = names(links.map(({ ref }) => ref));
  return wanted === undefined || found === names(wanted)
    ? []
    : [`${key} are ${found || 'none'}, expected ${names(wanted)}`];
}

function isTarget(target, applier) {
  return applier === undefined
    ? target.delivered === 'notByFlux'
    : sameRef(target.applier, applier);
}

function sameRef(a, b) {
  return a?.kind === b.kind && a.namespace === b.namespace && a.name === b.name;
}

function nameOf(ref) {
  return ref
    ? `${ref.kind} ${ref.namespace}/${ref.name}`
    : 'what Flux does not deliver';
}
