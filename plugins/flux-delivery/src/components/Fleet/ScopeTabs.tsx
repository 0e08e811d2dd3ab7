import { makeStyles } from '@material-ui/core/styles';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FleetFacet } from 'backstage-plugin-flux-delivery-common';
import { entityName } from '../../model/fleetRow';
import { MINE } from '../../model/fleetUrl';
import { quietInk } from '../../model/toneColors';
import { fluxDeliveryTranslationRef } from '../../translation';

/** More groups are found by the filter. */
const MOST_GROUPS = 6;

const useStyles = makeStyles(
  theme => ({
    tabs: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
    tab: {
      padding: theme.spacing(0.625, 1.5),
      borderRadius: 16,
      fontSize: 14,
      fontWeight: 500,
      color: quietInk(theme),
      overflowWrap: 'anywhere',
      '&:hover': {
        backgroundColor: theme.palette.action.hover,
        textDecoration: 'none',
      },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
        outlineOffset: 1,
      },
      '&[aria-current]': {
        color: theme.palette.background.paper,
        backgroundColor: theme.palette.text.primary,
      },
    },
  }),
  { name: 'FluxDeliveryScopeTabs' },
);

/** Whose services: all, mine, or those of one of my groups. Each is an address. */
export function ScopeTabs({
  chosen,
  mine,
  total,
  owners,
  linkTo,
}: {
  /** The owners that the filter asks for. */
  chosen: readonly string[];
  /** Who looks and their groups; undefined until known. */
  mine: readonly string[] | undefined;
  /** Of all services; undefined until known. */
  total: number | undefined;
  /** How many services each owner has; undefined until known. */
  owners: readonly FleetFacet[] | undefined;
  linkTo: (owners: string[]) => string;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const groups = (mine ?? [])
    .filter(ref => ref.startsWith('group:'))
    .slice(0, MOST_GROUPS);
  const tabs = [
    { name: t('fleet.scope.all'), owners: [], count: total },
    {
      name: t('fleet.scope.mine'),
      owners: [MINE],
      count: mine && countOf(mine, owners),
    },
    ...groups.map(group => ({
      name: entityName(group),
      owners: [group],
      count: countOf([group], owners),
    })),
  ];
  return (
    <nav aria-label={t('fleet.scope.label')} className={classes.tabs}>
      {tabs.map(tab => (
        <Link
          key={tab.name}
          to={linkTo(tab.owners)}
          underline="none"
          className={classes.tab}
          aria-current={
            tab.owners.length === chosen.length &&
            tab.owners.every(each => chosen.includes(each))
              ? 'page'
              : undefined
          }
        >
          {tab.count === undefined
            ? tab.name
            : t('fleet.scope.count', { name: tab.name, n: String(tab.count) })}
        </Link>
      ))}
    </nav>
  );
}

/** Each service has one owner, so that they can be summed. */
function countOf(
  refs: readonly string[],
  owners: readonly FleetFacet[] | undefined,
): number | undefined {
  return owners
    ?.filter(({ value }) => refs.includes(value))
    .reduce((sum, { services }) => sum + services, 0);
}
