import { Button } from '@mantine/core';
import { useLanguage } from '../../i18n';
import { doorAt, Go } from './Go';
import { usePeople } from './words';
import classes from './Small.module.css';

/** Says once that the sign-in has ended; what is public stays on screen. */
export default function SignedOut({ onClose }: { onClose: () => void }) {
  const { say } = usePeople();
  const lang = useLanguage();
  return (
    <div className={classes.toast} role="status">
      <p>
        <b>{say('ended.title')}</b> {say('ended.text')}
      </p>
      <div className={classes.ways}>
        <Go size="sm" variant="filled" onClick={onClose} to={doorAt(lang)}>
          {say('ended.again')}
        </Go>
        <Button size="sm" onClick={onClose}>
          {say('ended.close')}
        </Button>
      </div>
    </div>
  );
}
