import { consumedBy } from '../../divergence/consumedVersion';
import { saidAt } from '../mergeContracts';
import {
  concluded,
  notSaid,
  type CheckInput,
  type ContractCheck,
} from './ContractCheck';
import { seenTargets } from './targets';

/**
 * Whether environments follow exact versions where the contract says pinned. A branch counts as either: it is Git's way of being
 * promoted.
 */
export function checkVersions(input: CheckInput): ContractCheck {
  const section = input.merged.sections.environments;
  const declared = (section?.value ?? []).flatMap((environment, index) =>
    environment.version ? [{ ...environment, index }] : [],
  );
  if (!section || declared.length === 0) {
    return notSaid(
      'versions',
      'the contract does not say where versions are pinned',
    );
  }
  const checked = declared.map(({ name, version, index }) => {
    const { targets, notKnown } = seenTargets(input, name);
    const consumed = targets.flatMap(target => {
      const found = consumedBy(target);
      return found ? [{ ...found, cluster: target.cluster }] : [];
    });
    const wrong = consumed.filter(({ how }) =>
      version === 'pinned'
        ? how === 'range' || how === 'tag'
        : how === 'pinned',
    );
    return {
      findings: wrong.map(({ text, cluster }) => ({
        summary: `${name} is to be ${version}, and on ${cluster} it follows ${text}.`,
        said: saidAt(section.file, `environments[${index}].version`),
      })),
      notKnown: [
        ...notKnown,
        ...(consumed.length > 0 || notKnown.length > 0
          ? []
          : [`nothing tells what ${name} follows`]),
      ],
      seen: consumed.map(({ text }) => `${name} follows ${text}`),
    };
  });
  const seen = [...new Set(checked.flatMap(each => each.seen))];
  return concluded('versions', {
    findings: checked.flatMap(({ findings }) => findings),
    notKnown: checked.flatMap(({ notKnown }) => notKnown),
    proof: seen.length > 0 ? `${seen.join('; ')}.` : undefined,
  });
}
