import Link from '@material-ui/core/Link';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { fluxDeliveryTranslationRef } from '../translation';
import { VisuallyHidden } from './VisuallyHidden';

const HTTP = /^https?:\/\//i;

/** A link out of the portal. What is not http(s) is shown as text: it may come from an object that anybody can write. */
export function ExternalLink({ title, url }: { title: string; url: string }) {
  const { t } = useTranslationRef(fluxDeliveryTranslationRef);
  if (!HTTP.test(url)) {
    return <span>{title}</span>;
  }
  return (
    <Link
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      underline="always"
    >
      {title}
      <VisuallyHidden> ({t('drawer.opensNew')})</VisuallyHidden>
    </Link>
  );
}
