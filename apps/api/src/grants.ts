/** What the application's role may do with each table; a table that is not named here is out of its reach. Facts are written once. */
export const grants: Readonly<Record<string, string>> = {
  fair: 'select, update',
  announcement: 'select, insert, update',
  stage: 'select, insert, update, delete',
  session: 'select, insert, update, delete',
  session_person: 'select, insert, update, delete',
  topic: 'select, insert, update',
  fact: 'select, insert',
  role_held: 'select, insert, delete',
  person: 'select, insert, update, delete',
  sign_in: 'select, insert, update, delete',
  link: 'select, insert, update, delete',
  ban: 'select, insert, update, delete',
  consent: 'select, insert, update, delete',
  // Neither number nor moment of a line is the application's to choose.
  audit: 'select, insert (fair_id, actor, deed, object_kind, object_id, detail, from_address)',
  mail: 'select, insert, update, delete',
  job: 'select, insert, update, delete',
  draft_item: 'select, insert, update',
  // What was published stays as it was.
  release: 'select, insert',
  draft_link: 'select, insert, update',
  plan_entry: 'select, insert, update, delete',
  seat: 'select, insert, update, delete',
  calendar_link: 'select, insert, update, delete',
  tech_check: 'select, insert, update, delete',
  speaker_answer: 'select, insert, update, delete',
  file: 'select, insert, update, delete',
  search_entry: 'select, insert, update, delete',
};

/** Statements that give the role exactly these rights, whatever it held before. */
export const grantStatements = (role: string): string[] => {
  const quoted = `"${role.replaceAll('"', '""')}"`;
  return [
    'revoke create on schema public from public',
    `grant usage on schema public to ${quoted}`,
    `revoke all on all tables in schema public from ${quoted}`,
    ...Object.entries(grants).map(([table, rights]) => `grant ${rights} on "${table}" to ${quoted}`),
  ];
};
