import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { documentShapes } from './document.ts'
import { jsonSchemaOf } from './shape.ts'

for (const [kind, shape] of Object.entries(documentShapes))
  test(`the JSON Schema of ${kind} documents is what the loader checks`, async () => {
    const schema = `${JSON.stringify(jsonSchemaOf(`Law pack: ${kind}`, shape), null, 2)}\n`

    await expect(schema).toMatchFileSnapshot(`../schema/${kind}.schema.json`)
  })

test('the example in the README runs and says what the README says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const code = /```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''
  const printed = [...code.matchAll(/^console\.log\((.*)\) \/\/ (.*)$/gm)]

  const lines: string[] = []
  const body = code.replace(/^import .*$/gm, '').replaceAll('console.log(', 'print(')
  const rules = await import('./index.ts')
  const { parse } = await import('yaml')
  await new Function(
    'rules',
    'parse',
    'print',
    `const { loadPack, decide, ask, lawAt, penaltyOf } = rules\n${body}`,
  )(rules, parse, (value: unknown) => lines.push(String(value)))

  expect(printed.length).toBeGreaterThan(3)
  expect(lines).toEqual(printed.map(([, , comment]) => comment))
})
