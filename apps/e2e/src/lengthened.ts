import type { BrowserContext } from '@playwright/test';
import ts from 'typescript';

/** Keys that only an object of one language's words has: the catalogues, and the words of the page of parts. */
const marks = [['shell', 'programme', 'stage'], ['invented', 'intro', 'parts']];

const isText = (node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral => ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);

/** What makes a text longer by six tenths, in its own script; one word stays one word, as German or Amazigh would have it. Nothing for initials, signs and the fair's name. */
function more(said: string): string {
  const words = said.trim();
  if (words.length <= 3 || /^[A-Z]+$/.test(words) || !/\p{L}{2}/u.test(words)) return '';
  const filler = /\p{Script=Arabic}/u.test(words) ? 'كلماتطويلة' : 'motsallonges';
  const extra = Math.ceil(words.length * 0.6);
  return /\s/.test(said) ? ` ${`${filler} `.repeat(200).slice(0, extra).trim()}` : filler.repeat(20).slice(0, extra);
}

/** The words that are seen of a message, as the build takes it apart: a text, a value's place, the forms of a count (one is seen: the longest), a mark around more. */
function saidBy(node: ts.Node): string {
  if (isText(node)) return node.text;
  if (!ts.isArrayLiteralExpression(node)) return '';
  const [, kind, forms] = node.elements;
  if (kind && ts.isNumericLiteral(kind) && forms && ts.isObjectLiteralExpression(forms)) {
    return forms.properties.map((form) => (ts.isPropertyAssignment(form) ? partsOf(form.initializer) : '')).reduce((long, one) => (one.length > long.length ? one : long), '');
  }
  return node.elements.slice(1).map(saidBy).join('');
}

const partsOf = (message: ts.Node): string => (ts.isArrayLiteralExpression(message) ? message.elements.map(saidBy).join('') : saidBy(message));

/** The same script with every message longer. The built application is read as it is: no code of ours knows of this. */
export function lengthened(script: string): { script: string; messages: number } {
  const changes: { at: number; end: number; text: string }[] = [];
  const inWords = (node: ts.Node): void => {
    const extra = more(partsOf(node));
    if (isText(node)) changes.push({ at: node.getStart(), end: node.getEnd(), text: JSON.stringify(node.text + extra) });
    else if (ts.isArrayLiteralExpression(node)) changes.push({ at: node.getEnd() - 1, end: node.getEnd() - 1, text: `,${JSON.stringify(extra)}` });
    else if (ts.isPropertyAssignment(node)) inWords(node.initializer);
    else ts.forEachChild(node, inWords);
  };
  const visit = (node: ts.Node): void => {
    const keys = ts.isObjectLiteralExpression(node) ? node.properties.map(({ name }) => name?.getText()) : [];
    if (marks.some((mark) => mark.every((key) => keys.includes(key)))) inWords(node);
    else ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('built.js', script, ts.ScriptTarget.Latest, true, ts.ScriptKind.JS));
  let whole = script;
  for (const { at, end, text } of changes.sort((a, b) => b.at - a.at)) whole = whole.slice(0, at) + text + whole.slice(end);
  return { script: whole, messages: changes.length };
}

/** Serves every script of the fair with longer words; tells afterwards how many messages were lengthened. */
export async function serveLonger(context: BrowserContext): Promise<() => number> {
  let messages = 0;
  await context.route(/\/assets\/[^/]+\.js$/, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    if (!body.includes('invented') && !body.includes('pausedTitle')) return route.fulfill({ response: answer, body });
    const longer = lengthened(body);
    messages += longer.messages;
    return route.fulfill({ response: answer, body: longer.script });
  });
  return () => messages;
}
