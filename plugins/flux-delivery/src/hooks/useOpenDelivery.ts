import { useSearchParams } from 'react-router-dom';

/** Names the open delivery in the address. */
const DELIVERY = 'delivery';

/** Which delivery is open beside the history, kept in the address, so that it can be sent to somebody else. */
export function useOpenDelivery(): {
  opened?: string;
  open: (id: string) => void;
  close: () => void;
} {
  const [params, setParams] = useSearchParams();
  const change = (id?: string) =>
    setParams(
      previous => {
        const next = new URLSearchParams(previous);
        if (id === undefined) {
          next.delete(DELIVERY);
        } else {
          next.set(DELIVERY, id);
        }
        return next;
      },
      { replace: true },
    );
  return {
    opened: params.get(DELIVERY) || undefined,
    open: id => change(id),
    close: () => change(),
  };
}

/** What the address of a tab ends with where it opens a delivery. */
export function searchOfDelivery(id: string): string {
  return new URLSearchParams({
    section: 'history',
    [DELIVERY]: id,
  }).toString();
}

/** The address of a delivery on the page that is shown, whole, to be sent to somebody. */
export function linkToDelivery(id: string): string {
  const url = new URL(window.location.href);
  url.search = searchOfDelivery(id);
  url.hash = '';
  return url.href;
}
