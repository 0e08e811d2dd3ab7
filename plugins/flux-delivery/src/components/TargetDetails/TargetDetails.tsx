import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ObjectLinkDto,
  ObjectRef,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import { clusterName } from '../../model/clusterName';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CommandList } from '../CommandList';
import { Disclosure } from '../Disclosure';
import { Section } from '../Section';
import type { Word } from '../Term/words';
import { ObjectLinks } from './ObjectLinks';
import { OwnedList } from './OwnedList';
import { TriggerSteps } from './TriggerSteps';
import { WorkloadList } from './WorkloadList';

const useStyles = makeStyles(
  theme => ({
    panel: {
      marginTop: theme.spacing(2),
      padding: theme.spacing(1.5, 2, 2),
      fontSize: 14,
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      justifyContent: 'space-between',
    },
    title: { margin: 0, fontSize: 16, fontWeight: 600 },
    columns: {
      display: 'grid',
      gridTemplateColumns: 'repeat(2, minmax(0, 1fr))',
      columnGap: theme.spacing(4),
      [theme.breakpoints.down('sm')]: {
        gridTemplateColumns: 'minmax(0, 1fr)',
      },
    },
    more: {
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(1),
      marginTop: theme.spacing(2),
    },
    plain: { margin: 0, paddingLeft: theme.spacing(2.25) },
  }),
  { name: 'FluxDeliveryTargetDetails' },
);

/** What is behind one row of the grid. A target that nothing allows, or nobody can verify, shows no objects. */
export function TargetDetails({
  id,
  entityRef,
  environment,
  target,
  actions,
  onOpen,
}: {
  id: string;
  entityRef: string;
  environment: string;
  target: TargetDto;
  /** What can be done with the whole target. */
  actions?: ReactNode;
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const title = t('details.title', {
    environment,
    cluster: clusterName(target.cluster, t),
  });
  const { binding } = target;
  const hasData = binding !== 'notAuthorized' && binding !== 'notVerified';
  return (
    <Paper
      variant="outlined"
      id={id}
      component="section"
      aria-label={title}
      className={classes.panel}
    >
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {hasData && actions}
      </div>
      {binding === 'notAuthorized' && (
        <p>{t('details.noData', { because: target.because })}</p>
      )}
      {binding === 'notVerified' && <p>{t('details.notVerified')}</p>}
      {hasData && (
        <DetailsBody entityRef={entityRef} target={target} onOpen={onOpen} />
      )}
    </Paper>
  );
}

function DetailsBody({
  entityRef,
  target,
  onOpen,
}: {
  entityRef: string;
  target: TargetDto;
  onOpen: (ref: ObjectRef) => void;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { applier, cluster } = target;
  const chain: [string, ObjectLinkDto[], Word?][] = [
    [
      t('details.applier'),
      applier ? [{ ref: { cluster, ...applier }, exists: true }] : [],
      'applier',
    ],
    [t('details.parents'), target.parents, 'parent applier'],
    [t('details.sources'), target.sources, 'source'],
    [t('details.images'), target.imageAutomation, 'image automation'],
    [t('details.services'), target.services, 'ready endpoint'],
    [t('details.routes'), target.routes],
  ];
  return (
    <>
      {target.workloads.length > 0 && (
        <Section title={t('details.workloads')}>
          <WorkloadList workloads={target.workloads} onOpen={onOpen} />
        </Section>
      )}
      <div className={classes.columns}>
        {chain
          .filter(([, links]) => links.length > 0)
          .map(([title, links, word]) => (
            <Section key={title} title={title} word={word}>
              <ObjectLinks links={links} onOpen={onOpen} />
            </Section>
          ))}
        {target.trigger && (
          <Section title={t('trigger.title')}>
            <TriggerSteps trigger={target.trigger} />
          </Section>
        )}
        {target.notes.length > 0 && (
          <Section title={t('details.notes')}>
            <Sentences texts={target.notes.map(note => note.summary)} />
          </Section>
        )}
        <Section title={t('details.because')}>
          <Sentences
            texts={[...target.becauseAll, target.environmentBecause]}
          />
        </Section>
      </div>
      <div className={classes.more}>
        {applier && (
          <OwnedList
            key={target.id}
            entityRef={entityRef}
            targetId={target.id}
            count={target.ownedCount}
            onOpen={onOpen}
          />
        )}
        {target.commands.length > 0 && (
          <Disclosure
            key={`commands ${target.id}`}
            label={t('details.commands')}
          >
            <CommandList commands={target.commands} />
          </Disclosure>
        )}
      </div>
    </>
  );
}

function Sentences({ texts }: { texts: string[] }) {
  const classes = useStyles();
  return (
    <ul className={classes.plain}>
      {[...new Set(texts)].map(text => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}
