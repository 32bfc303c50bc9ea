import ts from 'typescript'
import { systemNames } from '../../contracts/openapi/systems/simulated.ts'

/** A name, but not in a domain: `gitlab.com` is data. */
const anyName = new RegExp(`(?:${systemNames.join('|')})(?!\\.(?:com|example)\\b)`, 'gi')
const script = /<script[^>]*>([\s\S]*?)<\/script>/g

/** The systems that a code file spells in identifiers, texts and templates. Comments and the names of packages do not count. */
export function systemsIn(path: string, text: string): Set<string> {
  const code = path.endsWith('.vue') ? [...text.matchAll(script)].map(([, own]) => own).join('\n') : text
  return new Set([...piecesOf(code), ...(path.endsWith('.vue') ? [templateOf(text)] : [])].flatMap(namesIn))
}

const namesIn = (text: string): string[] => [...text.matchAll(anyName)].map(([name]) => name.toLowerCase())

/** The template and the styles of a component, without their comments. */
const templateOf = (text: string): string =>
  text
    .replace(script, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/\/\*[\s\S]*?\*\//g, '')

function piecesOf(code: string): string[] {
  const pieces: string[] = []
  const visit = (node: ts.Node) => {
    if (isSpelled(node) && !isPackage(node)) pieces.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest, true))
  return pieces
}

type Spelled = ts.Identifier | ts.LiteralLikeNode

const isSpelled = (node: ts.Node): node is Spelled =>
  ts.isIdentifier(node) ||
  ts.isPrivateIdentifier(node) ||
  ts.isLiteralExpression(node) ||
  ts.isTemplateMiddleOrTemplateTail(node) ||
  ts.isTemplateHead(node)

const isPackage = ({ parent, text }: Spelled): boolean => ts.isImportDeclaration(parent) && !text.startsWith('.')
