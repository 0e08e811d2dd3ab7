import useMediaQuery from '@material-ui/core/useMediaQuery';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetRootCauseDto } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { RootCauseRow } from './RootCauseRow';
import { RowTable } from './RowTable';

const useStyles = makeStyles(
  theme => ({
    columns: {
      '& [role=row]': {
        gridTemplateColumns:
          'minmax(0, 4.55fr) 76px minmax(0, 1.35fr) 80px minmax(0, 2.1fr)',
        [theme.breakpoints.down('sm')]: {
          gridTemplateColumns:
            'minmax(0, 3fr) minmax(0, 1fr) minmax(0, 1.5fr) minmax(0, 0.8fr) minmax(0, 1.5fr)',
        },
      },
    },
  }),
  { name: 'FluxDeliveryRootCauses' },
);

/** So many at once: the services are on the same screen. */
const FIRST = 6;
/** Where each is a card of several lines. */
const FIRST_CARDS = 3;

const COLUMNS = ['title', 'segment', 'services', 'since', 'move'] as const;

/** What has to be mended, once each, with everything that hangs on it. */
export function RootCauses({
  causes,
  total,
}: {
  causes: readonly FleetRootCauseDto[];
  /** Over all of them; more than are given where the answer was cut. */
  total: number;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isWhole, setWhole] = useState(false);
  const first = useMediaQuery(useTheme().breakpoints.down('xs'))
    ? FIRST_CARDS
    : FIRST;
  if (causes.length === 0) {
    return null;
  }
  const shown = isWhole ? causes : causes.slice(0, first);
  return (
    <RowTable
      label={t('fleet.causes.title')}
      columns={COLUMNS.map(column => ({ title: t(`fleet.causes.${column}`) }))}
      className={classes.columns}
      foot={
        total > first && (
          <>
            <span role="status">
              {t('fleet.causes.countOf', {
                n: String(shown.length),
                total: String(total),
              })}
            </span>{' '}
            {shown.length === causes.length &&
              total > causes.length &&
              t('fleet.causes.filterForMore')}
            {causes.length > first && (
              <PlainButton
                aria-expanded={isWhole}
                onClick={() => setWhole(!isWhole)}
              >
                {isWhole
                  ? t('fleet.causes.fewer', { n: String(first) })
                  : t(
                      causes.length < total
                        ? 'fleet.causes.showMore'
                        : 'fleet.causes.showAll',
                      { n: String(causes.length) },
                    )}
              </PlainButton>
            )}
          </>
        )
      }
    >
      {shown.map(cause => (
        <RootCauseRow
          key={keyOfCause(cause)}
          id={`flux-delivery-cause-${keyOfCause(cause)}`}
          cause={cause}
        />
      ))}
    </RowTable>
  );
}

/** What stays the same of a cause while services come and go. */
function keyOfCause({
  object,
  class: failure,
  cluster,
  entityRefs,
  segment,
}: FleetRootCauseDto): string {
  const of = object
    ? [object.cluster, object.group, object.kind, object.namespace, object.name]
    : [cluster, segment, entityRefs[0]];
  return [...of, failure].join('|').replace(/\s/g, '_');
}
