// Stands in for TypeBox in the built desk. The contract describes shapes for the server, which checks them;
// the desk needs of an endpoint only its name, method, path and effect, and of a shape only its type, which
// is gone after the build. tests/journeys/desk-parts.test.ts holds the size of what is loaded.

const shape = (): object => ({ properties: {} })

const makers = [
  'Any',
  'Array',
  'Boolean',
  'Enum',
  'Integer',
  'Literal',
  'Null',
  'Number',
  'Object',
  'Optional',
  'Partial',
  'Pick',
  'Record',
  'String',
  'Tuple',
  'Union',
  'Unknown',
  'Unsafe',
] as const

export const Type: Readonly<Record<string, () => object>> = Object.fromEntries(
  makers.map((name) => [name, shape]),
)
