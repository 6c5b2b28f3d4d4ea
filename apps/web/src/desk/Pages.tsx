import { Button } from '@mantine/core';
import { useDesk } from './words';
import classes from './People.module.css';

/** Which part of a long list is on screen, and the ways to the parts around it. Nothing where all of it is. */
export function Pages({ page, size, shown, total, go }: { page: number; size: number; shown: number; total: number; go: (page: number) => void }) {
  const { say } = useDesk();
  if (page === 0 && total <= size) return null;
  return (
    <footer className={classes.pages}>
      <span role="status">{say('people.range', { first: page * size + 1, last: page * size + shown, total })}</span>
      <span>
        <Button size="sm" disabled={page === 0} onClick={() => go(page - 1)}>
          {say('people.before')}
        </Button>
        <Button size="sm" disabled={(page + 1) * size >= total} onClick={() => go(page + 1)}>
          {say('people.after')}
        </Button>
      </span>
    </footer>
  );
}
