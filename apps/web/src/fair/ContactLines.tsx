import type { Fair } from '@siccam/contract';
import { Said, useWords } from '../i18n';
import classes from './ContactLines.module.css';
import { phoneShown } from './phone';

/** Whom to ask at the organiser's: office, address, mail, phone; what there is of it. */
export function ContactLines({ fair: { contact, host } }: { fair: Pick<Fair, 'contact' | 'host'> }) {
  const { say } = useWords();
  if (!contact)
    return (
      <p className={classes.lines}>
        <Said words={host} /> {say('contact.none')}
      </p>
    );
  return (
    <address className={classes.lines}>
      <span>
        <Said words={contact.office} />
      </span>
      <span>
        <Said words={contact.address} />
      </span>
      {contact.mail && (
        <a href={`mailto:${contact.mail}`}>
          <bdi dir="ltr">{contact.mail}</bdi>
        </a>
      )}
      {contact.phone && (
        <a href={`tel:${contact.phone}`}>
          <bdi dir="ltr" className="num">
            {phoneShown(contact.phone)}
          </bdi>
        </a>
      )}
    </address>
  );
}
