import { ConfigReader } from '@backstage/config';
import { Link, Table, type TableColumn } from '@backstage/core-components';
import { createApp } from '@backstage/frontend-defaults';
import {
  PageBlueprint,
  createFrontendModule,
  createFrontendPlugin,
  createRouteRef,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';
import fluxDeliveryPlugin from 'backstage-plugin-flux-delivery/alpha';
import type { FleetDto, FleetRow } from 'backstage-plugin-flux-delivery-common';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

/** As many as the API gives at once. */
const PAGE = 500;

const COLUMNS: TableColumn<FleetRow & { id: string }>[] = [
  {
    title: 'Service',
    field: 'entityRef',
    render: ({ entityRef }) => (
      <Link to={`/catalog/default/component/${nameOf(entityRef)}`}>
        {nameOf(entityRef)}
      </Link>
    ),
  },
  { title: 'Owner', field: 'owner', render: row => nameOf(row.owner ?? '') },
  ...['staging', 'prod'].map(name => ({
    title: name,
    render: (row: FleetRow) => (
      <Bars
        verdicts={row.environments
          .filter(each => each.name === name)
          .flatMap(({ bars }) => bars.map(({ verdict }) => verdict))}
      />
    ),
  })),
  {
    title: 'State',
    field: 'headline',
    render: ({ state, headline }) => (
      <span>
        <b>{state}</b> {headline}
      </span>
    ),
  },
];

function nameOf(ref: string) {
  return ref.split('/').at(-1) ?? ref;
}

function Bars({ verdicts }: { verdicts: string[] }) {
  return (
    <span role="img" style={{ display: 'inline-flex', gap: 3 }}>
      {verdicts.map((verdict, index) => (
        <span
          // They never move.
          // eslint-disable-next-line react/no-array-index-key
          key={index}
          style={{
            width: 20,
            height: 8,
            backgroundColor: verdict === 'ok' ? 'green' : 'grey',
          }}
        />
      ))}
    </span>
  );
}

/** The same services as on the page Delivery, in the table of Backstage as it comes, with all rows at once. */
function PlainTable() {
  const [rows, setRows] = useState<(FleetRow & { id: string })[]>([]);
  useEffect(() => {
    readAll().then(setRows);
  }, []);
  return rows.length > 0 ? (
    <Table
      title="Services"
      columns={COLUMNS}
      data={rows}
      options={{ paging: false, padding: 'dense' }}
    />
  ) : null;
}

async function readAll() {
  const rows: (FleetRow & { id: string })[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor && `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await fetch(
      `/api/flux-delivery/fleet?limit=${PAGE}${query}`,
    );
    const page = (await answer.json()) as FleetDto;
    rows.push(...page.items.map(row => ({ ...row, id: row.entityRef })));
    cursor = page.nextCursor;
  }
  return rows;
}

const plainPlugin = createFrontendPlugin({
  pluginId: 'plain',
  extensions: [
    PageBlueprint.make({
      params: {
        path: '/plain',
        title: 'Plain table',
        routeRef: createRouteRef(),
        loader: async () => <PlainTable />,
      },
    }),
  ],
});

/** Nobody in particular: the proxy of the benchmark asks the backend in its own name. */
const signIn = SignInPageBlueprint.make({
  params: {
    loader:
      async () =>
      ({ onSignInSuccess }) => {
        useEffect(
          () =>
            onSignInSuccess({
              getProfileInfo: async () => ({}),
              getBackstageIdentity: async () => ({
                type: 'user',
                userEntityRef: 'user:default/reader',
                ownershipEntityRefs: ['user:default/reader'],
              }),
              getCredentials: async () => ({}),
              signOut: async () => {},
            }),
          [onSignInSuccess],
        );
        return null;
      },
  },
});

const app = createApp({
  features: [
    catalogPlugin,
    fluxDeliveryPlugin,
    plainPlugin,
    createFrontendModule({ pluginId: 'app', extensions: [signIn] }),
  ],
  advanced: {
    configLoader: async () => ({
      config: new ConfigReader({
        app: { title: 'Benchmark', baseUrl: window.location.origin },
        backend: { baseUrl: window.location.origin },
      }),
    }),
  },
});

createRoot(document.getElementById('root')!).render(app.createRoot());
