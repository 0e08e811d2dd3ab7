import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { identifiersOf } from 'backstage-plugin-flux-delivery-common';
import type { DeliveryDto } from 'backstage-plugin-flux-delivery-common';
import type { ReactNode } from 'react';
import { formatExact } from '../../model/formatAge';
import { shortDigest } from '../../model/formatRevision';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { CopyButton } from '../CopyButton';
import { ExternalLink } from '../ExternalLink';
import { PlainButton } from '../PlainButton';
import { Section } from '../Section';

const NAMES = ['tag', 'commit', 'digest', 'chartVersion', 'image'] as const;
const STEPS = [
  'fetchedAt',
  'attemptedAt',
  'appliedAt',
  'rolledOutAt',
  'servingAt',
  'finishedAt',
] as const;

const useStyles = makeStyles(
  theme => ({
    columns: {
      display: 'grid',
      gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))',
      gap: theme.spacing(0, 3),
    },
    list: {
      display: 'grid',
      gridTemplateColumns: '104px minmax(0, 1fr)',
      gap: theme.spacing(0.25, 1),
      margin: 0,
      fontSize: 13,
      alignItems: 'center',
    },
    term: { color: quietInk(theme), fontSize: 12 },
    value: { margin: 0, overflowWrap: 'anywhere' },
    code: {
      fontFamily: 'Menlo, Consolas, "DejaVu Sans Mono", monospace',
      fontSize: 12,
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1, 2),
      alignItems: 'center',
      marginTop: theme.spacing(1),
      fontSize: 13,
    },
  }),
  { name: 'FluxDeliveryDetails' },
);

/** All that a row knows: each name to copy whole, each time, each image, and where to go from here. */
export function DeliveryDetails({
  delivery,
  onCompare,
  onShowThen,
  children,
}: {
  delivery: DeliveryDto;
  onCompare?: () => void;
  onShowThen: (at: string) => void;
  /** More to do with it. */
  children?: ReactNode;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { detail, message, trigger, promotion, revisions, images, links } =
    delivery;
  const names = identifiersOf(delivery);
  const rows: [string, string][] = [
    ...NAMES.flatMap((name): [string, string][] => {
      const value = names[name];
      return value ? [[t(`history.name.${name}`), value]] : [];
    }),
    ...(revisions.configDigest
      ? [
          [t('history.name.configDigest'), revisions.configDigest] as [
            string,
            string,
          ],
        ]
      : []),
    ...(revisions.helmRevision !== undefined
      ? [
          [t('history.name.helmRevision'), String(revisions.helmRevision)] as [
            string,
            string,
          ],
        ]
      : []),
    ...(promotion
      ? [[t('history.name.promotion'), promotion.id] as [string, string]]
      : []),
  ];
  const times: [string, string][] = [
    ...(promotion
      ? [[t('history.time.promoted'), promotion.occurredAt] as [string, string]]
      : []),
    ...STEPS.flatMap((step): [string, string][] => {
      const at = delivery[step];
      return at ? [[t(`history.time.${step}`), at]] : [];
    }),
  ];
  return (
    <>
      {detail && <div>{detail}</div>}
      {message && <CodeBlock text={message} what={t('history.message')} />}
      <div className={classes.columns}>
        <Section title={t('history.identifiers')}>
          <dl className={classes.list}>
            {rows.map(([term, value]) => (
              <Row key={term} term={term}>
                <span className={classes.code} title={value}>
                  {shortDigest(value)}
                </span>
                <CopyButton text={value} what={term} />
              </Row>
            ))}
          </dl>
        </Section>
        <Section title={t('history.times')}>
          <dl className={classes.list}>
            {times.map(([term, at]) => (
              <Row key={term} term={term}>
                {formatExact(at, t)}
              </Row>
            ))}
          </dl>
        </Section>
        {images.length > 0 && (
          <Section title={t('history.imagesTitle')}>
            {images.map(({ workload, container, declared, running }) => (
              <dl key={`${workload} ${container}`} className={classes.list}>
                <Row term={container}>
                  <span className={classes.code}>{declared}</span>
                  <CopyButton text={declared} what={t('history.declared')} />
                </Row>
                {running && (
                  <Row term={t('history.ran')}>
                    <span className={classes.code} title={running}>
                      {shortDigest(running)}
                    </span>
                    <CopyButton text={running} what={t('history.ran')} />
                  </Row>
                )}
              </dl>
            ))}
          </Section>
        )}
      </div>
      <div className={classes.actions}>
        {onCompare && (
          <PlainButton variant="outlined" onClick={onCompare}>
            {t('compare.before')}
          </PlainButton>
        )}
        <PlainButton
          variant="outlined"
          onClick={() => onShowThen(delivery.finishedAt ?? delivery.startedAt)}
        >
          {t('history.showThen')}
        </PlainButton>
        {children}
        {links.map(({ title, url }) => (
          <ExternalLink key={url} title={title} url={url} />
        ))}
        {trigger && <span>{t('history.trigger', { trigger })}</span>}
      </div>
    </>
  );
}

function Row({ term, children }: { term: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <>
      <dt className={classes.term}>{term}</dt>
      <dd className={classes.value}>{children}</dd>
    </>
  );
}
