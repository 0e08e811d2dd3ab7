import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { displayRef, keyOf } from 'backstage-plugin-flux-delivery-common';
import type {
  ObjectRef,
  SegmentVerdict,
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
import { VerdictBox } from './VerdictBox';

/** Everything that is known of one segment of one target, and the way to what is not. */
export function SegmentDrawer({
  entityRef,
  environment,
  target,
  segment,
  onClose,
}: {
  entityRef: string;
  environment: string;
  target: TargetDto;
  segment: SegmentVerdict;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const isFirst = target.divergence?.segment === segment.segment;
  const rootCause =
    segment.rootCause ?? (isFirst ? target.divergence?.rootCause : undefined);
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
      {segment.revision && (
        <Section title={t('drawer.revision')}>
          <RevisionParts revision={segment.revision} />
        </Section>
      )}
      {segment.newer && (
        <Section title={t('drawer.newer')}>
          <RevisionParts revision={segment.newer} />
        </Section>
      )}
      <Section title={t('drawer.evidence')}>
        <EvidenceTable
          evidence={segment.evidence}
          message={segment.message ?? undefined}
        />
      </Section>
      {objectsOf(segment, target).map(object => (
        <ObjectDetails
          key={keyOf(object)}
          entityRef={entityRef}
          object={object}
        />
      ))}
      {target.commands.length > 0 && (
        <Section title={t('drawer.commands')}>
          <CommandList commands={target.commands} />
        </Section>
      )}
    </DetailsDrawer>
  );
}

/** The objects that the verdict was read from, each once; the one that diverged first. */
function objectsOf(segment: SegmentVerdict, target: TargetDto): ObjectRef[] {
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
