import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Segment } from 'backstage-plugin-flux-delivery-common';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { LayoutGroup } from '../../model/pathLayout';
import { countVerdicts } from '../../model/statusAppearance';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { TargetRow } from './TargetRow';
import { useGridStyles } from './useGridStyles';

/** The targets of one environment, worst first; where there are many, the calm ones are folded behind their counts. */
export function EnvironmentRows({
  group,
  selected,
  detailsId,
  onSelect,
  onOpen,
}: {
  group: LayoutGroup;
  selected?: string;
  detailsId: string;
  onSelect: (targetId: string) => void;
  onOpen: (targetId: string, segment: Segment) => void;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const [isOpen, setOpen] = useState(false);
  const { environment, rows, visible } = group;
  const shown = isOpen ? rows : rows.slice(0, visible);
  const folded = rows.slice(visible);
  const states = countVerdicts(folded.map(({ verdict }) => verdict))
    .map(({ verdict, count }) =>
      t('grid.states', {
        n: String(count),
        verdict: t(`verdict.${verdict}`),
      }),
    )
    .join(', ');

  return (
    <div role="rowgroup" aria-label={environment.name}>
      {shown.map((row, index) => (
        <TargetRow
          key={row.target.id}
          row={row}
          environment={environment}
          isFirst={index === 0}
          isSelected={row.target.id === selected}
          detailsId={detailsId}
          onSelect={() => onSelect(row.target.id)}
          onOpen={segment => onOpen(row.target.id, segment)}
        />
      ))}
      {folded.length > 0 && (
        <Foot>
          <PlainButton aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {isOpen
              ? t('grid.fewer')
              : t('grid.more', { count: folded.length, states })}
          </PlainButton>
        </Foot>
      )}
      {environment.differences.length > 0 && (
        <Foot>
          {environment.differences.map(difference => (
            <div key={difference}>
              <strong>{t('page.differences')}</strong> {difference}
            </div>
          ))}
        </Foot>
      )}
      {!environment.assigned && <Foot>{t('grid.unassigned')}</Foot>}
    </div>
  );
}

function Foot({ children }: { children: ReactNode }) {
  const classes = useGridStyles();
  return (
    <div role="row">
      <div role="cell" aria-colspan={6} className={classes.foot}>
        {children}
      </div>
    </div>
  );
}
