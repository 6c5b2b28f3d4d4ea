import { useNavigate, useSearch } from '@tanstack/react-router';
import { deskSearch, type DeskSearch } from './search';

/** What the address says of this desk, and how to change a part of it: what becomes undefined leaves the address. `quiet` leaves no step to go back to. */
export function useAddress(): [DeskSearch, (change: { [Key in keyof DeskSearch]?: DeskSearch[Key] | undefined }, quiet?: boolean) => void] {
  const search = deskSearch(useSearch({ strict: false }));
  const navigate = useNavigate();
  return [
    search,
    (change, quiet = false) => {
      const next = deskSearch({ ...search, ...change });
      void navigate({ to: '.', search: () => next as never, replace: quiet, resetScroll: false });
    },
  ];
}
