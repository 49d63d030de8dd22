import { describe, expect, test } from 'vitest'
import { coverage } from './coverage.ts'
import { loadPack } from './load.ts'
import { testMutants } from './mutate.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'
import { staleWaivers, verify } from './verify.ts'

function packWith(changes: Readonly<Record<string, (text: string) => string>>) {
  const files = { ...garden }
  for (const [file, change] of Object.entries(changes)) {
    const text = files[file] ?? ''
    expect(change(text)).not.toBe(text)
    files[file] = change(text)
  }
  return loadPack(readDocuments(files))
}

function errorsOf(changes: Readonly<Record<string, (text: string) => string>>) {
  const before = new Set(verify(loadPack(readDocuments(garden))).map(({ id }) => id))
  return verify(packWith(changes)).filter(({ id, level }) => level === 'error' && !before.has(id))
}

describe('a fault planted in a sound pack is found', () => {
  test('two rules that apply at once and neither gives way, with a case that shows it', () => {
    const [finding, ...others] = errorsOf({
      'articles/8.yaml': (text) => text.replace('overrides: p1\n', '\n'),
    })

    expect(others).toEqual([])
    expect(finding?.id).toBe('overlap:garden/code/8#p1:garden/code/8#p2')
    expect(finding?.counterexample).toMatch(/facts: \{ .*harm: leaf.*night: true.*lamp: false/)
    expect(finding?.counterexample).toContain(
      'expect: { conflict: [garden/code/8#p1, garden/code/8#p2] }',
    )
  })

  test('a rule that contradicts itself', () => {
    const findings = errorsOf({
      'articles/10.yaml': (text) =>
        text.replace('when: harm = tree', 'when: { all: [harm = tree, harm = leaf] }'),
    })

    expect(findings.map(({ id }) => id)).toContain('dead:garden/code/10@v2023#p1')
  })

  test('a rule whose exceptions always hold', () => {
    const findings = errorsOf({
      'articles/8.yaml': (text) =>
        text.replace('all: [ "harm = leaf", night, { not: lamp } ]', 'any: [ "harm = leaf" ]'),
    })

    expect(findings.map(({ id }) => id)).toContain('shadowed:garden/code/8@v2020#p1')
  })

  test('a decision that must always answer and does not', () => {
    const findings = errorsOf({ 'decisions/branch.yaml': (text) => `${text}complete: true\n` })

    expect(findings.map(({ check }) => check)).toContain('gap')
  })

  test('definitions in a circle', () => {
    const findings = errorsOf({
      'articles/10.yaml': (text) =>
        text.replace('when: harm = tree', 'when: { holds: "garden/code/10#p1" }'),
    })

    expect(findings.find(({ check }) => check === 'circle')?.message).toMatch(
      /circle: .*garden\/code\/10#p1 → garden\/code\/10#p1/,
    )
  })

  test('a limb without a rule, a fact nobody reads, a fine outside the limits', () => {
    const ids = errorsOf({
      'articles/3.yaml': (text) => text.replace('noRule: { p1: { en: a term } }', 'noRule: {}'),
      'facts.yaml': (text) =>
        `${text}  spare: { title: { en: spare }, type: yesno, question: { en: Spare? } }\n`,
      'articles/8.yaml': (text) => text.replace('fine: 20', 'fine: 60'),
    }).map(({ id }) => id)

    expect(ids).toEqual(
      expect.arrayContaining([
        'silent-limb:garden/code/3@v2020#p1',
        'unused-fact:spare',
        'outside-limits:garden/code/8@v2020#p2:fine',
      ]),
    )
  })

  test('a duty whose sanction stood at another time', () => {
    const ids = errorsOf({
      'articles/20.yaml': (text) =>
        text
          .replace('from: 2020-01-01', 'from: 2020-01-01\n    to: 2021-01-01')
          .replace(
            'trigger: plant.broken',
            'trigger: plant.broken, onMiss: { rule: "garden/code/10#p1" }',
          ),
    }).map(({ id }) => id)

    expect(ids).toContain('no-sanction-then:garden/code/20@v2020#note')
  })

  test('texts that overlap in time and texts that leave a hole', () => {
    const ids = (to: string) =>
      errorsOf({
        'articles/8.yaml': (text) =>
          text.replace('    from: 2020-01-01\n', `    from: 2020-01-01\n    to: ${to}\n`),
      }).map(({ id }) => id)

    expect(ids('2023-05-01')).toContain('overlap-in-time:garden/code/8@v2023')
    expect(ids('2023-03-01')).toContain('hole-in-time:garden/code/8@v2023')
  })
})

test('a waiver with a reason lets a finding pass, and a waiver of nothing is named', () => {
  const pack = packWith({
    'pack.yaml': (text) =>
      `${text}waivers: [ { finding: "unused-fact:*", reason: kept for later }, { finding: "dead:none", reason: old } ]\n`,
    'facts.yaml': (text) =>
      `${text}  spare: { title: { en: spare }, type: yesno, question: { en: Spare? } }\n`,
  })

  const findings = verify(pack)

  expect(findings.find(({ id }) => id === 'unused-fact:spare')?.waived).toBe('kept for later')
  expect(staleWaivers(pack, findings)).toEqual(['dead:none'])
})

test('mutation testing kills what the cases cover and names what they do not', () => {
  const pack = loadPack(readDocuments(garden))

  const report = testMutants(pack, ['garden/code/8', 'garden/code/10'])

  expect(report.total).toBeGreaterThan(40)
  expect(report.killed + report.equivalent + report.survivors.length).toBe(report.total)
  expect(report.killed).toBeGreaterThan(30)
  const descriptions = report.survivors.map(({ description }) => description)
  expect(descriptions).toContain('garden/code/8@v2020: from 2020-01-01 becomes 2019-12-31')
  for (const day of ['2023-03-31', '2023-04-02'])
    expect(descriptions).not.toContain(`garden/code/8@v2023: from 2023-04-01 becomes ${day}`)
})

test('a moved first day is harmless exactly where no act that the text can judge meets its rules', () => {
  const article = (bound: string) => `article: garden/code/77
code: garden/code
number: "77"
title: { en: Transition }
asks: [harm]
versions:
  - id: v2020
    from: 2020-01-01
    confidence: verified
    text: { p1: { en: A tree. } }
    rules:
      - id: p1
        cites: p1
        when: { all: [harm = tree, "@act >= ${bound}"] }
        then: { outcome: { name: late, what: { en: late } } }
tests: []
`
  const survivorsWith = (bound: string) => {
    const pack = loadPack(readDocuments({ ...garden, 'articles/77.yaml': article(bound) }))
    const { survivors, equivalent } = testMutants(pack, ['garden/code/77'])
    const moved = survivors.filter(({ description }) => description.includes('from 2020'))
    return { equivalent, moved: moved.map(({ description }) => description.slice(-10)) }
  }

  expect(survivorsWith('2022-01-01')).toEqual({ equivalent: 2, moved: [] })
  expect(survivorsWith('2020-01-01')).toEqual({ equivalent: 1, moved: ['2020-01-02'] })
  expect(survivorsWith('2019-06-01')).toEqual({
    equivalent: 0,
    moved: ['2019-12-31', '2020-01-02'],
  })
})

test('coverage counts what the cases apply and names what they leave out', () => {
  const pack = loadPack(readDocuments(garden))

  const article = coverage(pack).find(({ article: id }) => id === 'garden/code/8')

  expect(article).toMatchObject({ versions: 2, rules: 6, days: 2, daysTried: 1 })
  expect(article?.missing).toContain('v2023#p3 is applied by no case')
})
