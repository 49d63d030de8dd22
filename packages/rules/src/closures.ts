import type { Condition, Test, Tri } from './ast.ts'
import { evaluate, evaluateValue, isNotApplicable, type Situation } from './evaluate.ts'
import type { Scope } from './scope.ts'

type Closure = (situation: Situation) => Tri

/**
 * Turns the rules of a scope into functions, without writing code: for packs edited live and for places where code may not be generated.
 * The result gives, for each rule, whether it applies; three-valued like the interpreter.
 */
export function closuresOf(scope: Scope): readonly Closure[] {
  const made = new Map<Condition, Closure>()
  const closure = (condition: Condition): Closure => {
    const known = made.get(condition)
    if (known) return known
    const built = build(condition)
    made.set(condition, built)
    return built
  }
  const build = (condition: Condition): Closure => {
    switch (condition.op) {
      case 'always':
        return () => true
      case 'test':
        return testClosure(condition)
      case 'not': {
        const inner = closure(condition.of)
        return (situation) => {
          const truth = inner(situation)
          return truth === undefined ? undefined : !truth
        }
      }
      case 'all':
        return joined(condition.of.map(closure), false)
      case 'any':
        return joined(condition.of.map(closure), true)
      case 'term':
      case 'holds':
        return condition.means ? closure(condition.means) : () => undefined
      default:
        return (situation) => evaluate(condition, situation)
    }
  }
  return scope.rules.map(({ applies }) => closure(applies))
}

/** `all` stops at the first false, `any` at the first true; an unknown before that makes the whole unknown. */
function joined(parts: readonly Closure[], stop: boolean): Closure {
  const [first, second, third] = parts
  if (parts.length === 1 && first) return first
  if (parts.length === 2 && first && second)
    return (situation) => {
      const one = first(situation)
      if (one === stop) return stop
      const two = second(situation)
      if (two === stop) return stop
      return one === undefined || two === undefined ? undefined : !stop
    }
  if (parts.length === 3 && first && second && third)
    return (situation) => {
      const one = first(situation)
      if (one === stop) return stop
      const two = second(situation)
      if (two === stop) return stop
      const three = third(situation)
      if (three === stop) return stop
      return one === undefined || two === undefined || three === undefined ? undefined : !stop
    }
  return (situation) => {
    let truth: Tri = !stop
    for (const part of parts) {
      const own = part(situation)
      if (own === stop) return stop
      if (own === undefined) truth = undefined
    }
    return truth
  }
}

function testClosure(test: Test): Closure {
  const { subject, relation, values } = test
  const { name } = subject
  if (
    subject.of === 'fact' &&
    subject.measure === 'value' &&
    values.every((value) => typeof value !== 'object')
  ) {
    const settle = (value: unknown): Tri =>
      isNotApplicable(value)
        ? false
        : typeof value === 'object'
          ? undefined
          : evaluateValue(test, value as string, {})
    const [wanted] = values
    if (relation === '=' || relation === '!=') {
      const same = relation === '='
      return ({ facts }) => {
        const value = facts[name]
        if (value === undefined) return undefined
        return typeof value === 'object' ? settle(value) : (value === wanted) === same
      }
    }
    if (relation === 'in' || relation === 'not in') {
      const within = relation === 'in'
      return ({ facts }) => {
        const value = facts[name]
        if (value === undefined) return undefined
        return typeof value === 'object'
          ? settle(value)
          : values.includes(value as string) === within
      }
    }
    const bound = wanted as number
    const ordered: Readonly<Record<'<' | '<=' | '>' | '>=', (value: number) => boolean>> = {
      '<': (value) => value < bound,
      '<=': (value) => value <= bound,
      '>': (value) => value > bound,
      '>=': (value) => value >= bound,
    }
    const holds = ordered[relation]
    return ({ facts }) => {
      const value = facts[name]
      if (value === undefined) return undefined
      return typeof value === 'object' ? settle(value) : holds(value as number)
    }
  }
  return (situation) => evaluate(test, situation)
}
