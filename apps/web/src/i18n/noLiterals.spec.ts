import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const roots = [join(__dirname, '..'), join(__dirname, '../../../../libs/ui/src')];
const spoken = new Set(['aria-label', 'title', 'alt', 'placeholder', 'label']);
const letters = /\p{L}{2,}/u;

/** Text that a component would show without asking the catalogues. */
function literalsIn(name: string, source: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && letters.test(node.text)) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer) && spoken.has(node.name.getText()) && letters.test(node.initializer.text)) found.push(node.initializer.text);
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression) && !ts.isJsxAttribute(node.parent) && letters.test(node.expression.text)) found.push(node.expression.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

const components = roots.flatMap((root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.spec.tsx'))
    .map((file) => join(root, file)),
);

test('no component shows text of its own', () => {
  expect(components.length).toBeGreaterThan(20);
  expect(components.flatMap((file) => literalsIn(file, readFileSync(file, 'utf8')).map((text) => `${file}: ${text}`))).toEqual([]);
});

test('the check sees text between tags, in names of controls and in braces', () => {
  expect(literalsIn('x.tsx', `const X = () => <p aria-label="Ferme">Bonjour {'encore'}</p>;`)).toEqual(['Ferme', 'Bonjour', 'encore']);
});
