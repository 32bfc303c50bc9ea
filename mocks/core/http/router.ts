import type { Operation } from '../../../contracts/openapi/operation.ts'
import { operations } from '../../../contracts/openapi/spec.ts'
import type { SystemName } from '../../../contracts/openapi/types.ts'
import { normalise } from './path.ts'

/** What a method and a path lead to. */
export type Route =
  | { operation: Operation; path: Record<string, string> }
  /** The path exists, for other methods only. */
  | { allowed: string[] }
  | undefined

interface Template {
  pattern: RegExp
  names: string[]
  methods: Map<string, Operation>
}

interface Router {
  fixed: Map<string, Map<string, Operation>>
  templates: Template[]
}

const routers = build()

/**
 * Finds the operation of a system by method and path, in any spelling of it. HEAD leads to the operation of GET. Doubled slashes do not
 * count: GitLab's own client doubles one when CUSTOMER_PORTAL_URL ends in a slash.
 */
export function route(system: SystemName, method: string, path: string): Route {
  const router = routers.get(system)
  const clean = normalise(path)
  const fixed = router?.fixed.get(clean)
  if (fixed) return choose(fixed, method, {})
  for (const { pattern, names, methods } of router?.templates ?? []) {
    const match = clean.match(pattern)
    const values = match && names.map((_, index) => decode(match[index + 1] as string))
    if (values?.every((value) => value !== undefined))
      return choose(methods, method, Object.fromEntries(names.map((name, index) => [name, values[index] as string])))
  }
  return undefined
}

function choose(methods: Map<string, Operation>, method: string, path: Record<string, string>): Route {
  const operation = methods.get(method === 'HEAD' ? 'GET' : method)
  return operation ? { operation, path } : { allowed: allowedBy(methods) }
}

/** HEAD comes first, as Salesforce lists the methods of a path. */
const allowedBy = (methods: Map<string, Operation>): string[] => [...(methods.has('GET') ? ['HEAD'] : []), ...methods.keys()]

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function build(): Map<SystemName, Router> {
  const found = new Map<SystemName, Router>()
  for (const operation of operations.values()) {
    const router = found.get(operation.system) ?? { fixed: new Map(), templates: [] }
    found.set(operation.system, router)
    methodsOf(router, operation.path).set(operation.method, operation)
  }
  return found
}

/** A template of openapi.yaml as a pattern for paths, with the names of what its groups hold. */
export function patternOf(template: string): Pick<Template, 'pattern' | 'names'> {
  const names = [...template.matchAll(/\{(\w+)\}/g)].map((match) => match[1] as string)
  return { names, pattern: new RegExp(`^${template.replace(/[.$+()]/g, '\\$&').replace(/\{\w+\}/g, '([^/]+?)')}$`) }
}

function methodsOf(router: Router, path: string): Map<string, Operation> {
  const { pattern, names } = patternOf(path)
  const known = names.length
    ? router.templates.find((template) => template.pattern.source === pattern.source)?.methods
    : router.fixed.get(path)
  if (known) return known
  const methods = new Map<string, Operation>()
  if (names.length) router.templates.push({ pattern, names, methods })
  else router.fixed.set(path, methods)
  return methods
}
