import { Button } from '@mantine/core';
import { Isolate } from '@siccam/ui';
import { useSeconds } from './room';
import { endToast, useToast, type Toast } from './toast';
import { useTimetable } from './words';
import classes from './TimetableDesk.module.css';

/** What was just done, for ten seconds, with the way back. */
export function ToastBar() {
  const toast = useToast();
  return (
    <div role="status" className={classes.toastPlace}>
      {toast && <Bar key={toast.until} toast={toast} />}
    </div>
  );
}

function Bar({ toast }: { toast: Toast }) {
  const { say } = useTimetable();
  const left = Math.ceil((toast.until - useSeconds()) / 1000);
  if (left <= 0) return null;
  return (
    <div className={classes.toast} data-ground="dark">
      <p>{toast.words}</p>
      <Button size="sm" variant="default" onClick={() => {
        endToast();
        void toast.undo();
      }}>
        {say('undo.do')}
      </Button>
      <span aria-hidden="true">
        <Isolate number>{left}</Isolate>
      </span>
    </div>
  );
}
