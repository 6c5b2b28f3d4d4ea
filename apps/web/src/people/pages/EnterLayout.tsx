import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { IconHelpCircle } from '@tabler/icons-react';
import type { Fair } from '@siccam/contract';
import { Cover } from '@siccam/ui';
import { Said, useDates, useLanguage, useWords } from '../../i18n';
import { usePeople } from './words';
import classes from './Enter.module.css';

/** One column, one decision; beside it whose house this is. */
export function EnterLayout({ fair, icon, title, children, help = true }: { fair: Fair; icon?: ReactNode; title: ReactNode; children: ReactNode; help?: boolean }) {
  const words = useWords();
  const { say } = usePeople();
  const lang = useLanguage();
  const { weekdayNumber, whole } = useDates();
  const [first = '', last = first] = fair.days;
  return (
    <div className={classes.grid}>
      <Cover>
        <p className={classes.edition}>
          <Said words={fair.edition} quiet />
        </p>
        <p className={classes.fair}>
          <Said words={fair.name} quiet />
        </p>
        {first && <p className={classes.days}>{first === last ? whole(first) : words.say('fair.twoDays', { first: weekdayNumber(first), last: whole(last) })}</p>}
        <p className={classes.host}>
          <Said words={fair.host} quiet />
        </p>
      </Cover>
      <div className={classes.box}>
        {icon && <span className={classes.icon}>{icon}</span>}
        <h1 tabIndex={-1}>{title}</h1>
        {children}
        {help && (
          <p className={classes.help}>
            <Link to="/$lang/help" params={{ lang }}>
              <IconHelpCircle className="icon small" aria-hidden="true" />
              <span>{say('enter.help')}</span>
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}
