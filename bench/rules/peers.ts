import { createRequire } from 'node:module'
import { ZenEngine } from '@gorules/zen-engine'
import { Engine as RulesEngine } from 'json-rules-engine'
import Publicodes from 'publicodes'
import { type CaseFacts, RULES, type Test, VALUES } from './decision.ts'

/** A peer answers one sheet of facts: the name of the rule, `undefined` where it says it does not know. It may throw. */
export type Peer = {
  readonly name: string
  readonly answer: (facts: Partial<CaseFacts>) => string | undefined | Promise<string | undefined>
}

const rules = RULES[1]

/** publicodes 1.10.3: one rule with variations, in the order of the text; every fact is a question without a default. */
export function publicodes(): Peer {
  const line = ({ fact, is, value }: Test): unknown =>
    is === 'in'
      ? { 'une de ces conditions': (value as readonly string[]).map((one) => `${fact} = '${one}'`) }
      : typeof value === 'boolean'
        ? `${fact} = ${value ? 'oui' : 'non'}`
        : `${fact} ${is} ${typeof value === 'number' ? value : `'${String(value)}'`}`
  const model: Record<string, unknown> = {
    answer: {
      variations: rules.map(({ name, when }) =>
        when.length === 0
          ? { sinon: `'${name}'` }
          : { si: { 'toutes ces conditions': when.map(line) }, alors: `'${name}'` },
      ),
    },
  }
  for (const [fact, values] of Object.entries(VALUES)) {
    const type =
      typeof values[0] === 'boolean'
        ? 'booléen'
        : typeof values[0] === 'number'
          ? 'nombre'
          : 'texte'
    model[fact] = { question: `${fact}?`, type }
  }
  const silent = { log: () => undefined, warn: () => undefined, error: () => undefined }
  const engine = new Publicodes(model as never, { logger: silent } as never)
  return {
    name: 'publicodes 1.10.3',
    answer(facts) {
      const situation = Object.fromEntries(
        Object.entries(facts).map(([name, value]) => [
          name,
          typeof value === 'boolean'
            ? value
              ? 'oui'
              : 'non'
            : typeof value === 'number'
              ? value
              : `'${value}'`,
        ]),
      )
      engine.setSituation(situation as never)
      const { nodeValue } = engine.evaluate('answer')
      return typeof nodeValue === 'string' ? nodeValue : undefined
    },
  }
}

/** json-rules-engine 7.3.1: one rule per rule, priorities in the order of the text, stop at the first. */
export function jsonRulesEngine(): Peer {
  const engine = new RulesEngine([], { allowUndefinedFacts: true })
  for (const [place, { name, when }] of rules.entries())
    engine.addRule({
      priority: rules.length - place,
      conditions: {
        all: when.map(({ fact, is, value }) => ({
          fact,
          operator: is === '=' ? 'equal' : is === '<' ? 'lessThan' : 'in',
          value,
        })),
      },
      event: { type: name },
      onSuccess: () => {
        engine.stop()
      },
    } as never)
  return {
    name: 'json-rules-engine 7.3.1',
    async answer(facts) {
      const { events } = await engine.run(facts)
      return events[0]?.type
    },
  }
}

const FACTS = Object.keys(VALUES) as readonly (keyof CaseFacts)[]

function cell(when: readonly Test[], fact: keyof CaseFacts): string {
  const found = when.find((one) => one.fact === fact)
  if (!found) return ''
  const literal = (value: unknown) => (typeof value === 'string' ? `"${value}"` : String(value))
  if (found.is === 'in') return (found.value as readonly string[]).map(literal).join(', ')
  return found.is === '<' ? `< ${String(found.value)}` : literal(found.value)
}

/** zen-engine 0.54.0: one decision table, first hit. */
export function zen(): Peer {
  const content = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs: FACTS.map((fact) => ({ id: fact, name: fact, type: 'expression', field: fact })),
          outputs: [{ id: 'answer', name: 'answer', type: 'expression', field: 'answer' }],
          rules: rules.map(({ name, when }) => ({
            _id: name,
            answer: `"${name}"`,
            ...Object.fromEntries(FACTS.map((fact) => [fact, cell(when, fact)])),
          })),
        },
      },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 0, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  }
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)))
  return {
    name: 'zen-engine 0.54.0',
    async answer(facts) {
      const { result } = await decision.evaluate(facts)
      return (result as { readonly answer?: string } | undefined)?.answer
    },
  }
}

/** A DMN 1.1 decision table, hit policy FIRST, read and run by dmn-eval-js 1.5.0. */
export async function dmnTable(): Promise<Peer> {
  const inXml = (text: string) => text.replaceAll('<', '&lt;').replaceAll('"', '&quot;')
  const type = (fact: keyof CaseFacts) =>
    typeof VALUES[fact][0] === 'boolean'
      ? 'boolean'
      : typeof VALUES[fact][0] === 'number'
        ? 'integer'
        : 'string'
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/DMN/20151101/dmn.xsd" id="d" name="d" namespace="n"><decision id="answer" name="answer"><decisionTable id="t" hitPolicy="FIRST">
${FACTS.map((fact) => `<input id="i_${fact}" label="${fact}"><inputExpression id="e_${fact}" typeRef="${type(fact)}"><text>${fact}</text></inputExpression></input>`).join('\n')}
<output id="o" label="answer" name="answer" typeRef="string"/>
${rules.map(({ name, when }, place) => `<rule id="r${place}">${FACTS.map((fact) => `<inputEntry id="c${place}_${fact}"><text>${inXml(cell(when, fact))}</text></inputEntry>`).join('')}<outputEntry id="o${place}"><text>${inXml(`"${name}"`)}</text></outputEntry></rule>`).join('\n')}
</decisionTable></decision></definitions>`
  const dmn = createRequire(import.meta.url)('@hbtgmbh/dmn-eval-js')
  const decisions = (await dmn.decisionTable?.parseDmnXml?.(xml)) ?? (await dmn.parseDmnXml(xml))
  const evaluate = dmn.decisionTable?.evaluateDecision ?? dmn.evaluateDecision
  return {
    name: 'DMN table (dmn-eval-js 1.5.0)',
    answer: (facts) => evaluate('answer', decisions, facts)?.answer,
  }
}
