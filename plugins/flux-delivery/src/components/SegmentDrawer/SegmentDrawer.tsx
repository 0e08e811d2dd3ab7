import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef, keyOf } from 'backstage-plugin-flux-delivery-common';
import type {
  ObjectRef,
  Runbook,
  SegmentDto,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import { clusterName } from '../../model/clusterName';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { CommandList } from '../CommandList';
import { RevisionParts } from '../RevisionParts';
import { Section } from '../Section';
import { DetailsDrawer } from './DetailsDrawer';
import { EvidenceTable } from './EvidenceTable';
import { ObjectDetails } from './ObjectDetails';
import { RunbookSteps } from './RunbookSteps';
import { VerdictBox } from './VerdictBox';
import { WhoseMove } from './WhoseMove';

/** Everything that is known of one segment of one target, and the way to what is not. */
export function SegmentDrawer({
  entityRef,
  environment,
  target,
  segment,
  atRunbook = false,
  onClose,
}: {
  entityRef: string;
  environment: string;
  target: TargetDto;
  segment: SegmentDto;
  /** Where to start reading. */
  atRunbook?: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isFirst = target.divergence?.segment === segment.segment;
  const divergence = isFirst ? target.divergence ?? undefined : undefined;
  const { rootCause } = segment;
  const commands = commandsBeside(divergence?.runbook, target);
  return (
    <DetailsDrawer
      title={`${t(`segment.${segment.segment}`)} · ${clusterName(
        target.cluster,
        t,
      )}`}
      subtitle={[environment, target.applier && displayRef(target.applier)]
        .filter(Boolean)
        .join(' · ')}
      onClose={onClose}
    >
      <VerdictBox segment={segment} isFirst={isFirst} />
      {rootCause && (
        <p>
          {t('page.rootCause', {
            object: displayRef(rootCause),
            summary: rootCause.summary,
          })}
        </p>
      )}
      {segment.message && (
        <CodeBlock
          text={segment.message}
          what={segment.reason ?? t('drawer.value')}
        />
      )}
      <WhoseMove segment={segment} divergence={divergence} />
      {segment.revision && (
        <Section title={t('drawer.revision')} word="revision">
          <RevisionParts revision={segment.revision} />
        </Section>
      )}
      {segment.newer && (
        <Section title={t('drawer.newer')}>
          <RevisionParts revision={segment.newer} />
        </Section>
      )}
      <Section title={t('drawer.evidence')} word="evidence">
        <EvidenceTable
          evidence={segment.evidence}
          message={segment.message ?? undefined}
        />
      </Section>
      {divergence?.runbook && (
        <RunbookSteps runbook={divergence.runbook} startHere={atRunbook} />
      )}
      {objectsOf(segment, target).map(object => (
        <ObjectDetails
          key={keyOf(object)}
          entityRef={entityRef}
          object={object}
        />
      ))}
      {commands.length > 0 && (
        <Section title={t('drawer.commands')}>
          <CommandList commands={commands} />
        </Section>
      )}
    </DetailsDrawer>
  );
}

/** A command that the runbook gives with its meaning is not given again without. */
function commandsBeside(runbook: Runbook | undefined, target: TargetDto) {
  const given = new Set(runbook?.checks.map(({ command }) => command));
  return target.commands.filter(({ command }) => !given.has(command));
}

/** The objects that the verdict was read from, each once; the one that diverged first. */
function objectsOf(segment: SegmentDto, target: TargetDto): ObjectRef[] {
  const diverged =
    target.divergence?.segment === segment.segment
      ? target.divergence.object
      : undefined;
  const all = [
    ...(diverged ? [diverged] : []),
    ...segment.evidence.map(({ object }) => object),
  ];
  return [...new Map(all.map(ref => [keyOf(ref), ref])).values()];
}
