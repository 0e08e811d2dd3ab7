import { makeStyles } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ObjectDetailsDto } from 'backstage-plugin-flux-delivery-common';
import { quietInk, toneColors } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';
import { CodeBlock } from '../CodeBlock';
import { CommandList } from '../CommandList';
import { ExternalLink } from '../ExternalLink';
import { Section } from '../Section';
import { Ago } from '../Ticking';

const useStyles = makeStyles(
  theme => ({
    list: { listStyle: 'none', margin: 0, padding: 0, fontSize: 13 },
    item: {
      padding: theme.spacing(0.75, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    quiet: { color: quietInk(theme) },
    warning: { color: toneColors(theme, 'held').ink },
    links: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5, 2) },
  }),
  { name: 'FluxDeliveryObjectDetails' },
);

export function ObjectDetailsView({ details }: { details: ObjectDetailsDto }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  return (
    <>
      <Section title={t('drawer.conditions')}>
        <Conditions details={details} />
      </Section>
      <Section title={t('drawer.events')}>
        <Events details={details} />
      </Section>
      {details.commands.length > 0 && (
        <Section title={t('drawer.commands')}>
          <CommandList commands={details.commands} />
        </Section>
      )}
      {details.links.length > 0 && (
        <Section title={t('drawer.links')}>
          <Links details={details} />
        </Section>
      )}
      <Section title={t('drawer.yaml')}>
        <CodeBlock text={details.yaml} what={t('drawer.yaml')} tall />
      </Section>
    </>
  );
}

function Conditions({ details }: { details: ObjectDetailsDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (details.conditions.length === 0) {
    return <p>{t('drawer.noConditions')}</p>;
  }
  return (
    <ul className={classes.list}>
      {details.conditions.map(({ type, status, reason, message, since }) => (
        <li key={type} className={classes.item}>
          <strong>
            {type} {status}
          </strong>{' '}
          {reason}{' '}
          <span className={classes.quiet}>{since && <Ago at={since} />}</span>
          <div>{message}</div>
        </li>
      ))}
    </ul>
  );
}

function Events({ details }: { details: ObjectDetailsDto }) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (details.eventsError) {
    return <p>{details.eventsError}</p>;
  }
  if (details.events.length === 0) {
    return <p>{t('drawer.noEvents')}</p>;
  }
  return (
    <ul className={classes.list}>
      {details.events.map(event => (
        <li
          key={`${event.object} ${event.reason} ${event.lastAt} ${event.message}`}
          className={classes.item}
        >
          <strong className={event.type === 'Normal' ? '' : classes.warning}>
            {event.type} {event.reason}
          </strong>{' '}
          <span className={classes.quiet}>
            {event.count > 1 && `× ${event.count} `}
            {event.lastAt && <Ago at={event.lastAt} />} · {event.object}
          </span>
          <div>{event.message}</div>
        </li>
      ))}
    </ul>
  );
}

function Links({ details }: { details: ObjectDetailsDto }) {
  const classes = useStyles();
  return (
    <div className={classes.links}>
      {details.links.map(link => (
        <ExternalLink key={link.url} {...link} />
      ))}
    </div>
  );
}
