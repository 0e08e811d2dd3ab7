import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { incidentSummary } from 'backstage-plugin-flux-delivery-common';
import type {
  DeliveryPathDto,
  TargetDto,
} from 'backstage-plugin-flux-delivery-common';
import { useRef, useState } from 'react';
import { useCopy } from '../../hooks/useCopy';
import { fluxDeliveryTranslationRef } from '../../translation';
import { PlainButton } from '../PlainButton';
import { VisuallyHidden } from '../VisuallyHidden';

/** The delivery in words, to be pasted into a chat or an incident: of the whole service, or of one target. */
export function CopySummary({
  path,
  target,
}: {
  path: DeliveryPathDto;
  target?: TargetDto;
}) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  const { result, copyText } = useCopy();
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const { narrative } = target ?? path;
  const choices: [string, () => string][] = [
    [t('narrative.copyText'), () => narrative.text],
    [t('narrative.copyMarkdown'), () => narrative.markdown],
    [t('narrative.copyIncident'), () => incidentOf(path, target)],
  ];
  const choose = (textOf: () => string) => {
    setOpen(false);
    void copyText(textOf());
  };
  return (
    <>
      <span ref={anchor}>
        <PlainButton
          variant="outlined"
          aria-haspopup="menu"
          aria-expanded={isOpen}
          onClick={() => setOpen(true)}
        >
          {result
            ? t(`copy.${result}`)
            : t(target ? 'narrative.copyTarget' : 'narrative.copy')}
        </PlainButton>
      </span>
      <Menu
        anchorEl={anchor.current}
        open={isOpen}
        onClose={() => setOpen(false)}
        MenuListProps={{ dense: true }}
      >
        {choices.map(([label, textOf]) => (
          <MenuItem key={label} onClick={() => choose(textOf)}>
            {label}
          </MenuItem>
        ))}
      </Menu>
      <VisuallyHidden role="status">
        {result ? t(`copy.${result}`) : ''}
      </VisuallyHidden>
    </>
  );
}

function incidentOf(path: DeliveryPathDto, target?: TargetDto): string {
  return incidentSummary(path, {
    targetId: target?.id,
    // Of that instant: in summer the clock may differ.
    offsetMinutesAt: instant => -new Date(instant).getTimezoneOffset(),
    links: [{ title: path.entityRef, url: window.location.href }],
  });
}
